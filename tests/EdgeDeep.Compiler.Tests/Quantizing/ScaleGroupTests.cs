using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class ScaleGroupTests
{
    private static readonly Quantization Sigmoid = new(1f / 256, -128);
    private static readonly Quantization Tangent = new(1f / 128, 0);

    [Fact]
    public void MovedValuesShareTheWidestRange()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 2), moved = b.Add(new Transpose([0, 2, 1, 3]), x);
        Value pooled = b.Add(new Pool2D(PoolKind.Average, 2, 2, 2, 2, default, Clamp.None), b.Add(new Pad([0, 0, 0, 0], [0, 0, 2, 0], 0), moved));
        Value y = b.Relu(pooled);
        Graph q = RangesOf.Quantize(b.Build(y), null, (x, -2, 3), (pooled, -2.1f, 0), (y, 0, 1));
        foreach (Value value in new[] { x, moved, pooled })
        {
            Assert.Equal(5.1f / 255, RangesOf.Of(q, value).Scale, 1e-7f);
        }

        Assert.Equal(1f / 255, RangesOf.Of(q, y).Scale, 1e-7f);
        Assert.DoesNotContain(q.Nodes, node => node.Op is Quantize);
    }

    [Fact]
    public void ConcatenatedValuesShareOneScaleWithTheirConstants()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), a = b.Dense(x, 3), c = b.Dense(x, 2);
        Value joined = b.Add(new Concatenation(1), a, c, Value.Constant("constant", [1, 1], [-4]));
        Graph q = RangesOf.Quantize(b.Build(joined), null, (a, -1, 2), (c, -3, 0.5f), (joined, -3, 2));
        Assert.Equal(6f / 255, RangesOf.Of(q, joined).Scale, 1e-7f);
        Assert.True(RangesOf.Of(q, a).SameAs(RangesOf.Of(q, joined)));
        Assert.True(RangesOf.Of(q, c).SameAs(RangesOf.Of(q, joined)));
        Value constant = q.Nodes[^1].Input(2);
        Assert.True(constant.Quantization!.SameAs(RangesOf.Of(q, joined)));
        Assert.Equal(-128, constant.Int8s[0]);
        Assert.Equal(1, RangesOf.Of(q, x).Scale * 255 / 2, 1e-6f);
    }

    [Fact]
    public void FixedResultsPassTheirScaleOn()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), a = b.Add(new Unary(UnaryKind.Logistic), x), c = b.Add(new Softmax(1), x);
        Value joined = b.Add(new Concatenation(1), a, c), y = b.Add(Reshape.To(2, 4), joined);
        Graph q = RangesOf.Quantize(b.Build(y, b.Add(new Unary(UnaryKind.Tanh), x)), null);
        Assert.All(new[] { a, c, joined, y }, value => Assert.True(RangesOf.Of(q, value).SameAs(Sigmoid)));
        Assert.True(q.Outputs[1].Quantization!.SameAs(Tangent));
        Assert.DoesNotContain(q.Nodes, node => node.Op is Quantize);
    }

    [Fact]
    public void AFixedResultAmongOthersIsRequantized()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), a = b.Add(new Unary(UnaryKind.Logistic), x), c = b.Dense(x, 2);
        Value alone = b.Add(Reshape.To(4), a), joined = b.Add(new Concatenation(1), a, c);
        Graph q = RangesOf.Quantize(b.Build(joined, alone, b.Add(new Concatenation(0), a, joined.Shape[1] == 4 ? joined : a)), null, (joined, -5, 5));
        Assert.True(RangesOf.Of(q, a).SameAs(Sigmoid));
        Assert.True(RangesOf.Of(q, alone).SameAs(Sigmoid));
        Assert.Equal(10f / 255, RangesOf.Of(q, joined).Scale, 1e-7f);
        Node requantize = Assert.Single(q.Nodes, node => node.Op is Quantize);
        Assert.Equal((a.Name, ElementType.Int8), (requantize.Input(0).Name, requantize.Output.Type));
        Assert.Same(requantize.Output, q.Nodes.Find(node => node.Op is Concatenation)!.Inputs[0]);
        Assert.True(requantize.Output.Quantization!.SameAs(RangesOf.Of(q, joined)));
    }

    [Fact]
    public void TwoFixedScalesMeetAtAThird()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), a = b.Add(new Unary(UnaryKind.Logistic), x), c = b.Add(new Unary(UnaryKind.Tanh), x);
        Value joined = b.Add(new Concatenation(1), a, c);
        Graph q = RangesOf.Quantize(b.Build(joined), null);
        Assert.Equal(2f / 255, RangesOf.Of(q, joined).Scale, 1e-7f);
        Assert.Equal(2, q.Nodes.Count(node => node.Op is Quantize));
    }

    [Fact]
    public void BordersThatAreNotZeroAreRepresentable()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), wide = b.Add(new Pad([0, 1], [0, 0], 7), x);
        Value y = b.Add(new Pad([0, 1], [0, 0], float.NegativeInfinity), b.Input(1, 4));
        Graph q = RangesOf.Quantize(b.Build(wide, y), null);
        Assert.Equal(8f / 255, RangesOf.Of(q, x).Scale, 1e-7f);
        Assert.Equal(2f / 255, RangesOf.Of(q, y).Scale, 1e-7f);
    }

    [Fact]
    public void IntegersAreNoPartOfAnyGroup()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), indices = Value.Constant<int>("indices", ElementType.Int32, [2], [1, 2]);
        Value picked = b.Add(new Gather(1), x, indices), best = b.Add(new ArgMax(1, false), picked);
        Graph q = RangesOf.Quantize(b.Build(picked, best), null);
        Assert.Same(indices, q.Nodes[0].Input(1));
        Assert.Equal((ElementType.Int32, null), (q.Outputs[1].Type, q.Outputs[1].Quantization));
    }

    [Fact]
    public void AValueWithoutARangeIsNamed()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4);
        Graph graph = b.Build(b.Relu(x));
        Dictionary<Value, Compiler.Calibrate.ValueRange> ranges = RangesOf.Make(graph);
        ranges.Remove(x);
        string message = Assert.Throws<ModelException>(() => Compiler.Quantizing.Quantizer.Quantize(graph, ranges)).Message;
        Assert.Contains("'input0'", message, StringComparison.Ordinal);
    }
}
