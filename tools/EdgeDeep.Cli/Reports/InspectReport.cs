using System.Text.Json.Serialization;
using EdgeDeep.Cli.Models;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>inspect</c> tells. Figures that only quantization settles are null for float models.</summary>
internal sealed record InspectReport
{
    public required string Model { get; init; }

    public required string Format { get; init; }

    /// <summary>Whether the numbers inside are integers.</summary>
    public required bool IsQuantized { get; init; }

    public required long FileBytes { get; init; }

    public required IReadOnlyList<TensorInfo> Inputs { get; init; }

    public required IReadOnlyList<TensorInfo> Outputs { get; init; }

    /// <summary>How often each operator occurs, most frequent first.</summary>
    public required IReadOnlyDictionary<string, int> Ops { get; init; }

    /// <summary>Multiply-accumulate operations of one inference.</summary>
    public required long Macs { get; init; }

    /// <summary>Memory that one inference overwrites.</summary>
    public required int? ArenaBytes { get; init; }

    /// <summary>Weights, biases and tables.</summary>
    public required int? ConstantsBytes { get; init; }

    /// <summary>Memory that lives from one inference to the next.</summary>
    public required int? StateBytes { get; init; }

    /// <summary>What is remembered in that memory.</summary>
    public required IReadOnlyList<TensorInfo> States { get; init; }

    /// <summary>Numbers that training found; only for models that still have their network.</summary>
    public required long? Parameters { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required string? Preprocessing { get; init; }

    public required string? Source { get; init; }

    public required string? SourceSha256 { get; init; }

    public required string? Quantization { get; init; }

    public required string? Licence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LayerInfo>? Layers { get; init; }
}

/// <summary>One step of a model.</summary>
/// <param name="Index">Position in execution order.</param>
/// <param name="Op">The kernel, or the operator of a float model.</param>
/// <param name="Name">Name in the source model.</param>
/// <param name="Shape">Of the first result.</param>
/// <param name="Type">Element type of the first result.</param>
/// <param name="Macs">Multiply-accumulate operations.</param>
/// <param name="ConstantsBytes">Weights and tables that the step reads.</param>
/// <param name="OutputBytes">Size of the first result.</param>
/// <param name="ArenaOffset">Where the first result starts in the arena; null where it lies elsewhere or is not placed yet.</param>
internal sealed record LayerInfo(
    int Index, string Op, string Name, int[] Shape, string Type, long Macs, long ConstantsBytes, long OutputBytes, int? ArenaOffset);
