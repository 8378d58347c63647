using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.TestSupport;
using Padding = EdgeDeep.Compiler.Graphs.Padding;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

public sealed class DilatedConvolutionTests
{
    /// <summary>The real model sees one pixel, so exactly one tap counts: the one that the padding puts onto it.</summary>
    [Fact]
    public void GivesTheResultThatTheReferenceGives()
    {
        Graph graph = TfLiteImporter.Import("dilated_conv.tflite", SharedData.Read("tflite-zoo/tflite-support/dilated_conv.tflite"));
        ReadOnlySpan<float> input = MemoryMarshal.Cast<byte, float>(SharedData.Read("golden/dilated_conv/ramp.in0.bin"));
        ReadOnlySpan<float> expected = MemoryMarshal.Cast<byte, float>(SharedData.Read("golden/dilated_conv/ramp.out0.bin"));
        Node convolution = graph.Nodes[0];
        Conv2D op = Assert.IsType<Conv2D>(convolution.Op);
        Assert.True(op.DilationHeight > 1 && op.DilationWidth > 1);
        Value weights = convolution.Input(1);
        ReadOnlySpan<float> bias = graph.Nodes[1].Inputs.Single(value => value!.IsConstant)!.Floats;
        int row = op.Pad.Top / op.DilationHeight, column = op.Pad.Left / op.DilationWidth;
        for (int channel = 0; channel < expected.Length; channel++)
        {
            float sum = bias[channel] + (convolution.OptionalInput(2)?.Floats[channel] ?? 0);
            for (int i = 0; i < 3; i++)
            {
                sum += input[i] * weights.Floats[(((((channel * weights.Shape[1]) + row) * weights.Shape[2]) + column) * 3) + i];
            }

            Assert.Equal(expected[channel], sum, 1e-5f);
        }
    }

    [Fact]
    public void BlocksBecomeDilationAndBordersLessCropsPadding()
    {
        // 7 rows with a border of 2 above and 3 below are 12, that is 6 blocks of 2; a crop takes the last row again.
        Graph graph = Import([2, 4], [2, 3, 4, 4], [0, 1, 1, 0], [2, 4]);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(new Conv2D(1, 1, 2, 4, new Padding(2, 3, 2, 4), 1, Clamp.None), node.Op);
        Assert.Equal([1, 7, 7, 2], node.Output.Shape);
        Assert.Same(graph.Inputs[0], node.Input(0));
    }

    [Theory]
    [InlineData(new[] { 2, 4 }, new[] { 2, 2, 4, 4 }, new[] { 0, 0, 0, 0 }, new[] { 2, 4 })] // 11 rows are no blocks of 2
    [InlineData(new[] { 2, 4 }, new[] { 2, 3, 4, 4 }, new[] { 3, 0, 0, 0 }, new[] { 2, 4 })] // more crop than border
    [InlineData(new[] { 2, 4 }, new[] { 2, 3, 4, 4 }, new[] { 0, 0, 0, 0 }, new[] { 4, 2 })] // other blocks behind
    [InlineData(new[] { 0, 4 }, new[] { 2, 3, 4, 4 }, new[] { 0, 0, 0, 0 }, new[] { 0, 4 })]
    public void OtherPairsAreRefused(int[] blocks, int[] borders, int[] crops, int[] blocksBehind) =>
        Assert.Contains("TO_", Assert.Throws<ModelException>(() => Import(blocks, borders, crops, blocksBehind)).Message, StringComparison.Ordinal);

    [Fact]
    public void AloneItBecomesATransposition()
    {
        ModelFile file = new();
        int result = file.Result(TensorType.Float32);
        file.Operator("SPACE_TO_BATCH_ND", [file.Input(TensorType.Float32, [1, 4, 4, 1]), file.Ints(2, 2), file.Ints(0, 0, 0, 0)], [result]);
        file.Outputs.Add(result);
        Graph graph = TfLiteImporter.Import("made.tflite", file.Bytes());
        Assert.Equal(["Reshape", "Transpose", "Reshape"], graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal([4, 2, 2, 1], graph.Outputs[0].Shape);
    }

    private static Graph Import(int[] blocks, int[] borders, int[] crops, int[] blocksBehind)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [1, 7, 8, 1]);
        int blocked = file.Result(TensorType.Float32), sums = file.Result(TensorType.Float32), result = file.Result(TensorType.Float32);
        int weights = file.Constant(TensorType.Float32, [2, 3, 3, 1], new float[18]);
        file.Operator("SPACE_TO_BATCH_ND", [data, file.Ints(blocks), file.Constant(TensorType.Int32, [2, 2], borders)], [blocked]);
        file.Operator("CONV_2D", [blocked, weights], [sums], OptionsType.Conv2D, options =>
        {
            options.AddSbyte(0, 1, 0);
            options.AddInt(1, 1, 0);
            options.AddInt(2, 1, 0);
        });
        file.Operator("BATCH_TO_SPACE_ND", [sums, file.Ints(blocksBehind), file.Constant(TensorType.Int32, [2, 2], crops)], [result]);
        file.Outputs.Add(result);
        return TfLiteImporter.Import("made.tflite", file.Bytes());
    }
}
