using System.Text;
using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.TestSupport;
using Google.Protobuf;
using static EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>What cannot be imported is refused in one sentence that names the file and the place.</summary>
public class OnnxErrorTests
{
    private static string Refusal(byte[] model)
    {
        string message = Assert.Throws<ModelException>(() => OnnxImporter.Import("model.onnx", model)).Message;
        Assert.StartsWith("Model 'model.onnx'", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", message, StringComparison.Ordinal);
        return message;
    }

    private static byte[] SmallNetwork()
    {
        OnnxBuilder model = new(13) { Metadata = { ["key"] = "value" } };
        string x = model.Node("Conv", [model.Input("x", 1, 2, 6, 6), model.Weights(4, 2, 3, 3), model.Weights(4)], ("pads", new[] { 1, 1, 1, 1 }));
        string pooled = model.Node("MaxPool", [model.Node("Relu", [x])], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
        string rows = model.Node("Reshape", [pooled, model.Longs(1, -1)]);
        string scale = model.Floats([], 0.1f), zero = model.Raw<sbyte>(DataType.Int8, [], [3]);
        string y = model.Node("Gemm", [rows, model.Weights(36, 3), model.Weights(3)]);
        y = model.Node("DequantizeLinear", [model.Node("QuantizeLinear", [y, scale, zero]), scale, zero]);
        return model.Output(model.Node("Softmax", [y])).Build();
    }

    private static byte[] ManyOperators(int part)
    {
        OnnxBuilder model = new(13);
        string x = model.Input("x", 1, 4, 6, 5);
        return (part switch
        {
            1 => model.Output(model.Node("Slice", [x, model.Longs(-1), model.Longs(0), model.Longs(2), model.Longs(-2)]))
                .Output(model.Nodes("Split", [x, model.Longs(1, 3)], 2, ("axis", 1))[1])
                .Output(model.Node("Pad", [x, model.Longs(0, 1, 2, 0, 0, 0, 1, 3), model.Floats([], 1)]))
                .Output(model.Node("Gather", [x, model.Longs(1, -1)], ("axis", 3))),
            2 => model.Output(model.Node("Resize", [x, string.Empty, model.Floats([4], 1, 1, 2, 2)], ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")))
                .Output(model.Node("BatchNormalization", [x, model.Weights(4), model.Weights(4), model.Weights(4), model.Floats([4], 1, 2, 3, 4)]))
                .Output(model.Node("ArgMax", [model.Node("ReduceMean", [x], ("axes", new[] { 2 }))], ("axis", 1)), DataType.Int64)
                .Output(model.Node("Concat", [x, model.Node("PRelu", [x, model.Weights(4, 1, 1)])], ("axis", -1))),
            _ => model.Output(model.Node("Squeeze", [model.Node("Unsqueeze", [x, model.Longs(0, 3)]), model.Longs(0)]))
                .Output(model.Node("Reshape", [x, model.Node("Concat", [model.Longs(-1), model.Node("Shape", [model.Node("Flatten", [x])])], ("axis", 0))]))
                .Output(model.Node("Add", [x, model.Node("ConstantOfShape", [model.Longs(4, 1, 1)], ("value", OnnxBuilder.Tensor<float>(DataType.Float, [1], [2])))]))
                .Output(model.Node("Transpose", [model.Node("Softmax", [x], ("axis", 1))], ("perm", new[] { 0, 2, 3, 1 }))),
        }).Build();
    }

    [Fact]
    public void An_empty_file_is_refused() => Assert.Contains("empty", Refusal([]), StringComparison.Ordinal);

    [Fact]
    public void A_text_file_is_refused() => Refusal(Encoding.UTF8.GetBytes("This is no model at all, just a note that somebody left.\n"));

    [Fact]
    public void A_file_without_operator_set_is_refused()
    {
        OnnxBuilder builder = new();
        builder.Output(builder.Node("Relu", [builder.Input("x", 1)]));
        ModelProto model = builder.Model();
        model.OpsetImport.Clear();
        Assert.Contains("operator set", Refusal(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public void Operator_sets_out_of_range_are_refused(int opset) =>
        Assert.Contains($"operator set {opset}", Refusal(OnnxBuilder.Single(opset, "Relu", [1])), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_operator_is_named() =>
        Assert.Contains("Node 'Einsum0' uses the operator Einsum", Refusal(OnnxBuilder.Single(13, "Einsum", [1, 2])), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_attribute_is_named() => Assert.Contains(
        "'Relu0' (Relu): its attribute 'slope'", Refusal(OnnxBuilder.Single(13, "Relu", [1], ("slope", 1f))), StringComparison.Ordinal);

    [Fact]
    public void An_attribute_of_the_wrong_type_is_named() => Assert.Contains(
        "'alpha' has type Int", Refusal(OnnxBuilder.Single(13, "LeakyRelu", [1], ("alpha", 1))), StringComparison.Ordinal);

    [Fact]
    public void An_open_dimension_is_named_with_what_to_do()
    {
        string message = Refusal(OnnxBuilder.Single(13, "Relu", [1, 3, -1]));
        Assert.Contains("Dimension 2 ('n') of input 'x'", message, StringComparison.Ordinal);
        Assert.Contains("concrete", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        OnnxBuilder model = new();
        model.Output(model.Node("Conv", [model.Input("x", 1, 1, 3, 3), "lost"]));
        Assert.Contains("its input 'lost'", Refusal(model.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_output_is_named()
    {
        OnnxBuilder model = new();
        model.Input("x", 1);
        Assert.Contains("Output 'y' is computed by no node", Refusal(model.Output("y").Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_another_file_are_refused()
    {
        OnnxBuilder builder = new();
        builder.Output(builder.Node("Add", [builder.Input("x", 1), builder.Weights(1)]));
        ModelProto model = builder.Model();
        model.Graph.Initializer[0].DataLocation = 1;
        Assert.Contains("another file", Refusal(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_tensor_is_refused()
    {
        OnnxBuilder builder = new();
        builder.Output(builder.Node("Add", [builder.Input("x", 1), builder.Weights(4)]));
        ModelProto model = builder.Model();
        model.Graph.Initializer[0].RawData = ByteString.CopyFrom(new byte[13]);
        Assert.Contains("does not hold as many elements", Refusal(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxPool", "indices")]
    [InlineData("Dropout", "mask")]
    public void A_second_output_that_is_used_is_refused(string type, string what)
    {
        OnnxBuilder model = new(10);
        (string, object)[] attributes = type == "MaxPool" ? [("kernel_shape", new[] { 1, 1 })] : [];
        string[] outputs = model.Nodes(type, [model.Input("x", 1, 1, 3, 3)], 2, attributes);
        model.Output(outputs[0]).Output(outputs[1]);
        Assert.True(Refusal(model.Build()).Contains("output 1", StringComparison.Ordinal), what);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 2, 4 }, "do not multiply")]
    [InlineData(new[] { 2, 3, 3 }, new[] { 4, 3, 3 }, "do not broadcast")]
    public void Products_of_matrices_that_do_not_fit_are_refused(int[] left, int[] right, string reason)
    {
        OnnxBuilder model = new();
        string y = model.Node("MatMul", [model.Input("x", left), model.Input("y", right)]);
        Assert.Contains(reason, Refusal(model.Output(y).Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_window_larger_than_the_image_is_refused(int stride) => Assert.Contains(
        "check padding",
        Refusal(OnnxBuilder.Single(13, "MaxPool", [1, 1, 3, 3], ("kernel_shape", new[] { 4, 4 }), ("strides", new[] { stride, stride }))),
        StringComparison.Ordinal);

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] model = SmallNetwork();
        Assert.NotEmpty(OnnxImporter.Import("model.onnx", model).Nodes);
        int accepted = 0;
        for (int length = 0; length < model.Length; length++)
        {
            accepted += IsAccepted(model[..length]) ? 1 : 0;
        }

        // Only what follows the last necessary byte, the metadata, may be missing.
        Assert.InRange(accepted, 0, 1);
    }

    [Fact]
    public void Flipped_bits_never_cause_another_exception()
    {
        byte[] model = SmallNetwork();
        Gen.Select(Gen.Int[0, model.Length - 1], Gen.Int[0, 7], Gen.Int[0, model.Length - 1], Gen.Byte).Check(
            3000,
            draw =>
            {
                (int first, int bit, int second, byte value) = draw;
                byte[] damaged = [.. model];
                damaged[first] ^= (byte)(1 << bit);
                damaged[second] = value;
                IsAccepted(damaged);
            });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_single_byte_may_be_wrong(int network)
    {
        byte[] model = network == 0 ? SmallNetwork() : ManyOperators(network);
        Assert.True(IsAccepted(model));
        for (int i = 0; i < model.Length; i++)
        {
            foreach (byte value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
            {
                byte[] damaged = [.. model];
                damaged[i] = value;
                IsAccepted(damaged);
            }
        }
    }

    private static bool IsAccepted(byte[] model)
    {
        try
        {
            Graph graph = OnnxImporter.Import("model.onnx", model);
            return graph.Outputs.Count > 0;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
