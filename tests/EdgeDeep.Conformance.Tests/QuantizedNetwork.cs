using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A float network beside the int8 network that was made from it.</summary>
internal sealed class QuantizedNetwork : IDisposable
{
    private readonly FloatRunner _float;
    private readonly Session _int8;
    private readonly Preprocessor _preprocessor;

    public QuantizedNetwork(string model, string preprocessing, IReadOnlyList<string> calibration, CalibrationMethod method)
    {
        Graph graph = ModelImporter.Import(model);
        PassPipeline.ForFloat(graph);
        _preprocessor = Preprocessor.Create(PreprocessingSpec.Parse(preprocessing), graph.Inputs[0].Shape);
        _float = FloatRunner.ForGraph(graph);
        CalibratedRanges ranges = Calibrator.Run(graph, new Samples(this, calibration), new CalibrationOptions { Method = method });
        _int8 = new Session(new Model(PlanBuilder.Build(Quantizer.Quantize(graph, ranges))));
    }

    /// <summary>The class with the highest score in the float and in the int8 network.</summary>
    public (int Float, int Int8) Answer(string file)
    {
        (float[] real, float[] stored) = Scores(file);
        return (Best(real), Best(stored));
    }

    /// <summary>The scores of the float network and of the int8 network.</summary>
    public (float[] Float, float[] Int8) Scores(string file)
    {
        float[] input = Input(file);
        return (_float.Run([input])[0], Scores(_int8, input));
    }

    /// <summary>The scores that another int8 model of the same input gives.</summary>
    public float[] ScoresOf(Session other, string file) => Scores(other, Input(file));

    public void Dispose() => _float.Dispose();

    /// <summary>Index of the highest score.</summary>
    public static int Best(float[] scores) => Array.IndexOf(scores, scores.Max());

    private static float[] Scores(Session session, float[] input)
    {
        session.SetInput(0, input);
        session.Run();
        float[] scores = new float[session.OutputInfo(0).Elements];
        session.GetOutput(0, scores);
        return scores;
    }

    private float[] Input(string file)
    {
        float[] tensor = new float[_preprocessor.ElementCount];
        _preprocessor.FileToTensor(file, tensor);
        return tensor;
    }

    private sealed class Samples(QuantizedNetwork network, IReadOnlyList<string> files) : ICalibrationData
    {
        public int? Count => files.Count;

        IEnumerable<float[][]> ICalibrationData.Samples() => files.Select(file => (float[][])[network.Input(file)]);
    }
}
