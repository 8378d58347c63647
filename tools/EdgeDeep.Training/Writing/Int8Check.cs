using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Writing;

/// <summary>The int8 form of a trained model, run by EdgeDeep's own runtime, to know its accuracy and size.</summary>
public sealed class Int8Check
{
    private readonly Session _session;
    private readonly int _classes;
    private readonly InputRounding _rounding;

    /// <summary>Quantizes a graph with default settings.</summary>
    /// <param name="graph">The float graph; it is changed.</param>
    /// <param name="calibration">Samples for the ranges.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="preprocessing">The pre-processing specification, which says how inputs are rounded.</param>
    public Int8Check(Graph graph, SampleSource calibration, int classes, string preprocessing)
    {
        Macs = graph.Nodes.Sum(node => node.Op.Macs(node));
        int elements = graph.Inputs[0].Elements;
        PassPipeline.ForFloat(graph);
        CalibratedRanges ranges = Calibrator.Run(graph, new Samples(calibration, elements));
        Plan plan = PlanBuilder.Build(Quantizer.Quantize(graph, ranges));
        ConstantBytes = plan.Constants.Length;
        ArenaBytes = plan.ArenaBytes;
        _session = new Session(new Model(plan));
        _classes = classes;
        _rounding = PreprocessingSpec.Parse(preprocessing).Rounding;
    }

    /// <summary>Multiply-accumulate operations of one inference.</summary>
    public long Macs { get; }

    /// <summary>Bytes of weights and tables.</summary>
    public int ConstantBytes { get; }

    /// <summary>Bytes of activations.</summary>
    public int ArenaBytes { get; }

    /// <summary>Number of samples whose class the int8 model finds.</summary>
    /// <param name="samples">The samples.</param>
    public int Correct(SampleSource samples)
    {
        float[] probabilities = new float[_classes];
        int correct = 0;
        for (int i = 0; i < samples.Count; i++)
        {
            float[] input = ModelWriter.InputOf(samples, i, _session.InputInfo(0).Elements, out int label);
            _session.SetInput(0, input, _rounding);
            _session.Run();
            _session.GetOutput(0, probabilities);
            correct += Array.IndexOf(probabilities, probabilities.Max()) == label ? 1 : 0;
        }

        return correct;
    }

    private sealed class Samples(SampleSource source, int elements) : ICalibrationData
    {
        public int? Count => source.Count;

        IEnumerable<float[][]> ICalibrationData.Samples() =>
            Enumerable.Range(0, source.Count).Select(i => new[] { ModelWriter.InputOf(source, i, elements, out _) });
    }
}
