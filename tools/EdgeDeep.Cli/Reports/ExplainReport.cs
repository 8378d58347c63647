using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>Why a model answered so.</summary>
/// <param name="Sample">File, or file and line.</param>
/// <param name="Label">The class that is explained.</param>
/// <param name="Score">Its score.</param>
/// <param name="Method"><c>occlusion</c> or <c>cam</c>.</param>
/// <param name="Inputs">The inputs in model order.</param>
internal sealed record Explanation(string Sample, string Label, float Score, string Method, IReadOnlyList<ExplainedInput> Inputs);

/// <summary>What an input contributed.</summary>
/// <param name="Name">The input.</param>
/// <param name="Kind">What rows and columns are: picture, spectrum, frames or numbers.</param>
/// <param name="Map">For each row its columns: how much the score falls without that part.</param>
/// <param name="Columns">Names of the columns of a table.</param>
/// <param name="Picture">The picture that was written.</param>
internal sealed record ExplainedInput(string Name, string Kind, float[][] Map, IReadOnlyList<string>? Columns, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Picture);

/// <summary>All samples that were explained.</summary>
internal sealed record ExplainReport(string Model, IReadOnlyList<Explanation> Explanations);
