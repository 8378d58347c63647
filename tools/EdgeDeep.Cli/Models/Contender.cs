using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Models;

/// <summary>One of several models that are to say the same.</summary>
/// <param name="name">The model and what computes it.</param>
internal abstract class Contender(string name) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Forgets what the samples before have left in the model's state.</summary>
    public abstract void StartSequence();

    /// <summary>All outputs as real numbers.</summary>
    public abstract float[][] Run(float[][] sample);

    public abstract void Dispose();
}

/// <summary>A float model in ONNX Runtime.</summary>
internal sealed class FloatContender(string name, FloatRunner runner) : Contender(name)
{
    private readonly FloatMemory _memory = runner.NewMemory();

    public static FloatContender OfGraph(string name, Graph graph) => new(name, FloatRunner.ForGraph(graph, threads: 0));

    public override void StartSequence() => _memory.Reset();

    public override float[][] Run(float[][] sample) => runner.Run(sample, _memory);

    public override void Dispose() => runner.Dispose();
}

/// <summary>An int8 model in EdgeDeep's runtime.</summary>
internal sealed class Int8Contender(string name, Model model) : Contender(name)
{
    private readonly Session _session = new(model);

    public override void StartSequence() => _session.Reset();

    public override float[][] Run(float[][] sample)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            _session.SetInput(i, sample[i]);
        }

        _session.Run();
        float[][] outputs = new float[_session.OutputCount][];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new float[_session.OutputInfo(i).Elements];
            _session.GetOutput(i, outputs[i]);
        }

        return outputs;
    }

    public override void Dispose()
    {
    }
}
