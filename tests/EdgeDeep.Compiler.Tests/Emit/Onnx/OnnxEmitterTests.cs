using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Emit.Onnx;

public class OnnxEmitterTests
{
    [Fact]
    public void Every_operator_has_a_row()
    {
        Type[] withoutFloatForm = [typeof(Quantize), typeof(Dequantize), typeof(Svdf)];
        IEnumerable<string> missing = typeof(Operator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract)
            .Except(withoutFloatForm)
            .Where(type => !OnnxEmitters.Table.ContainsKey(type))
            .Select(type => type.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void Values_inside_can_be_outputs_too()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 1, 3), a = new("a", ElementType.Float32), b = new("b", ElementType.Float32);
        graph.Inputs.Add(x);
        graph.Add("double", new Binary(BinaryKind.Add, Clamp.None), [x, x], a);
        graph.Add("relu", new Activate(Clamp.Relu6), [a], b);
        graph.Outputs.Add(b);
        byte[] model = OnnxEmitter.Emit(graph, [a, x, Value.Constant("c", [1], [1f]), b]);
        Dictionary<string, float[]> results = OnnxRun.Run(model, new Dictionary<string, float[]> { ["x"] = [-1, 2, 4] });
        Assert.Equal(["b", "a"], results.Keys);
        Assert.Equal([-2, 4, 8], results["a"]);
        Assert.Equal([0, 4, 6], results["b"]);
    }

    [Fact]
    public void Names_that_clash_are_told_apart_and_outputs_keep_theirs()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 2), inner = new("y", ElementType.Float32), y = new("y", ElementType.Float32);
        graph.Inputs.Add(x);
        graph.Add("n", new Unary(UnaryKind.Neg), [x], inner);
        graph.Add("n", new Binary(BinaryKind.Mul, Clamp.None), [inner, Value.Constant("x", [], [3f])], y);
        graph.Outputs.Add(y);
        Assert.Equal([-3, 6], OnnxRun.Run(OnnxEmitter.Emit(graph), new Dictionary<string, float[]> { ["x"] = [1, -2] })["y"]);
    }

    /// <summary>Attributes that no ONNX import produces, computed by hand.</summary>
    [Fact]
    public void Forms_of_other_formats_are_written()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 1, 1, 2, 1), row = new("row", ElementType.Float32, 1, 2);
        Value beta = new("beta", ElementType.Float32), root = new("root", ElementType.Float32), grown = new("grown", ElementType.Float32);
        graph.Inputs.AddRange([x, row]);
        graph.Outputs.AddRange([beta, root, grown]);
        graph.Add("softmax", new Softmax(2), [row], beta);
        graph.Add("rsqrt", new Unary(UnaryKind.Rsqrt), [row], root);
        graph.Add("resize", new ResizeNearest(1, 5, true, false), [x], grown);
        Dictionary<string, float[]> results = OnnxRun.Run(
            OnnxEmitter.Emit(graph), new Dictionary<string, float[]> { ["x"] = [3, 7], ["row"] = [4, 4] });
        Assert.Equal([0.5f, 0.5f], results["beta"]);
        Assert.Equal([0.5f, 0.5f], results["root"]);
        Assert.Equal([3, 3, 7, 7, 7], results["grown"]);
    }

    [Fact]
    public void Layers_are_fused_with_their_activation()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 1, 2, 2, 1), conv = new("conv", ElementType.Float32), fc = new("fc", ElementType.Float32);
        graph.Inputs.Add(x);
        graph.Outputs.AddRange([conv, fc]);
        graph.Add("conv", new Conv2D(1, 1, 1, 1, default, 1, new Clamp(-1, 1)), [x, Value.Constant("w", [2, 1, 1, 1], [1f, -1f]), null], conv);
        graph.Add("fc", new FullyConnected(false, Clamp.Relu), [x, Value.Constant("v", [1, 4], [1f, 1, 1, 1]), Value.Constant("b", [1], [-1f])], fc);
        Dictionary<string, float[]> results = OnnxRun.Run(OnnxEmitter.Emit(graph), new Dictionary<string, float[]> { ["x"] = [0.5f, 2, -3, 0] });
        Assert.Equal([0.5f, -0.5f, 1, -1, -1, 1, 0, 0], results["conv"]);
        Assert.Equal([0f], results["fc"]);
    }

    [Fact]
    public void Quantized_graphs_are_refused()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 2), y = new("y", ElementType.Int8) { Quantization = new Quantization(0.1f, 0) };
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Add("edge", new Quantize(), [x], y);
        string message = Assert.Throws<ModelException>(() => OnnxEmitter.Emit(graph)).Message;
        Assert.Contains("'y' is quantized, and only float graphs", message, StringComparison.Ordinal);
    }
}
