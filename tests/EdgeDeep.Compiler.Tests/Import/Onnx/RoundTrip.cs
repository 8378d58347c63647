using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Imports a model, writes it out again and compares both in ONNX Runtime on random numbers.</summary>
internal static class RoundTrip
{
    /// <summary>Checks one model.</summary>
    /// <param name="model">Bytes of the file.</param>
    /// <param name="tolerance">Largest difference allowed, relative to the output's largest magnitude.</param>
    /// <returns>The imported graph.</returns>
    public static Graph Check(byte[] model, float tolerance = 1e-4f)
    {
        Graph graph = OnnxImporter.Import("test.onnx", model);
        byte[] emitted = OnnxEmitter.Emit(graph);
        for (int seed = 1; seed <= 2; seed++)
        {
            Dictionary<string, float[]> feeds = OnnxRun.RandomFeeds(model, seed);
            Dictionary<string, float[]> expected = OnnxRun.Run(model, feeds), actual = OnnxRun.Run(emitted, feeds);
            Assert.Equal(expected.Keys, actual.Keys);
            foreach ((string name, float[] values) in expected)
            {
                Compare(name, values, actual[name], tolerance);
            }
        }

        return graph;
    }

    private static void Compare(string name, float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs);
        Assert.True(float.IsFinite(largest), $"{name} is not finite");
        for (int i = 0; i < expected.Length; i++)
        {
            float difference = MathF.Abs(expected[i] - actual[i]);
            Assert.True(difference <= tolerance * largest, $"{name}[{i}]: {expected[i]} became {actual[i]}");
        }
    }
}
