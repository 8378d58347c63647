using System.Globalization;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Samples in NumPy's files: <c>.npy</c> for one input, <c>.npz</c> for all inputs, with <c>labels</c> beside them.</summary>
internal static class TensorFiles
{
    private const string Archive = ".npz";

    /// <summary>Whether a file holds tensors by its name.</summary>
    public static bool IsTensor(string path) => SupportedFiles.Matches(path, CalibrationFiles.Extensions);

    /// <summary>Whether a file holds all inputs of many samples by its name.</summary>
    public static bool IsArchive(string path) => SupportedFiles.Matches(path, [Archive]);

    /// <summary>Reads all samples of a file.</summary>
    /// <param name="path">A .npz archive, or a .npy or .bin file for a model of one input.</param>
    /// <param name="model">The model.</param>
    /// <param name="labels">The model's labels, for the array <c>labels</c>; none leaves it unread.</param>
    public static MemorySet Read(string path, LoadedModel model, IReadOnlyList<string> labels)
    {
        float[][][] samples = [.. CalibrationFiles.Open(path, InputsOf(model.Path, model.Inputs)).Samples()];
        return new MemorySet(
            samples,
            [.. samples.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))],
            labels.Count > 0 && IsArchive(path) ? Labels(path, samples.Length, labels) : null,
            [.. model.Inputs.Select(_ => (PreprocessingSpec?)null)]);
    }

    /// <summary>The only sample of a file for one input.</summary>
    public static float[] ReadOne(string path, TensorInfo input)
    {
        float[][][] samples = [.. CalibrationFiles.Open(path, InputsOf(path, [input])).Samples().Take(2)];
        return samples is [[var only]]
            ? only
            : throw new CommandException($"{path} holds more than one sample of input '{input.Name}' {Words.Shape(input.Shape)}; give one sample a file, or all inputs in one .npz archive.");
    }

    private static string[]? Labels(string path, int samples, IReadOnlyList<string> labels)
    {
        if (ArchiveLabels.Read(path) is not { } indices)
        {
            return null;
        }

        if (indices.Count != samples)
        {
            throw new CommandException($"{path} holds {samples} samples and {indices.Count} labels; give one label for each sample.");
        }

        int wrong = indices.ToList().FindIndex(index => index >= labels.Count);
        return wrong < 0
            ? [.. indices.Select(index => labels[index])]
            : throw new CommandException($"{path} has label {indices[wrong]} at sample {wrong} and the model has {labels.Count} classes, 0 to {labels.Count - 1}; check the array '{ArchiveLabels.Name}'.");
    }

    private static Graph InputsOf(string name, IReadOnlyList<TensorInfo> inputs)
    {
        Graph graph = new(name);
        graph.Inputs.AddRange(inputs.Select(input => new Value(input.Name, ElementType.Float32, input.Shape)));
        return graph;
    }
}
