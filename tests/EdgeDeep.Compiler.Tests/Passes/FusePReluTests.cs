using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FusePReluTests
{
    [Theory]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 3)]
    [InlineData(false, false, 3)]
    [InlineData(false, true, 3)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    public void SpeltOutRectifiersBecomeOneOperator(bool withAbs, bool slopeFirst, int slopes)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3), slope = b.Random(-0.5, 0.5, slopes);
        Value negative = withAbs
            ? b.Binary(BinaryKind.Mul, b.Binary(BinaryKind.Sub, x, Apply(b, UnaryKind.Abs, x)), b.Random(0.5, 0.5, 1))
            : Apply(b, UnaryKind.Neg, b.Relu(Apply(b, UnaryKind.Neg, x)));
        Value scaled = slopeFirst ? b.Binary(BinaryKind.Mul, slope, negative) : b.Binary(BinaryKind.Mul, negative, slope);
        Value sum = slopeFirst ? b.Binary(BinaryKind.Add, scaled, b.Relu(x)) : b.Binary(BinaryKind.Add, b.Relu(x), scaled);
        Graph graph = FloatEquivalence.Rewrite(b.Build(sum), PassPipeline.ForFloat);
        Assert.Equal(slopes == 1 ? "LeakyRelu" : "PRelu", Assert.Single(graph.Nodes).Op.Name);
    }

    [Fact]
    public void SumsOfOtherPartsStay()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 3), y = b.Input(1, 3), slope = b.Random(-0.5, 0.5, 3);
        Value ofOther = b.Binary(BinaryKind.Mul, b.Binary(BinaryKind.Sub, y, Apply(b, UnaryKind.Abs, y)), slope);
        Value crossed = b.Binary(BinaryKind.Mul, b.Binary(BinaryKind.Sub, x, Apply(b, UnaryKind.Abs, y)), slope);
        Value positive = b.Binary(BinaryKind.Mul, b.Relu(x), slope);
        Graph graph = b.Build([.. new[] { ofOther, crossed, positive }.Select(part => b.Binary(BinaryKind.Add, b.Relu(x), part))]);
        Assert.Equal(0, FusePRelu.Run(graph));
    }

    private static Value Apply(GraphBuilder b, UnaryKind kind, Value x) => b.Add(new Unary(kind), x);
}
