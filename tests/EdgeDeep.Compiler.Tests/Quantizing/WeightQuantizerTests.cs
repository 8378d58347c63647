using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class WeightQuantizerTests
{
    [Theory]
    [InlineData("conv")]
    [InlineData("depthwise")]
    [InlineData("dense")]
    public void ChannelsHaveScalesOfTheirOwn(string kind)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3);
        Value y = kind == "conv" ? b.Conv(x, 5) : kind == "depthwise" ? b.Depthwise(x) : b.Dense(x, 5);
        Graph graph = b.Build(y);
        Node before = graph.Nodes[0], after = RangesOf.Quantize(graph, null, (x, -2, 2), (y, -8, 8)).Nodes[0];
        Value real = before.Input(1), stored = after.Input(1), bias = after.Input(2);
        int axis = before.Op.Weights!.ChannelAxis, channels = real.Shape[axis];
        int[] channel = [.. Enumerable.Range(0, real.Elements).Select(i => axis == 0 ? i / (real.Elements / channels) : i % channels)];
        for (int c = 0; c < channels; c++)
        {
            float[] reals = [.. real.Floats.ToArray().Where((_, i) => channel[i] == c)];
            int[] integers = [.. stored.Int8s.ToArray().Where((_, i) => channel[i] == c)];
            float scale = stored.Quantization!.Scales[c];
            Assert.Equal(reals.Max(Math.Abs) / 127, scale, scale * 1e-6f);
            Assert.Equal(127, integers.Max(Math.Abs));
            Assert.All(reals.Zip(integers), pair => Assert.InRange(pair.First - (pair.Second * scale), -0.5001f * scale, 0.5001f * scale));
            double biasScale = scale * (double)(4f / 255);
            Assert.Equal(biasScale, bias.Quantization!.Scales[c], biasScale * 1e-6);
            Assert.InRange(before.Input(2).Floats[c] - (bias.Int32s[c] * biasScale), -0.51 * biasScale, 0.51 * biasScale);
        }

        Assert.Equal((channels, axis), (stored.Quantization!.Scales.Length, stored.Quantization.Axis));
        Assert.All(stored.Quantization.ZeroPoints.Concat(bias.Quantization!.ZeroPoints), zeroPoint => Assert.Equal(0, zeroPoint));
    }

    [Theory]
    [InlineData(false, true, 1, 1)]
    [InlineData(true, false, 4, 1)]
    [InlineData(true, true, 4, 6)]
    public void OneScaleForAllIsAnOption(bool perChannel, bool perChannelFullyConnected, int conv, int dense)
    {
        GraphBuilder b = new();
        Value y = b.Conv(b.Input(1, 4, 4, 3), 4, bias: false);
        QuantizeOptions options = new() { PerChannel = perChannel, PerChannelFullyConnected = perChannelFullyConnected };
        Graph q = RangesOf.Quantize(b.Build(b.Dense(y, 6)), options);
        Assert.Equal(conv, q.Nodes[0].Input(1).Quantization!.Scales.Length);
        Assert.Equal(dense, q.Nodes[1].Input(1).Quantization!.Scales.Length);
        Assert.Null(q.Nodes[0].Inputs[2]);
        Assert.Equal(perChannel ? "int8 per-channel" : "int8 per-tensor", q.Metadata[MetadataKeys.Quantization]);
    }

    [Fact]
    public void WhateverTheChannelsHoldTheArithmeticFits()
    {
        Gen<float> number = Gen.Select(Gen.Float[-1, 1], Gen.Int[-120, 10]).Select((value, exponent) => MathF.ScaleB(value, exponent));
        Gen<float> weight = Gen.OneOf(number, Gen.Const(0f));
        Gen.Select(weight.Array[6], number.Array[3], Gen.Float[0.01f, 100], Gen.Bool).Sample((weights, biases, range, perChannel) =>
        {
            GraphBuilder b = new();
            Value x = b.Input(1, 2);
            Value y = b.Add(new FullyConnected(false, Clamp.None), x, Value.Constant("w", [3, 2], weights), Value.Constant("b", [3], biases));
            Graph q = RangesOf.Quantize(b.Build(y), new QuantizeOptions { PerChannel = perChannel }, (x, -range, range), (y, -2000, 2000));
            Node node = q.Nodes[0];
            float inputScale = q.Inputs[0].Quantization!.Scale, outputScale = node.Output.Quantization!.Scale;
            for (int c = 0; c < 3; c++)
            {
                double scale = (double)inputScale * node.Input(1).Quantization!.Scales[perChannel ? c : 0];
                (int multiplier, int _) = Multipliers.Quantize(scale / outputScale);
                Assert.True(multiplier > 0);
                Assert.InRange(node.Input(2).Int32s[c], -(1 << 30) - 64, (1 << 30) + 64);
                Assert.InRange(biases[c] - (node.Input(2).Int32s[c] * scale), -0.51 * scale, 0.51 * scale);
                Assert.InRange(node.Input(1).Int8s[c], (sbyte)-127, (sbyte)127);
            }
        });
    }

    [Fact]
    public void AChannelOfZerosKeepsItsBias()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 2), w = Value.Constant("w", [3, 2], [0, 0, 1, 0.5f, 1e-30f, 0]), bias = Value.Constant("b", [3], [0.75f, 0, -3]);
        Value y = b.Add(new FullyConnected(false, Clamp.None), x, w, bias);
        Node node = RangesOf.Quantize(b.Build(y), null, (y, -4, 4)).Nodes[0];
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(bias.Floats[c], node.Input(2).Int32s[c] * node.Input(2).Quantization!.Scales[c], 0.001f);
        }

        Assert.Equal([0, 0, 127, 64, 0, 0], node.Input(1).Int8s.ToArray().Select(v => (int)v));
    }

    [Fact]
    public void AnOutputThatHardlyMovesIsRefused()
    {
        GraphBuilder b = new();
        Value y = b.Dense(b.Input(1, 2), 3);
        Assert.Contains("calibrate", Assert.Throws<ModelException>(() => RangesOf.Quantize(b.Build(y), null, (y, 0, 1e-20f))).Message, StringComparison.Ordinal);
    }
}
