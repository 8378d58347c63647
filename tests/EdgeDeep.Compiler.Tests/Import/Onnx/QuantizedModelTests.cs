using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Models in QuantizeLinear/DequantizeLinear form as they are met.</summary>
public class QuantizedModelTests
{
    private const string ImageModel = "mlperf-tiny/onnx/ic_resnet8_qdq_int8.onnx";
    private const string KeywordModel = "mlperf-tiny/onnx/kws_dscnn_qdq_int8.onnx";

    [Theory]
    [InlineData(ImageModel, new[] { 1, 32, 32, 3 }, 9)]
    [InlineData(KeywordModel, new[] { 1, 490 }, 9)]
    public void Everything_between_the_edges_is_int8(string file, int[] input, int convolutions)
    {
        Graph graph = OnnxImporter.Import(file, SharedData.Read(file));
        Assert.Equal(input, graph.Inputs[0].Shape);
        Assert.IsType<Quantize>(graph.Nodes[0].Op);
        Assert.IsType<Softmax>(graph.Nodes[^2].Op);
        Assert.IsType<Dequantize>(graph.Nodes[^1].Op);
        Assert.True(graph.Nodes[^2].Output.Quantization!.SameAs(new Quantization(1f / 256, -128)));
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Transpose);
        Assert.Equal(convolutions, graph.Nodes.Count(node => node.Op is Conv2D or DepthwiseConv2D));
        foreach (Node node in graph.Nodes.Skip(1).SkipLast(1))
        {
            Assert.All(node.Inputs.OfType<Value>().Concat(node.Outputs), value => Assert.NotNull(value.Quantization));
            Assert.Equal(ElementType.Int8, node.Output.Type);
        }
    }

    [Theory]
    [InlineData(ImageModel)]
    [InlineData(KeywordModel)]
    public void Weights_are_per_channel_on_our_axis_and_biases_at_the_accumulators_scale(string file)
    {
        Graph graph = OnnxImporter.Import(file, SharedData.Read(file));
        foreach (Node node in graph.Nodes.Where(node => node.Op is Conv2D or DepthwiseConv2D))
        {
            Value weights = node.Input(1), bias = node.Input(2);
            int axis = node.Op is Conv2D ? 0 : 3;
            Assert.Equal(ElementType.Int8, weights.Type);
            Assert.Equal(axis, weights.Quantization!.Axis);
            Assert.Equal(weights.Shape[axis], weights.Quantization.Scales.Length);
            Assert.All(weights.Quantization.ZeroPoints, zeroPoint => Assert.Equal(0, zeroPoint));
            Assert.Equal(ElementType.Int32, bias.Type);
            Assert.Equal([weights.Shape[axis]], bias.Shape);
            Assert.Equal(node.Input(0).Quantization!.Scale * weights.Quantization.Scales[1], bias.Quantization!.Scales[1], 1e-12f);
        }
    }

    /// <summary>
    /// ONNX Runtime computes in float between the stored integers, so that single steps may differ; one step of the image
    /// model's scores is worth up to 4 % of probability.
    /// </summary>
    [Theory]
    [InlineData(ImageModel, 255f, 0f)]
    [InlineData(KeywordModel, 120f, -120f)]
    [InlineData("onnx/tract/qsigmoid_1/model.onnx", 4f, -4f)]
    [InlineData("onnx/tract/qtanh_2/model.onnx", 4f, -4f)]
    public void Answers_agree_with_ONNX_Runtime(string file, float high, float low)
    {
        byte[] bytes = SharedData.Read(file);
        Session session = new(new Model(PlanBuilder.Build(OnnxImporter.Import(file, bytes))));
        double sum = 0;
        int count = 0;
        for (int seed = 1; seed <= 8; seed++)
        {
            Dictionary<string, float[]> feeds = OnnxRun.RandomFeeds(bytes, seed);
            float[] input = [.. feeds.Values.Single().Select(value => low + ((value + 2) / 4 * (high - low)))];
            float[] expected = OnnxRun.Run(bytes, new Dictionary<string, float[]> { [feeds.Keys.Single()] = input }, optimize: false).Values.Single();
            float[] actual = new float[expected.Length];
            session.SetInput(0, input);
            session.Run();
            session.GetOutput(0, actual);
            sum += expected.Zip(actual, (a, b) => Math.Abs(a - b)).Sum();
            count += actual.Length;
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 0.1f, pair.First + 0.1f));
        }

        Assert.InRange(sum / count, 0, 0.005);
    }
}
