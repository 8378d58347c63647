using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class StatesFromPairsTests
{
    [Fact]
    public void PairsLeaveInputsAndOutputs()
    {
        Graph graph = OnnxImporter.Import("sum", Sum("h=Add0_y0=0.5"));
        Assert.Equal(["x", "wide"], graph.Inputs.Select(value => value.Name));
        Assert.Equal(["Relu1_y0"], graph.Outputs.Select(value => value.Name));
        State state = Assert.Single(graph.States);
        Assert.Equal(("h", "Add0_y0"), (state.Current.Name, state.Next.Name));
        Assert.Equal([0.5f, 0.5f, 0.5f], MemoryMarshal.Cast<byte, float>(state.Initial).ToArray());
        Assert.DoesNotContain(MetadataKeys.State, graph.Metadata.Keys);
    }

    [Theory]
    [InlineData("g=Add0_y0", "'g'", "[x, h, wide]")]
    [InlineData("h=Add1_y0", "'Add1_y0'", "[Relu1_y0, Add0_y0]")]
    [InlineData("wide=Add0_y0", "wide float32[1,4]", "Add0_y0 float32[1,3]")]
    [InlineData("h=Add0_y0=1,2", "2 numbers", "3 elements")]
    [InlineData("h=Add0_y0\nx=Add0_y0", "'Add0_y0'", "[Relu1_y0]")]
    [InlineData("h=Add0_y0\nx=Relu1_y0", "sum", "no output besides its states")]
    public void PairsThatDoNotFitAreNamed(string pairs, params string[] words)
    {
        string message = Assert.Throws<ModelException>(() => OnnxImporter.Import("sum", Sum(pairs))).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void StoredNumbersAreBroughtToTheScaleOfTheInput()
    {
        Graph graph = new("int8");
        Value x = new("x", ElementType.Int8, 1, 3) { Quantization = new(0.5f, 1) }, h = new("h", ElementType.Int8, 1, 3) { Quantization = new(0.25f, 2) };
        Value y = new("y", ElementType.Int8) { Quantization = new(0.5f, 1) }, z = new("z", ElementType.Int8) { Quantization = new(0.5f, 1) };
        graph.Inputs.AddRange([x, h]);
        graph.Add("add", new Binary(BinaryKind.Add, Clamp.None), [x, h], y);
        graph.Add("max", new Activate(Clamp.Relu), [y], z);
        graph.Outputs.AddRange([y, z]);
        StatesFromPairs.Run(graph, [StatePair.Parse("h=y=1")]);
        Assert.True(graph.States[0].Next.Quantization!.SameAs(h.Quantization));
        Assert.Equal([6, 6, 6], graph.States[0].Initial);
        Assert.Same(y, Assert.Single(graph.Nodes, node => node.Op is Quantize).Input(0));
    }

    /// <summary>y = x + h with two outputs, relu(y) and y, and an input that nothing uses.</summary>
    private static byte[] Sum(string pairs)
    {
        OnnxBuilder model = new();
        string sum = model.Node("Add", [model.Input("x", 1, 3), model.Input("h", 1, 3)]);
        model.Input("wide", 1, 4);
        model.Output(model.Node("Relu", [sum])).Output(sum);
        model.Metadata[MetadataKeys.State] = pairs;
        return model.Build();
    }
}
