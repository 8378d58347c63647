using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Reports.Html;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>What quantization cost: measured where a report or a limit asks for it.</summary>
/// <param name="Quality">Layer by layer; null where nobody asked, or the model was int8 already.</param>
/// <param name="Accuracy">On labelled samples; null without <c>--evaluate</c>.</param>
internal sealed record QuantizeReporting(ModelQuality? Quality, EvaluateReport? Accuracy)
{
    // Ratios of energies settle long before.
    private const int MostSamples = 256;

    /// <summary>Whether the name of a report tells a known format.</summary>
    public static bool IsReport(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".json";

    /// <summary>Measures what was asked for.</summary>
    /// <exception cref="CommandException">A limit is missed; the message says by how much.</exception>
    public static QuantizeReporting Measure(CommandContext context, QuantizeCall call, Graph? floatGraph, Plan plan, ICalibrationData? data)
    {
        bool isAsked = call.Report is not null || call.MinSnr is not null;
        ModelQuality? quality = isAsked && floatGraph is not null
            ? QualityMeter.Measure(floatGraph, plan, data!, MostSamples, cancellation: context.Stop) : null;
        if (call.MinSnr is not null && quality is { Outputs.Count: 0 })
        {
            throw new CommandException($"{call.Model} has no output of real numbers that --min-snr could be measured at; use --evaluate with --min-accuracy.");
        }

        if (call.MinSnr is { } decibels && quality?.Decibels < decibels)
        {
            LayerQuality worst = quality.Outputs.MinBy(output => output.Decibels)!;
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture,
                $"Output '{worst.Name}' follows the float model with {worst.Decibels:0.0} dB of signal over noise, below the {decibels:0.0} of --min-snr; nothing was written: try --equalize, --bias-correction, --rounding gptq, another --method, or more typical --calibrate data."));
        }

        EvaluateReport? accuracy = call.Evaluate is null ? null : Evaluated(context, call, plan);
        if (call.MinAccuracy is { } percent && accuracy!.Accuracy * 100 < percent)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture,
                $"The int8 model has {accuracy.Accuracy * 100:0.00} % of {call.Evaluate} right (float {accuracy.Reference?.Accuracy * 100:0.00} %), below the {percent:0.00} of --min-accuracy; nothing was written: try --equalize, --bias-correction, --rounding gptq, another --method, or more typical --calibrate data."));
        }

        return new QuantizeReporting(quality, accuracy);
    }

    /// <summary>Writes the report of <c>--report</c>, all of it or nothing.</summary>
    public void Write(string path, QuantizeReport report, Plan plan)
    {
        string text = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? JsonSerializer.Serialize(report, CliJson.Default.QuantizeReport)
            : QuantizePage.Write(report, plan, Quality);
        string full = Path.GetFullPath(path);
        using OutputFiles file = new(Path.GetDirectoryName(full)!, [Path.GetFileName(full)]);
        file[0].Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    private static EvaluateReport Evaluated(CommandContext context, QuantizeCall call, Plan plan)
    {
        LoadedModel original = LoadedModel.Load(call.Model, call.States);
        EvaluateOptions options = new(call.Output, call.Evaluate!, original.IsFloat ? call.Model : null, null, null, null, ShowMistakes: false);
        return EvaluateCommand.Run(context, options, LoadedModel.OfPlan(call.Output, plan), original.IsFloat ? original : null);
    }
}
