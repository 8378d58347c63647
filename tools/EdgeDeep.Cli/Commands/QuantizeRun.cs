using System.Diagnostics;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantize;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>The stages of <c>quantize</c>.</summary>
internal static class QuantizeRun
{
    /// <summary>Writes the .edge file; nothing is written unless everything worked.</summary>
    public static QuantizeReport Run(CommandContext context, QuantizeOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        CheckPaths(options);
        LoadedModel model = LoadedModel.Load(options.Model);
        Graph graph = model.Graph!;
        IReadOnlyList<string> labels = options.Labels is null && model.Outputs.Count != 1 ? [] : Labels.Of(options.Labels, model);
        CalibratedRanges? ranges = null;
        byte[]? floatOnnx = null;
        Plan plan;
        string? preprocessing;
        if (model.IsFloat)
        {
            CalibrationInput input = Calibration(context, options, model);
            preprocessing = (input.Preprocessing ?? Stated(options))?.ToString();
            PassPipeline.ForFloat(graph);
            floatOnnx = options.FloatOnnx is null ? null : OnnxEmitter.Emit(graph);
            ranges = Calibrate(context, graph, input.Data, options.Calibration);
            Describe(graph.Metadata, labels, preprocessing);
            plan = PlanBuilder.Build(Quantizer.Quantize(graph, ranges, new QuantizerOptions()));
        }
        else
        {
            WarnAboutUnused(context, options);
            preprocessing = Stated(options)?.ToString() ?? graph.Metadata.GetValueOrDefault(MetadataKeys.Preprocessing);
            Describe(graph.Metadata, labels, preprocessing);
            plan = model.Compiled!.Plan;
        }

        return default!;
    }
}
