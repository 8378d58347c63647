using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Writing;

/// <summary>The int8 form of a written float model, made as <c>edgedeep quantize MODEL --calibrate FILE</c> makes it.</summary>
public sealed class Int8Model
{
    private readonly Plan _plan;
    private readonly InputRounding[] _roundings;

    /// <summary>Quantizes a model file.</summary>
    /// <param name="onnx">The float .onnx file.</param>
    /// <param name="calibration">The .npy or .npz file of typical inputs.</param>
    public Int8Model(string onnx, string calibration)
    {
        Graph graph = ModelImporter.Import(onnx);
        FloatToInt8.Prepare(graph);
        Macs = graph.Nodes.Sum(node => node.Op.Macs(node));
        _plan = FloatToInt8.Run(graph, CalibrationFiles.Open(calibration, graph)).Plan;
        Session = new Session(new Model(_plan));
        IReadOnlyList<PreprocessingSpec?>? specs = graph.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) ? PreprocessingSpec.ParseAll(text) : null;
        _roundings = [.. graph.Inputs.Select((_, i) => specs?[i]?.Rounding ?? InputRounding.Nearest)];
    }

    /// <summary>Multiply-accumulate operations of one inference.</summary>
    public long Macs { get; }

    /// <summary>Bytes of weights and tables.</summary>
    public int ConstantBytes => _plan.Constants.Length;

    /// <summary>Bytes of activations.</summary>
    public int ArenaBytes => _plan.ArenaBytes;

    /// <summary>Runs the model.</summary>
    public Session Session { get; }

    /// <summary>Runs one inference on real numbers.</summary>
    /// <param name="inputs">The inputs in model order.</param>
    /// <returns>The first output as real numbers.</returns>
    public float[] Run(params float[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Session.SetInput(i, inputs[i], _roundings[i]);
        }

        Session.Run();
        float[] output = new float[Session.OutputInfo(0).Elements];
        Session.GetOutput(0, output);
        return output;
    }

    /// <summary>Number of samples whose class the model finds.</summary>
    /// <param name="samples">The samples.</param>
    public int Correct(SampleSource samples)
    {
        int[] sizes = [.. Enumerable.Range(0, Session.InputCount).Select(input => Session.InputInfo(input).Elements)];
        return Enumerable.Range(0, samples.Count).Count(i =>
        {
            float[] answer = Run(FlatSample.Split(samples.InputOf(i, sizes.Sum()), sizes));
            return Array.IndexOf(answer, answer.Max()) == samples.LabelOf(i);
        });
    }

    /// <summary>Whether a file holds this model.</summary>
    /// <param name="path">An .edge file.</param>
    public bool IsWrittenAt(string path) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(EdgeWriter.Write(_plan));

    /// <summary>Writes the .edge file.</summary>
    /// <param name="path">Where to.</param>
    public void Write(string path) => EdgeWriter.Write(_plan, path);
}
