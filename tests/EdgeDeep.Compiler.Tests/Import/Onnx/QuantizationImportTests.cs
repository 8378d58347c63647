using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using static EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Patterns of QuantizeLinear and DequantizeLinear, compared with ONNX Runtime within steps of the output's scale.</summary>
public class QuantizationImportTests
{
    private static string Scale(OnnxBuilder model, float scale) => model.Floats([], scale);

    private static string Zero(OnnxBuilder model, int zeroPoint, bool unsigned) => unsigned
        ? model.Raw<byte>(DataType.Uint8, [], [(byte)(zeroPoint + 128)])
        : model.Raw<sbyte>(DataType.Int8, [], [(sbyte)zeroPoint]);

    /// <summary>A tensor that is rounded to 8 bits; the zero point is that of the signed form.</summary>
    private static string Rounded(OnnxBuilder model, string x, float scale, int zeroPoint, bool unsigned = false)
    {
        string s = Scale(model, scale), z = Zero(model, zeroPoint, unsigned);
        return model.Node("DequantizeLinear", [model.Node("QuantizeLinear", [x, s, z]), s, z]);
    }

    private static string Weights(OnnxBuilder model, int[] shape, int axis, Random random)
    {
        int channels = shape[axis];
        sbyte[] stored = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (sbyte)random.Next(-127, 128))];
        float[] scales = [.. Enumerable.Range(0, channels).Select(i => 0.002f + (0.0005f * i))];
        return model.Node(
            "DequantizeLinear",
            [model.Raw<sbyte>(DataType.Int8, shape, stored), model.Floats([channels], scales), model.Raw<sbyte>(DataType.Int8, [channels], new sbyte[channels])],
            ("axis", axis));
    }

    private static Graph Check(OnnxBuilder builder, float step, int steps = 1)
    {
        byte[] model = builder.Build();
        Graph graph = OnnxImporter.Import("test.onnx", model);
        Session session = new(new Model(PlanBuilder.Build(graph)));
        Dictionary<string, float[]> feeds = OnnxRun.RandomFeeds(model, 5);
        float[][] expected = [.. OnnxRun.Run(model, feeds, optimize: false).Values];
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            float[] values = feeds[graph.Inputs[i].Name];
            if (graph.Inputs[i].Type == ElementType.UInt8)
            {
                values.Select(value => (byte)(int)(value * 60)).ToArray().CopyTo(session.Input<byte>(i));
            }
            else
            {
                session.SetInput(i, values);
            }
        }

        session.Run();
        for (int i = 0; i < expected.Length; i++)
        {
            float[] actual = new float[expected[i].Length];
            if (graph.Outputs[i].Type == ElementType.UInt8)
            {
                actual = [.. session.Output<byte>(i).ToArray().Select(value => (float)value)];
            }
            else
            {
                session.GetOutput(i, actual);
            }

            Assert.All(expected[i].Zip(actual), pair => Assert.InRange(pair.Second, pair.First - (steps * step * 1.01f), pair.First + (steps * step * 1.01f)));
            Assert.True(expected[i].Distinct().Count() > 2, "the case shows nothing");
        }

        return graph;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Products_of_computed_matrices_are_int8(bool transposed)
    {
        OnnxBuilder model = new();
        string x = Rounded(model, model.Input("x", 2, 5, 6), 0.016f, -7), y = Rounded(model, model.Input("y", transposed ? [2, 4, 6] : [2, 6, 4]), 0.017f, 9);
        string right = transposed ? model.Node("Transpose", [y], ("perm", new[] { 0, 2, 1 })) : y;
        Graph graph = Check(model.Output(Rounded(model, model.Node("MatMul", [x, right]), 0.07f, 3)), 0.07f);
        Node product = Assert.Single(graph.Nodes, node => node.Op is BatchMatMul);
        Assert.Equal(new BatchMatMul(false, transposed), product.Op);
        Assert.All(product.Inputs, input => Assert.Equal(ElementType.Int8, input!.Type));
    }

    [Fact]
    public void Layer_normalization_and_tables_are_int8()
    {
        OnnxBuilder model = new();
        string x = Rounded(model, model.Input("x", 3, 8), 0.016f, -7);
        string norm = Rounded(model, model.Node("LayerNormalization", [x, model.Weights(8), model.Weights(8)]), 0.03f, 5);
        Graph graph = Check(model.Output(Rounded(model, model.Node("Elu", [norm]), 0.03f, -20)), 0.03f);
        Assert.All(graph.Nodes.Where(node => node.Op is LayerNorm or Unary), node => Assert.Equal(ElementType.Int8, node.Output.Type));
        Assert.Single(graph.Nodes, node => node.Op is LayerNorm);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(4, false)]
    [InlineData(2, false)]
    public void A_convolution_with_a_clamp_is_one_operator(int groups, bool unsigned)
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 4, 6, 7), 0.02f, -10, unsigned);
        string[] inputs = [x, Weights(model, [8, 4 / groups, 3, 3], 0, new Random(1)), model.Weights(8)];
        string y = model.Node("Conv", inputs, ("group", groups), ("pads", new[] { 1, 0, 1, 2 }));
        y = model.Node("Clip", [model.Node("Relu", [y]), string.Empty, model.Floats([], 1.5f)]);
        Graph graph = Check(model.Output(Rounded(model, y, 0.01f, -128, unsigned)), 0.01f);
        Node layer = Assert.Single(graph.Nodes, node => node.Op.Weights is not null);
        Assert.Equal(new Clamp(0, 1.5f), ((IActivated)layer.Op).Activation);
        Assert.Equal(groups == 4 ? 3 : 0, layer.Input(1).Quantization!.Axis);
        Assert.Equal(new Quantization(0.02f, -10).ZeroPoint, layer.Input(0).Quantization!.ZeroPoint);
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Activate);
    }

    [Fact]
    public void Movement_between_equal_scales_works_on_stored_integers()
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 4, 6, 6), 0.02f, 5);
        string pooled = Rounded(model, model.Node("MaxPool", [x], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })), 0.02f, 5);
        string sliced = Rounded(model, model.Node("Slice", [pooled, model.Longs(1), model.Longs(3), model.Longs(1)]), 0.02f, 5);
        string padded = Rounded(model, model.Node("Pad", [sliced, model.Longs(0, 0, 1, 0, 0, 0, 0, 1)]), 0.02f, 5);
        Graph graph = Check(model.Output(Rounded(model, model.Node("Flatten", [padded]), 0.02f, 5)), 0.02f);
        Assert.Single(graph.Nodes, node => node.Op is Quantize);
        Assert.Single(graph.Nodes, node => node.Op is Dequantize);
    }

    [Fact]
    public void Operands_of_a_concatenation_are_brought_to_its_scale()
    {
        OnnxBuilder model = new(13);
        string a = Rounded(model, model.Input("a", 1, 2, 4, 4), 0.02f, 5), b = Rounded(model, model.Input("b", 1, 3, 4, 4), 0.03f, -4);
        Graph graph = Check(model.Output(Rounded(model, model.Node("Concat", [a, b], ("axis", 1)), 0.03f, -4)), 0.03f);
        Node join = Assert.Single(graph.Nodes, node => node.Op is Concatenation);
        Assert.All(join.Inputs, input => Assert.True(input!.Quantization!.SameAs(join.Output.Quantization)));
    }

    [Theory]
    [InlineData("Add", 2)]
    [InlineData("Sub", 2)]
    [InlineData("Mul", 2)]
    [InlineData("Max", 2)]
    [InlineData("Min", 2)]
    public void Arithmetic_of_two_inputs_agrees(string type, int steps)
    {
        OnnxBuilder model = new(13);
        string a = Rounded(model, model.Input("a", 1, 2, 4, 4), 0.02f, 5), b = Rounded(model, model.Input("b", 1, 2, 1, 1), 0.03f, -4);
        Graph graph = Check(model.Output(Rounded(model, model.Node("Clip", [model.Node(type, [a, b]), model.Floats([], -1), model.Floats([], 1.5f)]), 0.04f, 0)), 0.04f, steps);
        Assert.Equal(ElementType.Int8, graph.Nodes.First(node => node.Op is Binary).Output.Type);
    }

    [Fact]
    public void A_float_constant_beside_stored_data_is_quantized()
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 2, 4, 4), 0.02f, 5);
        string y = model.Node("Mul", [x, model.Floats([2, 1, 1], 0.5f, -1.25f)]);
        Graph graph = Check(model.Output(Rounded(model, y, 0.03f, 0)), 0.03f, 2);
        Assert.Equal(ElementType.Int8, Assert.Single(graph.Nodes, node => node.Op is Binary).Input(1).Type);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(2, 2)]
    public void A_mean_at_another_scale_is_rounded_once(int kernel, int stride)
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 3, 4, 4), 0.02f, 5);
        string y = model.Node("AveragePool", [x], ("kernel_shape", new[] { kernel, kernel }), ("strides", new[] { stride, stride }));
        Graph graph = Check(model.Output(Rounded(model, y, 0.006f, 3)), 0.006f);
        Assert.Equal(3, graph.Nodes.Count(node => node.Op is not Movement));
    }

    [Theory]
    [InlineData("Softmax", 256f)]
    [InlineData("Sigmoid", 256f)]
    [InlineData("Tanh", 128f)]
    public void Functions_of_fixed_scale_are_int8_before_a_float_output(string type, float levels)
    {
        OnnxBuilder model = new(13);
        Graph graph = Check(model.Output(model.Node(type, [Rounded(model, model.Input("x", 1, 12), 0.03f, 4)])), 1 / levels);
        Assert.Equal(1 / levels, graph.Nodes[^2].Output.Quantization!.Scale);
        Assert.IsType<Dequantize>(graph.Nodes[^1].Op);
    }

    [Fact]
    public void A_flattened_image_meets_weights_in_its_own_order()
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 2, 5, 4), 0.02f, 0);
        string image = Rounded(model, model.Node("Conv", [x, Weights(model, [3, 2, 2, 2], 0, new Random(2))]), 0.02f, 1);
        string rows = model.Node("Flatten", [image]);
        string y = model.Node("Gemm", [rows, Weights(model, [5, 36], 0, new Random(3)), model.Weights(5)], ("transB", 1));
        Graph graph = Check(model.Output(Rounded(model, y, 0.04f, 0)), 0.04f, 2);
        Assert.Single(graph.Nodes, node => node.Op is Transpose);
        Assert.Equal(0, graph.Nodes.Single(node => node.Op is FullyConnected).Input(1).Quantization!.Axis);
    }

    [Fact]
    public void Unsigned_inputs_and_outputs_stay_unsigned_for_the_caller()
    {
        OnnxBuilder model = new(13);
        string s = Scale(model, 0.02f), z = Zero(model, -3, true);
        string x = model.Node("DequantizeLinear", [model.Input("x", DataType.Uint8, 1, 2, 4, 4), s, z]);
        string y = model.Node("Conv", [x, Weights(model, [2, 2, 3, 3], 0, new Random(4))]);
        model.Output(model.Node("QuantizeLinear", [y, Scale(model, 0.03f), Zero(model, 2, true)]), DataType.Uint8);
        Graph graph = Check(model, 1);
        Assert.Equal(ElementType.UInt8, graph.Inputs[0].Type);
        Assert.True(graph.Inputs[0].Quantization!.SameAs(new Quantization(0.02f, 125)));
        Assert.Equal(ElementType.UInt8, graph.Outputs[0].Type);
        Assert.True(graph.Outputs[0].Quantization!.SameAs(new Quantization(0.03f, 130)));
        Assert.True(graph.Nodes.Single(node => node.Op is Conv2D).Output.Quantization!.SameAs(new Quantization(0.03f, 2)));
    }

    [Fact]
    public void Unsigned_weights_become_signed()
    {
        OnnxBuilder model = new(13);
        string x = Rounded(model, model.Input("x", 1, 2, 4, 4), 0.02f, 0);
        byte[] stored = [.. Enumerable.Range(0, 24).Select(i => (byte)(1 + (i * 10)))];
        string weights = model.Node("DequantizeLinear", [model.Raw<byte>(DataType.Uint8, [3, 2, 2, 2], stored), Scale(model, 0.01f), Zero(model, 0, true)]);
        Graph graph = Check(model.Output(Rounded(model, model.Node("Conv", [x, weights]), 0.05f, 0)), 0.05f);
        Assert.Equal(0, graph.Nodes.Single(node => node.Op is Conv2D).Input(1).Quantization!.ZeroPoint);
    }

    [Fact]
    public void Weights_alone_become_float()
    {
        OnnxBuilder model = new(13);
        model.Output(model.Node("Conv", [model.Input("x", 1, 2, 4, 4), Weights(model, [3, 2, 2, 2], 0, new Random(4))]));
        Graph graph = RoundTrip.Check(model.Build());
        Assert.Equal(ElementType.Float32, graph.Nodes.Single(node => node.Op is Conv2D).Input(1).Type);
    }

    [Fact]
    public void Bytes_cast_to_float_are_a_scale_of_one()
    {
        OnnxBuilder model = new(13);
        string x = model.Node("Cast", [model.Input("x", DataType.Uint8, 1, 8)], ("to", 1));
        Graph graph = OnnxImporter.Import("test.onnx", model.Output(x).Build());
        Assert.True(graph.Inputs[0].Quantization!.SameAs(new Quantization(1, 0)));
    }
}
