using EdgeDeep.Compiler.Quantizing.Tuning;

namespace EdgeDeep.Cli.Reports;

/// <summary>What one layer costs: signal over noise in decibels of the worst output when nothing else is rounded to integers.</summary>
/// <param name="Name">Name of its result.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Weights">With only its weights as integers; null where it has none or they cost nothing.</param>
/// <param name="Result">With only its result as integers; null where that costs nothing.</param>
internal sealed record SensitivityReport(string Name, string Op, double? Weights, double? Result)
{
    public static SensitivityReport Of(LayerSensitivity layer) => new(layer.Name, layer.Op, Finite(layer.Weights), Finite(layer.Result));

    private static double? Finite(double? decibels) => decibels is { } number && double.IsFinite(number) ? number : null;
}
