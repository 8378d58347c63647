using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Attributes and forms that the real models do not have.</summary>
public sealed class OperatorImportTests
{
    [Theory]
    [InlineData(0, "CONV_2D")]
    [InlineData(114, "QUANTIZE")]
    [InlineData(127, "PLACEHOLDER_FOR_GREATER_OP_CODES")]
    [InlineData(142, "VAR_HANDLE")]
    [InlineData(209, "STABLEHLO_CASE")]
    [InlineData(210, "operator number 210")]
    public void OperatorsHaveTheSchemasNames(int code, string name)
    {
        Assert.Equal(code == 0 ? "ADD" : name, BuiltinOperators.NameOf(code));
        Assert.Equal(210, BuiltinOperators.Count);
        Assert.All(OperatorTable.Rows.Keys, key => Assert.Contains(key, Enumerable.Range(0, 210).Select(BuiltinOperators.NameOf)));
    }

    [Theory]
    [InlineData(0, float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData(1, 0, float.PositiveInfinity)]
    [InlineData(2, -1, 1)]
    [InlineData(3, 0, 6)]
    public void FusedActivationsBecomeClamps(int code, float min, float max)
    {
        Binary binary = (Binary)Assert.Single(Add(code).Nodes).Op;
        Assert.Equal(new Clamp(min, max), binary.Activation);
    }

    [Fact]
    public void FusedTanhIsRefused() => Assert.Contains("fused TANH", Assert.Throws<ModelException>(() => Add(4)).Message, StringComparison.Ordinal);

    [Fact]
    public void CustomOperatorsAreNamed()
    {
        ModelFile file = new();
        file.Operator("MyOwn", [file.Input(TensorType.Float32, [1])], [Output(file, TensorType.Float32)]);
        Assert.Contains("CUSTOM:MyOwn", Refusal(file), StringComparison.Ordinal);
    }

    /// <summary>TensorFlow's rule for SAME: as many results as steps fit; the odd element of the border goes behind.</summary>
    [Theory]
    [InlineData(5, 3, 1, 1, 1, 1)]
    [InlineData(6, 3, 2, 1, 0, 1)]
    [InlineData(5, 3, 2, 1, 1, 1)]
    [InlineData(7, 2, 1, 1, 0, 1)]
    [InlineData(7, 1, 3, 1, 0, 0)]
    [InlineData(9, 3, 1, 2, 2, 2)]
    [InlineData(10, 10, 1, 1, 4, 5)]
    public void SamePaddingIsSplitAsTensorFlowSplitsIt(int size, int filter, int stride, int dilation, int before, int after)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, size, 4, 1]);
        int weights = file.Constant(TensorType.Float32, [2, filter, 1, 1], new float[2 * filter]);
        file.Operator("CONV_2D", [data, weights, -1], [Output(file, TensorType.Float32)], OptionsType.Conv2D, options =>
        {
            options.AddInt(1, 1, 0);
            options.AddInt(2, stride, 0);
            options.AddInt(5, dilation, 1);
        });
        Node node = Assert.Single(Import(file).Nodes);
        Assert.Equal(new Padding(before, 0, after, 0), ((Conv2D)node.Op).Pad);
        Assert.Equal([1, (size + stride - 1) / stride, 4, 2], node.Output.Shape);
        Assert.Null(node.OptionalInput(2));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public void AbsurdWindowsAreRefused(int stride, int dilation)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 4, 4, 1]), weights = file.Constant(TensorType.Float32, [1, 1, 1, 1], new float[1]);
        file.Operator("CONV_2D", [data, weights], [Output(file, TensorType.Float32)], OptionsType.Conv2D, options =>
        {
            options.AddInt(1, 1, 0);
            options.AddInt(2, stride, 0);
            options.AddInt(5, dilation, 1);
        });
        Assert.Contains("must be from 1 to 65536", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void HalfPrecisionWeightsBecomeFloat()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 2]);
        int halves = file.Constant(TensorType.Float16, [1, 2], new Half[] { (Half)0.5f, (Half)(-2f) });
        int weights = file.Result(TensorType.Float32, 0, 0, 1, 2);
        file.Operator("DEQUANTIZE", [halves], [weights]);
        file.Operator("FULLY_CONNECTED", [data, weights, -1], [Output(file, TensorType.Float32)], OptionsType.FullyConnected);
        Assert.Equal([0.5f, -2f], Assert.Single(Import(file).Nodes).Input(1).Floats.ToArray());
    }

    [Fact]
    public void IntegerWeightsBesideFloatDataBecomeFloat()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 2]);
        int weights = file.Constant(TensorType.Int8, [2, 2], new sbyte[] { 1, -2, 3, 4 }, [0.5f, 2f], [0, 1], axis: 0);
        file.Operator("FULLY_CONNECTED", [data, weights], [Output(file, TensorType.Float32)], OptionsType.FullyConnected);
        Value value = Assert.Single(Import(file).Nodes).Input(1);
        Assert.Equal([0.5f, -1f, 4f, 6f], value.Floats.ToArray());
        Assert.Null(value.Quantization);
    }

    [Fact]
    public void BiasesOfOneAxisKeepTheScalesOfTheirChannels()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Int8, [1, 2, 2, 1], 0.1f, -3);
        int weights = file.Constant(TensorType.Int8, [1, 1, 1, 2], new sbyte[2], [0.5f, 0.25f], [0, 0], axis: 3);
        int bias = file.Constant(TensorType.Int32, [2], new int[2], [0.05f, 0.025f], [0, 0], axis: 3);
        file.Operator("DEPTHWISE_CONV_2D", [data, weights, bias], [Output(file, TensorType.Int8, 0.2f)], OptionsType.DepthwiseConv2D, options =>
        {
            options.AddInt(1, 1, 0);
            options.AddInt(2, 1, 0);
        });
        Node node = Assert.Single(Import(file).Nodes);
        Assert.Equal(0, node.Input(2).Quantization!.Axis);
        Assert.Equal([0.05f, 0.025f], node.Input(2).Quantization!.Scales);
        Assert.Equal(3, node.Input(1).Quantization!.Axis);
    }

    [Theory]
    [InlineData(true, new[] { 1, 3, 2 })]
    [InlineData(false, new[] { 3, 2 })]
    public void FullyConnectedKeepsDimensionsWhereAsked(bool keep, int[] shape)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 3, 4]), weights = file.Constant(TensorType.Float32, [2, 4], new float[8]);
        file.Operator("FULLY_CONNECTED", [data, weights], [Output(file, TensorType.Float32)], OptionsType.FullyConnected, options => options.AddBool(2, keep, false));
        Assert.Equal(shape, Assert.Single(Import(file).Outputs).Shape);
    }

    [Fact]
    public void Uint8NetworksBecomeInt8Inside()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.UInt8, [1, 2], 0.5f, 130);
        file.Operator("SOFTMAX", [data], [Output(file, TensorType.UInt8, 1f / 256)], OptionsType.Softmax);
        Graph graph = Import(file);
        Assert.Equal(["Quantize", "Softmax", "Quantize"], graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal((ElementType.UInt8, 130), (graph.Inputs[0].Type, graph.Inputs[0].Quantization!.ZeroPoint));
        Assert.Equal((ElementType.Int8, 2), (graph.Nodes[1].Input(0).Type, graph.Nodes[1].Input(0).Quantization!.ZeroPoint));
        Assert.Equal((ElementType.UInt8, 0), (graph.Outputs[0].Type, graph.Outputs[0].Quantization!.ZeroPoint));
    }

    [Fact]
    public void Uint8EdgesAreImported()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.UInt8, [1, 2], 0.5f, 128);
        file.Operator("QUANTIZE", [data], [Output(file, TensorType.Int8, 0.5f, 0)]);
        Graph graph = Import(file);
        Assert.Equal(ElementType.UInt8, graph.Inputs[0].Type);
        Assert.Equal(new Quantization(0.5f, 0).Scales, graph.Outputs[0].Quantization!.Scales);
    }

    [Theory]
    [InlineData("Conv2D", "kind 1")]
    [InlineData("SplitV", "kind 79")]
    public void AttributesOfAnotherOperatorAreRefused(string type, string reason)
    {
        ModelFile file = new();
        file.Operator("SOFTMAX", [file.Input(TensorType.Float32, [1, 2])], [Output(file, TensorType.Float32)], Enum.Parse<OptionsType>(type));
        Assert.Contains(reason, Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 8, 3, 0)]
    [InlineData(0, 7, 3, 1)]
    [InlineData(0, 8, 5, 1)]
    [InlineData(1, 9, 3, 0)]
    public void TransposedConvolutionsCropWhatSamePaddingWouldAdd(int padding, int size, int filter, int crop)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 4, 4, 2]);
        int weights = file.Constant(TensorType.Float32, [3, filter, filter, 2], new float[3 * filter * filter * 2]);
        file.Operator(
            "TRANSPOSE_CONV", [file.Ints(1, size, size, 3), weights, data], [Output(file, TensorType.Float32)], OptionsType.TransposeConv, options =>
            {
                options.AddSbyte(0, (sbyte)padding, 0);
                options.AddInt(1, 2, 0);
                options.AddInt(2, 2, 0);
            });
        Graph graph = Import(file);
        Assert.Equal(new TransposeConv2D(2, 2, crop, crop, size, size, Clamp.None), Assert.Single(graph.Nodes).Op);
        Assert.Equal([1, size, size, 3], graph.Outputs[0].Shape);
    }

    [Theory]
    [InlineData(false, false, new[] { 2, 3, 4 }, new[] { 1, 4, 5 })]
    [InlineData(true, false, new[] { 2, 4, 3 }, new[] { 4, 5 })]
    [InlineData(false, true, new[] { 3, 4 }, new[] { 2, 5, 4 })]
    [InlineData(true, true, new[] { 2, 4, 3 }, new[] { 2, 5, 4 })]
    public void MatricesMayBeStoredTheOtherWayRound(bool left, bool right, int[] a, int[] b)
    {
        ModelFile file = new();
        int x = file.Input(TensorType.Int8, a, 0.5f, 3), y = file.Input(TensorType.Int8, b, 0.25f, -3);
        file.Operator("BATCH_MATMUL", [x, y], [Output(file, TensorType.Int8, 1)], OptionsType.BatchMatMul, options =>
        {
            options.AddBool(0, left, false);
            options.AddBool(1, right, false);
        });
        Graph graph = Import(file);
        Assert.Equal(new BatchMatMul(left, right), Assert.Single(graph.Nodes).Op);
        Assert.Equal([2, 3, 5], graph.Outputs[0].Shape);
        Plan plan = PlanBuilder.Build(graph);
        Assert.Equal(OpCode.BatchMatMulInt8, Assert.Single(plan.Steps).Op);
    }

    [Fact]
    public void SquaredDifferencesBroadcast()
    {
        ModelFile file = new();
        int a = file.Input(TensorType.Float32, [2, 3]), b = file.Input(TensorType.Float32, [3]);
        file.Operator("SQUARED_DIFFERENCE", [a, b], [Output(file, TensorType.Float32)]);
        Graph graph = Import(file);
        Assert.Equal(["SquaredDifference"], graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal([2, 3], graph.Outputs[0].Shape);
    }

    [Theory]
    [InlineData("ELU", null, UnaryKind.Elu)]
    [InlineData("GELU", false, UnaryKind.Gelu)]
    [InlineData("GELU", true, UnaryKind.GeluTanh)]
    [InlineData("LOG", null, UnaryKind.Log)]
    public void FunctionsBecomeTables(string name, bool? approximate, UnaryKind kind)
    {
        ModelFile file = new();
        int x = file.Input(TensorType.Int8, [1, 8], 0.5f, 3);
        file.Operator(
            name, [x], [Output(file, TensorType.Int8, 0.25f)], approximate is null ? OptionsType.None : OptionsType.Gelu,
            options => options.AddBool(0, approximate ?? false, false));
        Graph graph = Import(file);
        Assert.Equal(kind, Assert.IsType<Unary>(Assert.Single(graph.Nodes).Op).Kind);
        Assert.Equal(OpCode.LookupInt8, Assert.Single(PlanBuilder.Build(graph).Steps).Op);
    }

    private static Graph Add(int activation)
    {
        ModelFile file = new();
        int a = file.Input(TensorType.Float32, [1, 2]), b = file.Input(TensorType.Float32, [1, 2]);
        file.Operator("ADD", [a, b], [Output(file, TensorType.Float32)], OptionsType.Add, options => options.AddSbyte(0, (sbyte)activation, 0));
        return Import(file);
    }

    private static int Output(ModelFile file, TensorType type, float scale = 0, long zeroPoint = 0)
    {
        file.Outputs.Add(file.Result(type, scale, zeroPoint));
        return file.Outputs[^1];
    }

    private static Graph Import(ModelFile file) => TfLiteImporter.Import("made.tflite", file.Bytes());

    private static string Refusal(ModelFile file) => Assert.Throws<ModelException>(() => Import(file)).Message;
}
