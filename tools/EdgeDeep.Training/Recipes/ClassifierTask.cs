using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;

namespace EdgeDeep.Training.Recipes;

/// <summary>The parts of a data set.</summary>
/// <param name="Train">Samples to learn from.</param>
/// <param name="Validation">Samples that choose the best epoch.</param>
/// <param name="Tests">Parts that are only measured, with their names; the first is the one that counts.</param>
/// <param name="Calibration">Samples from the training part whose ranges int8 shall cover.</param>
public sealed record DataParts(
    SampleSource Train, SampleSource Validation, IReadOnlyList<(string Name, SampleSource Samples)> Tests, SampleSource Calibration);

/// <summary>A classifier that is ready to be trained, measured and written.</summary>
/// <param name="Name">Name of the model and its files.</param>
/// <param name="Facts">What the written model says about itself; the labels are needed.</param>
/// <param name="Network">What is trained: the whole network, or the head on a frozen trunk.</param>
/// <param name="Data">Inputs of the written model with their classes.</param>
public sealed record ClassifierTask(string Name, ModelFacts Facts, Network Network, DataParts Data)
{
    /// <summary>The part before the trained head that stays as it is; null where everything is trained.</summary>
    public FrozenTrunk? Trunk { get; init; }

    /// <summary>Folder of the checkpoints within the cache.</summary>
    public string Checkpoints { get; init; } = Name;

    /// <summary>Lines about the data that metrics.txt repeats.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Further text files of the model's folder.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> Files { get; init; } = [];

    /// <summary>Class names in output order.</summary>
    public IReadOnlyList<string> Labels => Facts.Labels ?? throw new InvalidOperationException("a classifier has labels");

    /// <summary>Values of one input of the written model.</summary>
    public int InputElements => Trunk?.InputElements ?? Network.InputElements;
}
