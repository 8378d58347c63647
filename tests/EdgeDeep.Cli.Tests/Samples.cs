using System.Text;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Tests;

/// <summary>
/// A small classifier whose answers can be told by looking: a picture of 8x8 grey pixels, class 0 when the brightest pixel of
/// the left half is brighter than that of the right half, else class 1.
/// </summary>
internal static class Samples
{
    /// <summary>The classifier in int8, input range 0 to 1.</summary>
    public static byte[] Edge(string? labels = "left\nright")
    {
        Graph graph = Build(ElementType.Int8, new Quantization(1 / 255f, -128));
        if (labels is not null)
        {
            graph.Metadata[MetadataKeys.Labels] = labels;
        }

        return EdgeWriter.Write(PlanBuilder.Build(graph));
    }

    /// <summary>The same classifier as a float model.</summary>
    public static byte[] FloatOnnx() => OnnxEmitter.Emit(Build(ElementType.Float32, null));

    /// <summary>A model that adds its two inputs of three int8 elements.</summary>
    public static byte[] Sum()
    {
        Graph graph = new("sum");
        Quantization quantization = new(0.5f, 0);
        Value a = new("a", ElementType.Int8, 1, 3) { Quantization = quantization };
        Value b = new("b", ElementType.Int8, 1, 3) { Quantization = quantization };
        Value sum = new("sum", ElementType.Int8) { Quantization = quantization };
        graph.Inputs.AddRange([a, b]);
        graph.Outputs.Add(sum);
        graph.Add("add", new Binary(BinaryKind.Add, Clamp.None), [a, b], sum);
        return EdgeWriter.Write(PlanBuilder.Build(graph));
    }

    /// <summary>A grey picture with one brightness in each half, as a pgm file.</summary>
    public static byte[] Picture(byte left, byte right) =>
        [.. Encoding.ASCII.GetBytes("P5 8 8 255\n"), .. Enumerable.Range(0, 64).Select(i => i % 8 < 4 ? left : right)];

    /// <summary>Writes three pictures of the class left, one of them wrong, and two of the class right.</summary>
    public static string WriteFolder(TempFolder folder, string name)
    {
        folder.Write($"{name}/left/a.pgm", Picture(200, 10));
        folder.Write($"{name}/left/b.pgm", Picture(255, 0));
        folder.Write($"{name}/left/c.pgm", Picture(20, 90));
        folder.Write($"{name}/right/a.pgm", Picture(10, 20));
        folder.Write($"{name}/right/b.pgm", Picture(0, 255));
        return folder[name];
    }

    private static Graph Build(ElementType type, Quantization? quantization)
    {
        Graph graph = new("halves");
        Value picture = new("picture", type, 1, 8, 8, 1) { Quantization = quantization };
        Value halves = new("halves", type) { Quantization = quantization };
        Value scores = new("scores", type) { Quantization = quantization };
        graph.Inputs.Add(picture);
        graph.Outputs.Add(scores);
        graph.Add("brightest", new Pool2D(PoolKind.Max, 8, 4, 8, 4, default, Clamp.None), [picture], halves);
        graph.Add("flatten", Reshape.To(1, 2), [halves], scores);
        return graph;
    }
}
