using System.Text.Json;

namespace EdgeDeep.Training.Learning;

/// <summary>Figures of one epoch.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TrainLoss">Mean loss of the steps, on augmented samples.</param>
/// <param name="TrainAccuracy">Share of augmented samples whose most probable target was found.</param>
/// <param name="ValidationLoss">Cross entropy on the validation part.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation part.</param>
public sealed record EpochFigures(int Number, double TrainLoss, double TrainAccuracy, double ValidationLoss, double ValidationAccuracy);

/// <summary>The figures of a run, kept beside its checkpoints.</summary>
public sealed class History
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Epochs in order.</summary>
    public List<EpochFigures> Epochs { get; init; } = [];

    /// <summary>The epoch with the best validation accuracy, ties broken by the loss; null where there is none.</summary>
    /// <param name="from">The first epoch that counts.</param>
    public EpochFigures? Best(int from = 1) => Epochs.Where(e => e.Number >= from).OrderByDescending(e => e.ValidationAccuracy).ThenBy(e => e.ValidationLoss).FirstOrDefault();

    /// <summary>Reads a history; an empty one where there is no file.</summary>
    /// <param name="path">The JSON file.</param>
    public static History Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<History>(File.ReadAllText(path)) ?? new History() : new History();

    /// <summary>Writes the history.</summary>
    /// <param name="path">The JSON file.</param>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format));
}
