using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Cli.Commands;

/// <summary>Makes an int8 .edge model of a trained model.</summary>
internal static class QuantizeCommand
{
    private const string MinMax = "minmax";
    private const string Percentile = "percentile";
    private const string MeanSquaredError = "mse";
    private const string Entropy = "entropy";
    private const string Nearest = "nearest";
    private const string ByError = "gptq";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model($"The trained model: float or int8 .tflite or .onnx, or one of {string.Join(", ", ThirdPartyModels.Rows.Select(row => row.Name))} that npm packages carry (see '{Cli.Name} doctor')");
        Option<string> output = new("--output", "-o") { Description = "The .edge file to write", HelpName = "OUT.edge", Required = true };
        Option<string> calibrate = new("--calibrate") { Description = "Typical inputs of a float model: .npy, .npz, .bin (float32), .csv, or a folder of sounds or pictures", HelpName = "PATH" };
        Option<string?> method = new("--method") { Description = $"How ranges are chosen from what was seen (default: {MinMax}, or what the third-party model needs)" };
        method.AcceptOnlyFromAmong(MinMax, Percentile, MeanSquaredError, Entropy);
        Option<double> percent = new("--percentile") { Description = "With --method percentile: part of the numbers that a range keeps, in percent", HelpName = "PERCENT", DefaultValueFactory = _ => 99.99 };
        Option<bool> perTensor = new("--per-tensor") { Description = "One scale for all channels of a layer's weights" };
        Option<bool> equalize = new("--equalize") { Description = "Share the ranges of channels between neighbouring layers first; helps after depthwise convolutions without rectifiers" };
        Option<bool> bias = new("--bias-correction") { Description = "Give each channel of a layer the mean that it has in the float model, by its bias" };
        Option<string> rounding = new("--rounding") { Description = $"How weights become integers: {Nearest} (default), or {ByError}: so that a layer's results change least on the samples" };
        rounding.AcceptOnlyFromAmong(Nearest, ByError);
        Option<string[]> int16 = new("--int16") { Description = "A result inside the model, or an input, that is kept in 16 bits; what computes or takes it runs on int16 (see --sensitivity)", HelpName = "NAME" };
        Option<int?> samples = new("--samples") { Description = "Use only N calibration samples, evenly spread (default: 256 files, or all tensors)", HelpName = "N" };
        Option<string[]> states = new("--state") { Description = "An output that is fed back into an input at the next inference; INPUT=OUTPUT=0.5 where it does not start as zeros", HelpName = "INPUT=OUTPUT" };
        Option<bool> floatIo = new("--float-io") { Description = "Keep float inputs and outputs around the int8 network" };
        Option<string> floatOnnx = new("--float-onnx") { Description = "Also write the float network that was quantized as an ONNX file", HelpName = "FILE" };
        Option<string> report = new("--report") { Description = "Write a report: sizes, every layer's ranges and signal to noise, memory over time", HelpName = "FILE.html|FILE.json" };
        Option<bool> sensitivity = new("--sensitivity") { Description = "Also measure what each layer costs: the float model with only its weights, or only its result, as integers" };
        Option<string> evaluate = new("--evaluate") { Description = "Labelled samples, as 'evaluate' takes them: measures the accuracy of the float and the int8 model", HelpName = "DATA" };
        Option<double?> minAccuracy = new("--min-accuracy") { Description = "Write nothing where the int8 model has less than this part of the samples of --evaluate right", HelpName = "PERCENT" };
        Option<double?> minSnr = new("--min-snr") { Description = "Write nothing where an output follows the float model with less signal over noise", HelpName = "DECIBELS" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new("quantize", "Shrinks a trained model to int8 and writes it as an .edge file.")
        {
            model, output, calibrate, method, percent, perTensor, equalize, bias, rounding, int16, samples, preprocess, labels, states, floatIo, floatOnnx,
            report, sensitivity, evaluate, minAccuracy, minSnr,
        };
        bind(command, context =>
        {
            QuantizeCall call = new(context.Value(model), context.Value(output)!)
            {
                Calibrate = context.Value(calibrate),
                Calibration = new CalibrationOptions
                {
                    Method = context.Value(method) switch
                    {
                        Percentile => CalibrationMethod.Percentile,
                        MeanSquaredError => CalibrationMethod.MeanSquaredError,
                        Entropy => CalibrationMethod.Entropy,
                        _ => CalibrationMethod.MinMax,
                    },
                    Percent = context.Value(percent),
                    Threads = 0,
                },
                IsMethodStated = context.Value(method) is not null,
                IsPerTensor = context.Value(perTensor),
                IsEqualized = context.Value(equalize),
                IsBiasCorrected = context.Value(bias),
                Int16 = (context.Value(int16) ?? []).ToHashSet(),
                IsRoundedByError = context.Value(rounding) == ByError,
                Samples = context.Value(samples),
                Preprocess = context.Value(preprocess),
                Labels = context.Value(labels),
                States = [.. (context.Value(states) ?? []).Select(StatePair.Parse)],
                HasFloatIo = context.Value(floatIo),
                FloatOnnx = context.Value(floatOnnx),
                Report = context.Value(report),
                IsSensitivityAsked = context.Value(sensitivity),
                Evaluate = context.Value(evaluate),
                MinAccuracy = context.Value(minAccuracy),
                MinSnr = context.Value(minSnr),
            };
            CheckUsage(call);
            QuantizeReport result = QuantizeRun.Run(context, call);
            context.Report(result, CliJson.Default.QuantizeReport, terminal => QuantizeText.Print(terminal, result));
        });
        return new CommandRow(
            command,
            $"{Cli.Name} quantize kws_float.onnx -o kws.edge --calibrate recordings --labels labels.txt",
            $"{Cli.Name} quantize kws_float.onnx -o kws.edge --calibrate recordings --report kws.html --evaluate clips --min-accuracy 85",
            $"{Cli.Name} quantize mobilenet.onnx -o mobilenet.edge --calibrate photos --equalize --rounding gptq --bias-correction",
            $"{Cli.Name} quantize blazeface -o blazeface.edge --calibrate photos",
            $"{Cli.Name} quantize gru.onnx -o gru.edge --calibrate sequences.npy --state h_in=h_out",
            $"{Cli.Name} quantize kws_int8.tflite -o kws.edge");
    }

    private static void CheckUsage(QuantizeCall call)
    {
        string? problem = call switch
        {
            _ when !call.Output.EndsWith(".edge", StringComparison.OrdinalIgnoreCase) => $"--output needs a name that ends with .edge, not '{call.Output}'",
            { Samples: < 1 } => "--samples needs a number of at least 1",
            { Calibration.Percent: not (> 50 and <= 100) } => "--percentile needs a number above 50 and at most 100, such as 99.99",
            { Report: { } path } when !QuantizeReporting.IsReport(path) => $"--report needs a name that ends with .html or .json, not '{path}'",
            { MinAccuracy: not null, Evaluate: null } => "--min-accuracy needs labelled samples; add --evaluate DATA",
            { MinAccuracy: not (null or (>= 0 and <= 100)) } => "--min-accuracy needs a percentage from 0 to 100",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UsageException(problem);
        }
    }
}

/// <summary>What <c>quantize</c> was asked for.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Output">The .edge file.</param>
internal sealed record QuantizeCall(string Model, string Output)
{
    public string? Calibrate { get; init; }

    public CalibrationOptions Calibration { get; init; } = new() { Threads = 0 };

    public bool IsMethodStated { get; init; }

    public bool IsPerTensor { get; init; }

    public bool IsEqualized { get; init; }

    public bool IsBiasCorrected { get; init; }

    public bool IsRoundedByError { get; init; }

    public IReadOnlySet<string> Int16 { get; init; } = new HashSet<string>();

    public int? Samples { get; init; }

    public string? Preprocess { get; init; }

    public string? Labels { get; init; }

    public IReadOnlyList<StatePair> States { get; init; } = [];

    public bool HasFloatIo { get; init; }

    public string? FloatOnnx { get; init; }

    public string? Report { get; init; }

    public bool IsSensitivityAsked { get; init; }

    public string? Evaluate { get; init; }

    public double? MinAccuracy { get; init; }

    public double? MinSnr { get; init; }
}
