using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Cli.Commands;

/// <summary>The stages of <c>compare</c>: load, run all models on each sample, measure layers.</summary>
internal static class CompareRun
{
    private const int MostLayerSamples = 64;

    public static CompareReport Run(CommandContext context, CompareCall call)
    {
        LoadedModel real = LoadedModel.Load(call.Float);
        if (!real.IsFloat)
        {
            throw new CommandException($"{call.Float} is an int8 model; name the float model that the others were made from with --float.");
        }

        LoadedModel[] models = [.. call.Models.Select(path => LoadedModel.Load(path))];
        foreach (LoadedModel model in models)
        {
            CheckFits(model.Int8().Plan.Inputs.Count == real.Inputs.Count && Elements(model.Inputs).SequenceEqual(Elements(real.Inputs)), model, "inputs", model.Inputs, real.Inputs, call.Float);
            CheckFits(Elements(model.Outputs).SequenceEqual(Elements(real.Outputs)), model, "outputs", model.Outputs, real.Outputs, call.Float);
        }

        ICalibrationData data = CalibrationInput.Open(context, real, call.Data, call.Preprocess, call.Samples).Data;
        Contender[] contenders = [.. Floats(context, call, real), .. models.Select(model => new Int8Contender($"{model.Path}, EdgeDeep", model.Int8()))];
        try
        {
            (int samples, OutputMeter[] meters) = Measure(context, contenders, data, real.Outputs);
            Graph prepared = LoadedModel.Load(call.Float).Graph!;
            PassPipeline.ForFloat(prepared);
            int first = contenders.Length - models.Length;
            return new CompareReport(call.Data, samples, contenders[0].Name, [.. contenders.Select((contender, i) => meters[i].Result(
                contender.Name, call.WithLayers && i >= first ? Layers(context, prepared, models[i - first], data) : null))]);
        }
        finally
        {
            Array.ForEach(contenders, contender => contender.Dispose());
        }
    }

    /// <summary>The float model as its author wrote it, where ONNX Runtime reads that, and as this project writes it.</summary>
    private static IEnumerable<Contender> Floats(CommandContext context, CompareCall call, LoadedModel real)
    {
        if (real.Format == "onnx")
        {
            FloatRunner original = new(File.ReadAllBytes(call.Float), call.Float, threads: 0);
            if (original.States.Count == real.Graph!.States.Count)
            {
                yield return new FloatContender($"{call.Float}, ONNX Runtime", original);
            }
            else
            {
                original.Dispose();
                context.Say("note", $"{call.Float} leaves its state to the caller, so that only the network as EdgeDeep reads it is run.");
            }
        }

        yield return FloatContender.OfGraph($"{call.Float} as EdgeDeep reads it, ONNX Runtime", real.Graph!);
    }

    private static (int Samples, OutputMeter[] Meters) Measure(
        CommandContext context, Contender[] contenders, ICalibrationData data, IReadOnlyList<TensorInfo> outputs)
    {
        OutputMeter[] meters = [.. contenders.Select(_ => new OutputMeter(outputs))];
        int samples = 0;
        context.Terminal.Track("Comparing", data.Count ?? 1, tick =>
        {
            foreach (IEnumerable<float[][]> sequence in data.Sequences())
            {
                Array.ForEach(contenders, contender => contender.StartSequence());
                foreach (float[][] sample in sequence)
                {
                    context.Stop.ThrowIfCancellationRequested();
                    float[][] reference = contenders[0].Run(sample);
                    for (int i = 0; i < contenders.Length; i++)
                    {
                        meters[i].Add(reference, i == 0 ? reference : contenders[i].Run(sample));
                    }

                    samples++;
                    tick();
                }
            }

            return samples;
        });
        return samples > 0 ? (samples, meters) : throw new CommandException("There is no sample to compare on; give at least one with --data.");
    }

    private static IReadOnlyList<LayerReport> Layers(CommandContext context, Graph graph, LoadedModel model, ICalibrationData data)
    {
        IReadOnlyDictionary<string, string> matches = TensorMatching.Match(graph, model.Int8().Plan, data.Samples().First());
        return QualityReport.Of(QualityMeter.Measure(graph, model.Int8().Plan, data, MostLayerSamples, matches, context.Stop)).Layers;
    }

    private static IEnumerable<int> Elements(IReadOnlyList<TensorInfo> tensors) => tensors.Select(tensor => tensor.Elements);

    private static void CheckFits(
        bool fits, LoadedModel model, string what, IReadOnlyList<TensorInfo> own, IReadOnlyList<TensorInfo> others, string path)
    {
        static string Of(IReadOnlyList<TensorInfo> tensors) => string.Join(", ", tensors.Select(tensor => Words.Shape(tensor.Shape)));
        if (!fits)
        {
            throw new CommandException($"{model.Path} has the {what} {Of(own)} and {path} has {Of(others)}; compare models of the same network.");
        }
    }
}

/// <summary>Gathers how the outputs of one model differ from the reference's.</summary>
internal sealed class OutputMeter(IReadOnlyList<TensorInfo> outputs)
{
    private readonly double[] _signal = new double[outputs.Count], _noise = new double[outputs.Count], _largest = new double[outputs.Count];
    private int _same, _samples;

    public void Add(float[][] reference, float[][] actual)
    {
        for (int output = 0; output < reference.Length; output++)
        {
            for (int i = 0; i < reference[output].Length; i++)
            {
                double real = reference[output][i], difference = real - actual[output][i];
                _signal[output] += real * real;
                _noise[output] += difference * difference;
                _largest[output] = Math.Max(_largest[output], Math.Abs(difference));
            }
        }

        _same += Scores.Best(reference[0]) == Scores.Best(actual[0]) ? 1 : 0;
        _samples++;
    }

    public ComparedModel Result(string model, IReadOnlyList<LayerReport>? layers) => new(
        model, outputs[0].Elements > 1 ? (double)_same / _samples : null,
        [.. outputs.Select((output, i) => new ComparedOutput(output.Name, _noise[i] == 0 ? null : 10 * Math.Log10(_signal[i] / _noise[i]), _largest[i]))], layers);
}
