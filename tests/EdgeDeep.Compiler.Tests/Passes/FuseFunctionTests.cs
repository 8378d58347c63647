using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class FuseFunctionTests
{
    [Theory]
    [InlineData("half first", UnaryKind.Gelu)]
    [InlineData("half last", UnaryKind.Gelu)]
    [InlineData("tanh", UnaryKind.GeluTanh)]
    [InlineData("silu", UnaryKind.Silu)]
    [InlineData("quick", UnaryKind.Silu)]
    [InlineData("mish", UnaryKind.Mish)]
    [InlineData("hard swish", UnaryKind.HardSwish)]
    [InlineData("relu6", UnaryKind.HardSwish)]
    [InlineData("hard sigmoid", UnaryKind.HardSigmoid)]
    [InlineData("logistic", UnaryKind.Logistic)]
    [InlineData("softplus", UnaryKind.Softplus)]
    public void ASpeltOutFunctionBecomesOneOperator(string spelling, UnaryKind kind)
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 3, 4);
        Graph graph = FloatEquivalence.Rewrite(b.Build(Spell(b, x, spelling)), PassPipeline.ForFloat);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(kind, Assert.IsType<Unary>(node.Op).Kind);
        Assert.Same(x, Assert.Single(node.Inputs));
    }

    [Fact]
    public void WhatOnlyLooksLikeOneStays()
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 3), y = b.Input(2, 3);
        Graph graph = b.Build(
            b.Binary(BinaryKind.Mul, x, b.Add(new Unary(UnaryKind.Logistic), y)),
            b.Binary(BinaryKind.Mul, x, b.Add(new Unary(UnaryKind.Logistic), Times(b, x, 2))),
            b.Binary(BinaryKind.Mul, x, b.Add(new Unary(UnaryKind.Tanh), x)),
            b.Binary(BinaryKind.Mul, x, b.Add(new Unary(UnaryKind.Logistic), b.Binary(BinaryKind.Mul, x, b.Random(1, 2, 3)))),
            b.Add(new Unary(UnaryKind.Gelu), x));
        Assert.Equal(0, FuseFunction.Run(graph));
    }

    [Fact]
    public void TheArgumentMayItselfBeComputed()
    {
        GraphBuilder b = new();
        Value x = b.Relu(b.Input(2, 3));
        Graph graph = FloatEquivalence.Rewrite(b.Build(Spell(b, x, "half first"), x), PassPipeline.ForFloat);
        Assert.Equal([new Activate(Clamp.Relu), new Unary(UnaryKind.Gelu)], graph.Nodes.Select(node => node.Op));
    }

    private static Value Spell(GraphBuilder b, Value x, string spelling) => spelling switch
    {
        "half first" => b.Binary(BinaryKind.Mul, Times(b, x, 0.5f), OnePlus(b, Apply(b, UnaryKind.Erf, Times(b, x, 0.70710677f)))),
        "half last" => Times(b, b.Binary(BinaryKind.Mul, x, OnePlus(b, Apply(b, UnaryKind.Erf, b.Binary(BinaryKind.Div, x, Number(1.4142135f))))), 0.5f),
        "tanh" => b.Binary(BinaryKind.Mul, Times(b, x, 0.5f), OnePlus(b, Apply(b, UnaryKind.Tanh, Times(
            b, b.Binary(BinaryKind.Add, x, Times(b, b.Add(new Unary(UnaryKind.Power, 3), x), 0.044715f)), 0.7978846f)))),
        "silu" => b.Binary(BinaryKind.Mul, x, Apply(b, UnaryKind.Logistic, x)),
        "quick" => b.Binary(BinaryKind.Mul, x, Apply(b, UnaryKind.Logistic, Times(b, x, 1.702f))),
        "mish" => b.Binary(BinaryKind.Mul, x, Apply(b, UnaryKind.Tanh, Apply(b, UnaryKind.Softplus, x))),
        "hard swish" => b.Binary(BinaryKind.Mul, x, b.Add(new Unary(UnaryKind.HardSigmoid, 1f / 6, 0.5f), x)),
        "relu6" => Times(b, b.Binary(BinaryKind.Mul, x, Relu6(b, x)), 1f / 6),
        "hard sigmoid" => b.Binary(BinaryKind.Div, Relu6(b, x), Number(6)),
        "logistic" => b.Binary(BinaryKind.Div, Number(1), OnePlus(b, Apply(b, UnaryKind.Exp, Apply(b, UnaryKind.Neg, x)))),
        _ => Apply(b, UnaryKind.Log, OnePlus(b, Apply(b, UnaryKind.Exp, x))),
    };

    private static Value Apply(GraphBuilder b, UnaryKind kind, Value x) => b.Add(new Unary(kind), x);

    private static Value Relu6(GraphBuilder b, Value x) => b.Add(new Activate(Clamp.Relu6), b.Binary(BinaryKind.Add, x, Number(3)));

    private static Value OnePlus(GraphBuilder b, Value x) => b.Binary(BinaryKind.Add, x, Number(1));

    private static Value Times(GraphBuilder b, Value x, float factor) => b.Binary(BinaryKind.Mul, x, Number(factor));

    private static Value Number(float number) => Value.Constant("number", ElementType.Float32, [], [number]);
}
