using System.Globalization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes for people what <c>quantize</c> made.</summary>
internal static class QuantizeText
{
    private const int MostLayers = 12;

    public static void Print(Terminal terminal, QuantizeReport report)
    {
        terminal.WriteFacts(Facts(report));
        if (report.Sensitivity is { } layers)
        {
            static string Decibels(double? value) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.0} dB") : string.Empty;
            terminal.Out.WriteLine("Signal to noise of the worst output with nothing but this in integers");
            terminal.WriteTable(
                ["result", "operator", ">only its weights", ">only the result"],
                layers.Take(MostLayers).Select(layer => (string[])[Words.Short(layer.Name), layer.Op, Decibels(layer.Weights), Decibels(layer.Result)]));
            if (layers.Count > MostLayers)
            {
                terminal.Out.WriteLine($"{Words.Plural(layers.Count - MostLayers, "layer")} that cost less: see --report or --json");
            }
        }
    }

    private static IEnumerable<(string, string?)> Facts(QuantizeReport report) =>
    [
        ("written", report.Output),
        .. Tensors("input", report.Inputs),
        .. Tensors("output", report.Outputs),
        ("file", $"{Words.Bytes(report.FileBytes)}, before {Words.Bytes(report.SourceBytes)}"),
        ("arena", Words.Bytes(report.ArenaBytes)),
        ("constants", Words.Bytes(report.ConstantsBytes)),
        ("MACs", Words.Count(report.Macs)),
        ("method", report.IsConverted ? "none: the model is int8 already and was converted as it stands" : report.Method),
        ("signal/noise", report.Quality is { } quality ? $"{(quality.Decibels is { } decibels ? $"{Words.Real(decibels)} dB" : "exact")} at the outputs, {Words.Plural(quality.Samples, "sample")}" : null),
        ("accuracy", report.Accuracy is { } accuracy ? $"{Words.Percent(accuracy.Accuracy)} of {Words.Plural(accuracy.Files, "sample")}{(accuracy.Reference is { } real ? $", float {Words.Percent(real.Accuracy)}" : string.Empty)}" : null),
        ("preprocessing", report.Preprocessing),
        ("labels", Words.List(report.Labels)),
        ("time", Words.Seconds(report.Seconds)),
    ];

    private static IEnumerable<(string, string?)> Tensors(string name, IReadOnlyList<TensorInfo> tensors) =>
        tensors.Select((tensor, i) => (i == 0 ? name : " ", (string?)$"{tensor.Name}: {tensor}"));
}
