using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeDeep.Training.Writing;

/// <summary>What a training run left, for programs.</summary>
/// <param name="Recipe">Name of the recipe.</param>
/// <param name="Folder">Full path of the model's folder.</param>
/// <param name="Files">Names of its files, in ordinal order.</param>
/// <param name="Metrics">The lines of metrics.txt.</param>
public sealed record TrainReport(string Recipe, string Folder, IReadOnlyList<string> Files, IReadOnlyList<string> Metrics)
{
    /// <summary>Describes the folder of a model that was just written.</summary>
    /// <param name="recipe">Name of the recipe.</param>
    /// <param name="folder">The folder.</param>
    public static TrainReport Of(string recipe, string folder) => new(
        recipe,
        Path.GetFullPath(folder),
        [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)],
        File.ReadAllLines(Path.Combine(folder, "metrics.txt")));

    /// <summary>One JSON document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainJson.Default.TrainReport);
}

/// <summary>The JSON document of the program, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TrainReport))]
internal sealed partial class TrainJson : JsonSerializerContext;
