using System.CommandLine;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs several forms of one network on the same data and says how far they are apart.</summary>
internal static class CompareCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string[]> models = new("MODEL") { Description = "int8 models: .edge, or .tflite and .onnx of other tools", Arity = ArgumentArity.OneOrMore };
        Option<string> reference = new("--float") { Description = "The float model that they were made from: .onnx or .tflite", HelpName = "MODEL", Required = true };
        Option<string> data = new("--data") { Description = "Typical inputs: .npy, .npz, .bin (float32), .csv, or a folder of sounds or pictures", HelpName = "PATH", Required = true };
        Option<int?> samples = new("--samples") { Description = "Use only N samples, evenly spread (default: 256 files, or all tensors)", HelpName = "N" };
        Option<bool> layers = new("--layers") { Description = "Also every layer that the float model has too, by name or by what it computes" };
        Option<string> preprocess = SharedOptions.Preprocess();
        Command command = new("compare", "Compares int8 models with the float model that they were made from.") { models, reference, data, samples, layers, preprocess };
        bind(command, context =>
        {
            if (context.Value(samples) < 1)
            {
                throw new UsageException("--samples needs a number of at least 1");
            }

            CompareReport report = CompareRun.Run(context, new CompareCall(
                context.Value(models), context.Value(reference)!, context.Value(data)!, context.Value(samples), context.Value(layers), context.Value(preprocess)));
            context.Report(report, CliJson.Default.CompareReport, terminal => Print(terminal, report));
        });
        return new CommandRow(
            command,
            $"{Cli.Name} compare kws.edge vendor_int8.tflite --float kws.onnx --data recordings",
            $"{Cli.Name} compare kws.edge --float kws.onnx --data calibration.npy --layers");
    }

    private static void Print(Terminal terminal, CompareReport report)
    {
        static string Decibels(double? value) => value is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:0.0} dB") : "exact";
        terminal.WriteFacts([("reference", report.Reference), ("samples", $"{report.Samples} of {report.Data}")]);
        terminal.WriteTable(
            ["model", "output", ">signal/noise", ">largest difference", ">same answer"],
            report.Models.Skip(1).SelectMany(model => model.Outputs.Select((output, i) => (string[])
            [
                i == 0 ? model.Model : string.Empty, output.Name, Decibels(output.Decibels), Words.Real(output.LargestDifference),
                i == 0 && model.SameAnswer is { } same ? Words.Percent(same) : string.Empty,
            ])));
        foreach (ComparedModel model in report.Models.Where(model => model.Layers is not null))
        {
            terminal.Out.WriteLine($"Layers of {model.Model}");
            terminal.WriteTable(
                ["result in the float model", "kernel", "shape", ">signal/noise", ">worst channel"],
                model.Layers!.Select(layer => (string[])
                [
                    Words.Short(layer.Name), layer.Op, Words.Shape(layer.Tensor.Shape), Decibels(layer.Decibels),
                    layer.WorstChannels is [var worst, ..] ? $"{worst.Channel}: {Decibels(worst.Decibels)}" : string.Empty,
                ]));
        }
    }
}

/// <summary>What <c>compare</c> was asked for.</summary>
internal sealed record CompareCall(string[] Models, string Float, string Data, int? Samples, bool WithLayers, string? Preprocess);
