using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>run --raw-input</c> did.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Frames">Number of inferences.</param>
/// <param name="Outputs">The files written.</param>
/// <param name="MeanMilliseconds">Mean time of one inference.</param>
/// <param name="Steps">Time of every step, where it was asked for.</param>
internal sealed record RawRunReport(
    string Model, int Frames, IReadOnlyList<RawOutput> Outputs, double MeanMilliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<StepReport>? Steps);

/// <summary>A file with the bytes of an output, one inference after the other.</summary>
internal sealed record RawOutput(string File, string Name, string Type, int[] Shape, long Bytes);

/// <summary>The mean time of one step.</summary>
internal sealed record StepReport(int Index, string Op, string Name, long Macs, double Microseconds);

/// <summary>What <c>run FILE...</c> found.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Preprocessing">How files became inputs.</param>
/// <param name="Files">The answers for each file.</param>
/// <param name="MeanMilliseconds">Mean time of one inference without pre-processing.</param>
/// <param name="Steps">Time of every step, where it was asked for.</param>
internal sealed record AnswerReport(
    string Model, string Preprocessing, IReadOnlyList<FileAnswers> Files, double MeanMilliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<StepReport>? Steps);

/// <summary>The answers for one file, best first.</summary>
/// <param name="File">The file.</param>
/// <param name="AreProbabilities">Whether all scores of the file lie in 0 to 1 and add up to 1.</param>
/// <param name="Answers">As many as were asked for.</param>
internal sealed record FileAnswers(string File, bool AreProbabilities, IReadOnlyList<Answer> Answers);

/// <summary>One answer.</summary>
/// <param name="Label">Name of the class; its index where the model has no labels.</param>
/// <param name="Index">Index of the class.</param>
/// <param name="Score">The model's output for the class as a real number.</param>
internal sealed record Answer(string Label, int Index, float Score);
