using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Training.Writing;

/// <summary>Whether the graph that is written computes what was trained.</summary>
public static class ModelComparison
{
    /// <summary>Largest difference of an output between TorchSharp and ONNX Runtime.</summary>
    public const float Tolerance = 1e-4f;

    /// <summary>Compares the first output on some samples.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">Inputs: for each sample one array for each input.</param>
    /// <param name="trained">The trained network: the inputs to its output.</param>
    /// <param name="tolerance">What is allowed.</param>
    /// <returns>The largest difference seen.</returns>
    /// <exception cref="ModelException">The two differ by more than the tolerance.</exception>
    public static float Largest(Graph graph, IReadOnlyList<float[][]> samples, Func<float[][], float[]> trained, float tolerance = Tolerance)
    {
        using FloatRunner runner = new(OnnxEmitter.Emit(graph), graph.Name);
        float worst = 0;
        foreach (float[][] sample in samples)
        {
            float[] expected = trained(sample), actual = runner.Run(sample)[0];
            for (int i = 0; i < expected.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]));
            }
        }

        return worst <= tolerance
            ? worst
            : throw new ModelException($"{graph.Name}: ONNX Runtime and TorchSharp differ by {worst} on the same sample; nothing was written, report this as a bug.");
    }
}
