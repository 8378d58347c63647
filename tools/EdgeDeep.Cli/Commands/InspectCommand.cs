using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Shows what a model is and what it needs.</summary>
internal static class InspectCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, .tflite or .onnx");
        Option<bool> layers = new("--layers") { Description = "List every step with shapes, operations and memory" };
        Command command = new("inspect", "Shows inputs, outputs, operators, operations and memory of a model.") { model, layers };
        bind(command, context => Run(context, context.Value(model), context.Value(layers)));
        return new CommandRow(command, $"{Cli.Name} inspect kws.edge", $"{Cli.Name} inspect kws.tflite --layers");
    }

    private static void Run(CommandContext context, string path, bool withLayers)
    {
        InspectReport report = Inspection.Of(LoadedModel.Load(path), withLayers);
        context.Report(report, CliJson.Default.InspectReport, terminal =>
        {
            PrintFacts(terminal, report);
            if (report.Layers is { } layers)
            {
                PrintLayers(terminal, layers);
            }
        });
    }

    private static void PrintFacts(Terminal terminal, InspectReport report)
    {
        terminal.WriteFacts(
        [
            ("model", report.Model),
            ("file", Words.Bytes(report.FileBytes)),
            ("numbers", report.IsQuantized ? "int8" : "float (run 'quantize' to make an int8 model of it)"),
            .. report.Inputs.Select((tensor, i) => (i == 0 ? "input" : " ", $"{tensor.Name}: {tensor}")),
            .. report.Outputs.Select((tensor, i) => (i == 0 ? "output" : " ", $"{tensor.Name}: {tensor}")),
            .. report.States.Select((tensor, i) => (i == 0 ? "remembers" : " ", $"{tensor.Name}: {tensor}")),
            ("operators", string.Join(", ", report.Ops.Select(pair => pair.Value == 1 ? pair.Key : $"{pair.Value} {pair.Key}"))),
            ("MACs", Words.Count(report.Macs)),
            ("parameters", report.IsQuantized || report.Parameters is not { } parameters ? null : Words.Count(parameters)),
            ("arena", report.ArenaBytes is { } arena ? Words.Bytes(arena) : "known after quantization"),
            ("constants", report.ConstantsBytes is { } constants ? Words.Bytes(constants) : "known after quantization"),
            ("state", report.StateBytes is > 0 and { } state ? Words.Bytes(state) : null),
            ("labels", Words.List(report.Labels)),
            .. (report.Preprocessing?.Split('\n') ?? []).Select((line, i) => (i == 0 ? "preprocessing" : " ", (string?)line)),
            ("quantization", report.Quantization),
            ("source", report.Source),
            ("source sha256", report.SourceSha256),
            ("licence", report.Licence),
        ]);
    }

    private static void PrintLayers(Terminal terminal, IReadOnlyList<LayerInfo> layers) => terminal.WriteTable(
        [">#", "step", "output", ">MACs", ">constants", ">bytes", ">offset"],
        layers.Select(layer => (string[])
        [
            $"{layer.Index}",
            layer.Op,
            Words.Shape(layer.Shape),
            Words.Count(layer.Macs),
            Words.Count(layer.ConstantsBytes),
            Words.Count(layer.OutputBytes),
            layer.ArenaOffset is { } offset ? Words.Count(offset) : "-",
        ]));
}
