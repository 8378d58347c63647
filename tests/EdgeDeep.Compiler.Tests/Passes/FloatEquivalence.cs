using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Tests.Passes;

/// <summary>Computes a graph in ONNX Runtime before and after a rewrite and demands the same answers.</summary>
internal static class FloatEquivalence
{
    /// <summary>Rewrites the graph and returns it, after its outputs on random inputs were found to be unchanged.</summary>
    public static Graph Rewrite(Graph graph, Func<Graph, int> pass)
    {
        float[][] inputs = Inputs(graph, 7);
        string[] names = [.. graph.Outputs.Select(value => value.Name)];
        float[][] before = Run(graph, inputs);
        pass(graph);
        float[][] after = Run(graph, inputs);
        Assert.Equal(names, graph.Outputs.Select(value => value.Name));
        for (int i = 0; i < before.Length; i++)
        {
            float tolerance = 1e-4f * Math.Max(1, before[i].Max(Math.Abs));
            Assert.Equal(before[i].Length, after[i].Length);
            Assert.All(before[i].Zip(after[i]), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
        }

        return graph;
    }

    public static float[][] Inputs(Graph graph, int seed)
    {
        Random random = new(seed);
        return [.. graph.Inputs.Select(input => Enumerable.Range(0, input.Elements).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray())];
    }

    public static float[][] Run(Graph graph, float[][] inputs)
    {
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        return runner.Run(inputs);
    }
}
