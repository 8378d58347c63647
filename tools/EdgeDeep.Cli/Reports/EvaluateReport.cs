using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>evaluate</c> counted. Accuracies and rates are fractions from 0 to 1.</summary>
internal sealed record EvaluateReport
{
    public required string Model { get; init; }

    public required string Folder { get; init; }

    public required string Preprocessing { get; init; }

    public required int Files { get; init; }

    public required int Correct { get; init; }

    public required double Accuracy { get; init; }

    /// <summary>In output order.</summary>
    public required IReadOnlyList<ClassReport> Classes { get; init; }

    /// <summary>Number of files by class (outer) and answer (inner).</summary>
    public required IReadOnlyList<int[]> Confusion { get; init; }

    /// <summary>Time of everything.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean time of one inference without pre-processing.</summary>
    public required double MeanMilliseconds { get; init; }

    public required ReferenceReport? Reference { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Mistake>? Mistakes { get; init; }
}

/// <summary>How well one class is seen.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Files">How many files show it.</param>
/// <param name="Correct">How many of these were recognized.</param>
/// <param name="Recall">Part of its files that were recognized; null without files.</param>
/// <param name="Precision">Part of the answers with this class that were right; null where it was never answered.</param>
internal sealed record ClassReport(string Label, int Files, int Correct, double? Recall, double? Precision);

/// <summary>The second model on the same files.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Correct">Files that it got right.</param>
/// <param name="Accuracy">The same as a fraction.</param>
/// <param name="DifferencePoints">Accuracy of the first model less this one's, in percentage points.</param>
/// <param name="Agreement">Part of the files for which both give the same answer.</param>
/// <param name="Seconds">Time of everything.</param>
/// <param name="MeanMilliseconds">Mean time of one inference without pre-processing.</param>
internal sealed record ReferenceReport(
    string Model, int Correct, double Accuracy, double DifferencePoints, double Agreement, double Seconds, double MeanMilliseconds);

/// <summary>A file that the model got wrong.</summary>
internal sealed record Mistake(string File, string Label, string Answer);
