using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Runtime;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Transposed convolutions from float over calibration to int8, against ONNX Runtime on the float model.</summary>
public class TransposeConv2DTests
{
    [Fact]
    public void Any_attributes_agree_with_the_float_model()
    {
        Gen<(int, int, int, int)> window = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[0, 1]);
        Gen.Select(window, window, OnnxBuilder.AutoPad, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (h, w, auto, bias, oneAxis, shaped) => Check(ConvolutionImportTests.Transposed(h, w, auto, bias, oneAxis, shaped), _ => { }), iter: 40, threads: 1);
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Clip")]
    [InlineData("LeakyRelu")]
    public void Batch_normalization_and_activation_are_taken_in(string activation)
    {
        OnnxBuilder model = new(13);
        string y = model.Node(
            "ConvTranspose", [model.Input("x", 1, 4, 5, 6), model.Weights(4, 6, 4, 4)],
            ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("kernel_shape", new[] { 4, 4 }));
        y = model.Node(
            "BatchNormalization",
            [y, model.Weights(6), model.Weights(6), model.Weights(6), model.Floats([6], 0.5f, 1, 2, 3, 4, 5)], ("epsilon", 1e-5f));
        y = activation == "Clip"
            ? model.Node("Clip", [y, model.Floats([], -0.5f), model.Floats([], 0.75f)])
            : model.Node(activation, [y]);
        Check(model.Output(y).Build(), graph =>
        {
            Node layer = Assert.Single(graph.Nodes, node => node.Op is TransposeConv2D);
            Assert.NotNull(layer.OptionalInput(2));
            Assert.Equal(activation == "LeakyRelu", graph.Nodes.Exists(node => node.Op is Ops.LeakyRelu));
            Assert.DoesNotContain(graph.Nodes, node => node.Op is BatchNorm or Activate);
        });
    }

    /// <summary>Two layers in a row as in a generator, where the second one's input has a zero point of its own.</summary>
    [Fact]
    public void Layers_in_a_row_agree_with_the_float_model()
    {
        OnnxBuilder model = new(13);
        string y = model.Input("x", 1, 8, 3, 3);
        foreach (int channels in (int[])[8, 6])
        {
            y = model.Node("Relu", [model.Node(
                "ConvTranspose", [y, model.Weights(channels, channels - 2, 3, 3), model.Weights(channels - 2)],
                ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("output_padding", new[] { 1, 1 }))]);
        }

        Check(model.Output(model.Node("Sigmoid", [y])).Build(), graph => Assert.Equal([1, 4, 12, 12], graph.Outputs[0].Shape));
    }

    private static void Check(byte[] model, Action<Graph> inspect)
    {
        Graph graph = OnnxImporter.Import("test.onnx", model);
        FloatToInt8.Prepare(graph);
        inspect(graph);
        float[][][] samples = [.. Enumerable.Range(1, 8).Select(seed => OnnxRun.RandomFeeds(model, seed).Values.ToArray())];
        Session session = new(new Model(FloatToInt8.Run(graph, new MemorySamples(samples)).Plan));
        foreach (float[][] sample in samples)
        {
            session.SetInput(0, sample[0]);
            session.Run();
            float[] actual = new float[session.OutputInfo(0).Elements];
            session.GetOutput(0, actual);
            float[] expected = OnnxRun.Run(model, new Dictionary<string, float[]> { ["x"] = sample[0] }).Values.Single();
            double decibels = SignalToNoise.Decibels(expected, actual);
            Assert.True(decibels > 28, $"{decibels:0.0} dB");
        }
    }
}
