using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FuseSpectrumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_root_of_squared_halves_becomes_one_operator(int mirrored)
    {
        Graph graph = FloatEquivalence.Rewrite(Spectrum(mirrored, 5), FuseAndClean);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(new SpectrumMagnitude(4, mirrored), node.Op);
        Assert.Equal([2, 5, 8], node.Input(1).Shape);
    }

    [Fact]
    public void Halves_of_different_lengths_stay()
    {
        Graph graph = Spectrum(0, 5);
        Node slice = graph.Nodes.First(node => node.Op is StridedSlice);
        slice.Op = new StridedSlice([0, 0, 1], [1, slice.Output.Shape[1], 5], [1, 1, 1]);
        Assert.Equal(0, FuseSpectrum.Run(graph));
    }

    private static int FuseAndClean(Graph graph)
    {
        int changes = FuseSpectrum.Run(graph);
        RemoveDeadNodes.Run(graph);
        return changes;
    }

    private static Graph Spectrum(int mirrored, int bins)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 20), sound = x;
        if (mirrored > 0)
        {
            sound = b.Add(new Concatenation(1), x, b.Add(new StridedSlice([0, 18], [1, mirrored], [1, -1]), x));
        }

        Value image = b.Add(Reshape.To(1, 1, 20 + mirrored, 1), sound);
        Value parts = b.Add(new Conv2D(1, 4, 1, 1, default, 1, Clamp.None), image, b.Random(-1, 1, 2 * bins, 1, 8, 1), null);
        int frames = parts.Shape[2];
        parts = b.Add(Reshape.To(1, frames, 2 * bins), parts);
        Value Square(int start)
        {
            Value half = b.Add(new StridedSlice([0, 0, start], [1, frames, bins], [1, 1, 1]), parts);
            return b.Binary(BinaryKind.Mul, half, half);
        }

        return b.Build(b.Add(new Unary(UnaryKind.Sqrt), b.Binary(BinaryKind.Add, Square(0), Square(bins))));
    }
}
