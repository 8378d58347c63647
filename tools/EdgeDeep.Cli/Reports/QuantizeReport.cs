using System.Text.Json.Serialization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Quantizing.Tuning;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>quantize</c> made.</summary>
internal sealed record QuantizeReport
{
    public required string Model { get; init; }

    public required string Output { get; init; }

    /// <summary>The model was int8 already and was converted as it stands.</summary>
    public required bool IsConverted { get; init; }

    public required IReadOnlyList<TensorInfo> Inputs { get; init; }

    public required IReadOnlyList<TensorInfo> Outputs { get; init; }

    /// <summary>Size of the model's file.</summary>
    public required long SourceBytes { get; init; }

    /// <summary>Size of the .edge file.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Memory that one inference overwrites.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>Weights, biases and tables.</summary>
    public required int ConstantsBytes { get; init; }

    /// <summary>Multiply-accumulate operations of one inference.</summary>
    public required long Macs { get; init; }

    /// <summary>How ranges were chosen; null for a model that was int8 already.</summary>
    public required string? Method { get; init; }

    /// <summary>Number of calibration samples.</summary>
    public required int Samples { get; init; }

    public required string? Preprocessing { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Accuracy on the samples of <c>--evaluate</c>, beside the float model's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EvaluateReport? Accuracy { get; init; }

    /// <summary>How each layer follows the float model, where a report or a limit asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QualityReport? Quality { get; init; }

    /// <summary>What was done to layers besides rounding to the nearest integer.</summary>
    public required IReadOnlyList<LayerChange> Changes { get; init; }

    /// <summary>What each layer costs, the most expensive first; null where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SensitivityReport>? Sensitivity { get; init; }

    /// <summary>Notes and warnings.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
