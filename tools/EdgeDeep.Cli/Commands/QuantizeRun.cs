using System.Diagnostics;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Quantizing.Tuning;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>The stages of <c>quantize</c>: load, calibrate, quantize, plan, write.</summary>
internal static class QuantizeRun
{
    /// <summary>Writes the .edge file; nothing is written unless everything worked.</summary>
    public static QuantizeReport Run(CommandContext context, QuantizeCall call)
    {
        long start = Stopwatch.GetTimestamp();
        CheckPaths(call);
        LoadedModel model = LoadedModel.Load(call.Model, call.States);
        Result result = model.IsFloat ? Quantize(context, call, model) : Convert(context, call, model);
        context.Stop.ThrowIfCancellationRequested();
        if (FloatIslands.Warning(result.Plan) is { } warning)
        {
            context.Say("warning", warning);
        }

        QuantizeReporting measured = QuantizeReporting.Measure(context, call, result.FloatGraph, result.Plan, result.Data);
        IReadOnlyList<SensitivityReport>? sensitivity = !call.IsSensitivityAsked || result.Made is null ? null
            : [.. Sensitivity.Measure(result.FloatGraph!, result.Made, result.Data!, context.Stop).Select(SensitivityReport.Of)];
        EdgeWriter.Write(result.Plan, call.Output);
        if (result.FloatOnnx is { } onnx)
        {
            string path = Path.GetFullPath(call.FloatOnnx!);
            using OutputFiles file = new(Path.GetDirectoryName(path)!, [Path.GetFileName(path)]);
            file[0].Write(onnx);
            file.Commit();
        }

        InspectReport facts = Inspection.Of(LoadedModel.Load(call.Output), withLayers: false);
        QuantizeReport report = new()
        {
            Model = call.Model,
            Output = call.Output,
            IsConverted = !model.IsFloat,
            Inputs = facts.Inputs,
            Outputs = facts.Outputs,
            SourceBytes = model.FileBytes,
            FileBytes = facts.FileBytes,
            ArenaBytes = result.Plan.ArenaBytes,
            ConstantsBytes = result.Plan.Constants.Length,
            Macs = facts.Macs,
            Method = model.IsFloat ? facts.Quantization : null,
            Samples = result.Samples,
            Preprocessing = facts.Preprocessing,
            Labels = facts.Labels,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Accuracy = measured.Accuracy,
            Quality = measured.Quality is { } quality ? QualityReport.Of(quality) : null,
            Changes = result.Made?.Changes ?? [],
            Sensitivity = sensitivity,
            Notes = context.Notes,
        };
        if (call.Report is not null)
        {
            measured.Write(call.Report, report, result.Plan);
        }

        return report;
    }

    private static Result Quantize(CommandContext context, QuantizeCall call, LoadedModel model)
    {
        if (call.Calibrate is null)
        {
            throw new CommandException($"{call.Model} is a float model, so that typical inputs are needed; add --calibrate PATH with a .npy, .npz or .bin file of tensors, a .csv table or a folder of sounds or pictures.");
        }

        Graph graph = model.Graph!;
        Describe(graph.Metadata, call, model, null);
        CalibrationInput input = CalibrationInput.Open(context, model, call.Calibrate, call.Preprocess, call.Samples);
        Describe(graph.Metadata, call, model, input.Preprocessing);
        QuantizeOptions options = new()
        {
            PerChannel = !call.IsPerTensor,
            Equalize = call.IsEqualized || model.ThirdParty is { Equalize: true },
            CorrectBias = call.IsBiasCorrected,
            RoundByError = call.IsRoundedByError,
            Int16 = call.Int16,
            OutputLimits = model.ThirdParty?.OutputLimits ?? new Dictionary<string, Clamp>(),
            FloatInputs = call.HasFloatIo,
            FloatOutputs = call.HasFloatIo,
        };
        FloatToInt8.Prepare(graph, options);
        byte[]? onnx = call.FloatOnnx is null ? null : OnnxEmitter.Emit(graph);
        CalibrationOptions calibration = !call.IsMethodStated && model.ThirdParty?.Calibration is { } own ? own with { Threads = call.Calibration.Threads } : call.Calibration;
        QuantizedModel made = context.Terminal.Track("Calibrating", input.Data.Count ?? 1, tick => FloatToInt8.Run(
            graph, input.Data, calibration, options, new Ticks(tick), context.Stop));
        return new Result(made.Plan, made.Samples, onnx, graph, input.Data) { Made = made };
    }

    private static Result Convert(CommandContext context, QuantizeCall call, LoadedModel model)
    {
        if (call.FloatOnnx is not null)
        {
            throw new CommandException($"{call.Model} is int8 already, so that there is no float network for --float-onnx; leave that option out.");
        }

        if (call.MinSnr is not null)
        {
            throw new CommandException($"{call.Model} is int8 already, so that there is no float model to measure --min-snr against; leave that option out.");
        }

        context.Say("note", $"{call.Model} is int8 already and is converted as it stands.");
        string[] unused =
        [
            .. call.Calibrate is null ? [] : (string[])["--calibrate"],
            .. call.Samples is null ? [] : (string[])["--samples"],
            .. call.IsPerTensor ? (string[])["--per-tensor"] : [],
            .. call.IsEqualized ? (string[])["--equalize"] : [],
            .. call.IsBiasCorrected ? (string[])["--bias-correction"] : [],
            .. call.IsRoundedByError ? (string[])["--rounding"] : [],
            .. call.Int16.Count > 0 ? (string[])["--int16"] : [],
            .. call.IsSensitivityAsked ? (string[])["--sensitivity"] : [],
            .. call.HasFloatIo ? (string[])["--float-io"] : [],
        ];
        if (unused.Length > 0)
        {
            context.Say("warning", $"{string.Join(", ", unused)} changed nothing; give a float model to quantize it anew.");
        }

        Plan plan = model.Compiled!.Plan;
        Dictionary<string, string> metadata = new(plan.Metadata);
        Describe(metadata, call, model, call.Preprocess is null ? null : PreprocessingSpec.FormatAll(Inputs.Resolve(context, call.Preprocess, model)));
        metadata.TryAdd(MetadataKeys.Quantization, "int8 as in the source model");
        return new Result(WithMetadata(plan, metadata), 0, null, null, null);
    }

    /// <summary>Notes labels and pre-processing, so that the model can be run without saying them again.</summary>
    private static void Describe(Dictionary<string, string> metadata, QuantizeCall call, LoadedModel model, string? preprocessing)
    {
        if (call.Labels is not null)
        {
            metadata[MetadataKeys.Labels] = string.Join('\n', Labels.Of(call.Labels, model));
        }

        if (preprocessing is not null)
        {
            metadata[MetadataKeys.Preprocessing] = preprocessing;
        }
    }

    private static Plan WithMetadata(Plan plan, Dictionary<string, string> metadata) => new()
    {
        Tensors = plan.Tensors,
        Steps = plan.Steps,
        Inputs = plan.Inputs,
        Outputs = plan.Outputs,
        ArenaBytes = plan.ArenaBytes,
        Constants = plan.Constants,
        InitialState = plan.InitialState,
        Metadata = metadata,
    };

    /// <summary>Finds mistakes in paths before the long work.</summary>
    private static void CheckPaths(QuantizeCall call)
    {
        if (LoadedModel.FormatOf(call.Model) == "edge")
        {
            throw new CommandException($"{call.Model} is quantized already; give the trained .onnx or .tflite model that it was made from.");
        }

        foreach (string? path in (string?[])[call.Output, call.FloatOnnx, call.Report])
        {
            if (Directory.Exists(path))
            {
                throw new CommandException($"{path} is a folder where a file is to be written; add a file name.");
            }
        }

        if (call.FloatOnnx is { } onnx && Path.GetFullPath(onnx) == Path.GetFullPath(call.Model))
        {
            throw new CommandException($"--float-onnx {onnx} would overwrite the model; name another file.");
        }
    }

    /// <summary>What was made, and of float models what it was made from.</summary>
    private sealed record Result(Plan Plan, int Samples, byte[]? FloatOnnx, Graph? FloatGraph, ICalibrationData? Data)
    {
        public QuantizedModel? Made { get; init; }
    }

    /// <summary>Reports each sample at once and on the calling thread.</summary>
    private sealed class Ticks(Action tick) : IProgress<int>
    {
        public void Report(int value) => tick();
    }
}
