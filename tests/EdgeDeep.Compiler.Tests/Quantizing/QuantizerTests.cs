using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class QuantizerTests
{
    [Fact]
    public void FusedActivationsNarrowTheRange()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4, 4, 3), y = b.Conv(x, 2, activation: Clamp.Relu6), z = b.Add(new Activate(Clamp.ReluN1To1), x);
        Graph q = RangesOf.Quantize(b.Build(y, z), null, (y, -3, 30), (z, -8, 0.5f));
        Assert.Equal((6f / 255, -128), (RangesOf.Of(q, y).Scale, RangesOf.Of(q, y).ZeroPoint));
        Assert.Equal(1.5f / 255, RangesOf.Of(q, z).Scale, 1e-7f);
    }

    [Fact]
    public void ConstantOperandsBecomeInt8()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 3), sum = b.Binary(BinaryKind.Add, x, Value.Constant("c", [3], [-1, 0, 4.1f]));
        Value low = b.Binary(BinaryKind.Maximum, sum, Value.Constant("floor", [1], [-4]));
        Graph q = RangesOf.Quantize(b.Build(low), null);
        Value c = q.Nodes[0].Input(1), floor = q.Nodes[1].Input(1);
        Assert.Equal((5.1f / 255, -78), (c.Quantization!.Scale, c.Quantization.ZeroPoint));
        Assert.Equal([-128, -78, 127], c.Int8s.ToArray().Select(v => (int)v));
        Assert.True(floor.Quantization!.SameAs(q.Nodes[0].Output.Quantization));
        Assert.Equal(-128, floor.Int8s[0]);
    }

    [Fact]
    public void TheFloatGraphStaysAsItWas()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(b.Dense(b.Conv(b.Input(1, 4, 4, 3), 2), 3));
        graph.Metadata[MetadataKeys.Labels] = "a\nb";
        string before = Describe(graph);
        Graph q = RangesOf.Quantize(graph, new QuantizeOptions { FloatInputs = true, FloatOutputs = true, Calibration = "min-max, 3 samples" });
        Assert.Equal(before, Describe(graph));
        Assert.Equal(("a\nb", "int8 per-channel, min-max, 3 samples"), (q.Metadata[MetadataKeys.Labels], q.Metadata[MetadataKeys.Quantization]));
        Assert.Equal(["input0", graph.Outputs[0].Name], [q.Inputs[0].Name, q.Outputs[0].Name]);
        Assert.Equal(["Quantize", "Conv2D", "FullyConnected", "Dequantize"], q.Nodes.Select(node => node.Op.Name));
        Assert.Equal((ElementType.Float32, ElementType.Float32), (q.Inputs[0].Type, q.Outputs[0].Type));
    }

    [Fact]
    public void AnInputThatIsAnOutputStaysOne()
    {
        foreach ((bool floatIn, bool floatOut) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            GraphBuilder b = new();
            Value x = b.Input(1, 3), y = b.Relu(x);
            Graph q = RangesOf.Quantize(b.Build(x, y, y), new QuantizeOptions { FloatInputs = floatIn, FloatOutputs = floatOut });
            Assert.Equal(floatIn ? ElementType.Float32 : ElementType.Int8, q.Inputs[0].Type);
            Assert.All(q.Outputs, output => Assert.Equal(floatOut ? ElementType.Float32 : ElementType.Int8, output.Type));
            Assert.Same(q.Outputs[1], q.Outputs[2]);
            Value[] values = [.. q.Inputs.Concat(q.Nodes.SelectMany(node => node.Outputs)).Distinct()];
            Assert.Equal(values.Length, values.Select(value => value.Name).Distinct().Count());
        }
    }

    [Fact]
    public void WhatHasNoInt8KernelIsNamedBeforehand()
    {
        Refused("folded", b => b.Norm(b.Input(1, 3)));
        Refused("'input1' must be a float constant", b => b.Add(new FullyConnected(false, Clamp.None), b.Input(1, 3), b.Input(2, 3)));
        Refused("float and quantized", b => b.Add(new Dequantize(), b.Input(1, 3)));
    }

    [Fact]
    public void AQuantizedModelIsNotQuantizedAgain()
    {
        GraphBuilder b = new();
        Graph q = RangesOf.Quantize(b.Build(b.Relu(b.Input(1, 3))), null);
        Assert.Contains("already", Assert.Throws<ModelException>(() => Quantizer.CheckQuantizable(q)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANetworkOfAllKindsComputesWhatItsFloatOriginalDoes()
    {
        GraphBuilder b = new(5);
        Value x = b.Input(1, 8, 8, 3);
        Value stem = b.Relu(b.Norm(b.Conv(b.Add(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), x), 8, pad: 0)));
        Value side = b.Add(new Unary(UnaryKind.HardSwish), b.Norm(b.Depthwise(stem)));
        Value gate = b.Add(new Unary(UnaryKind.Logistic), b.Conv(side, 8, 1, 0));
        Value sum = b.Binary(BinaryKind.Add, b.Binary(BinaryKind.Mul, gate, side), stem);
        Value joined = b.Add(new Concatenation(3), b.Add(new LeakyRelu(0.1f), sum), b.Binary(BinaryKind.Sub, gate, b.Random(-1, 1, 8)));
        Value pooled = b.Add(new Pool2D(PoolKind.Max, 2, 2, 2, 2, default, Clamp.None), joined);
        Value mean = b.Add(new Reduce(ReduceKind.Mean, [1, 2], false), pooled);
        Graph graph = b.Build(b.Add(new Unary(UnaryKind.Tanh), b.Dense(mean, 6)), pooled);
        float[][][] samples = [.. Enumerable.Range(0, 20).Select(seed => FloatEquivalence.Inputs(graph, seed))];

        PassPipeline.ForFloat(graph);
        CalibratedRanges ranges = Calibrator.Run(graph, new MemorySamples(samples), new CalibrationOptions { Method = CalibrationMethod.MinMax }, null, TestContext.Current.CancellationToken);
        foreach (bool floats in new[] { false, true })
        {
            Graph q = Quantizer.Quantize(graph, ranges, new QuantizeOptions { Calibration = ranges.Summary, FloatInputs = floats, FloatOutputs = floats });
            Session session = new(new Model(PlanBuilder.Build(q)));
            foreach (float[][] sample in samples)
            {
                float[][] expected = FloatEquivalence.Run(graph, sample);
                session.SetInput(0, sample[0]);
                session.Run();
                for (int i = 0; i < expected.Length; i++)
                {
                    float[] actual = new float[expected[i].Length];
                    session.GetOutput(i, actual);
                    double decibels = SignalToNoise.Decibels(expected[i], actual);
                    Assert.True(decibels > 25, $"output {i}: {decibels} dB");
                }
            }
        }
    }

    private static void Refused(string reason, Func<GraphBuilder, Value> build)
    {
        GraphBuilder b = new();
        Graph graph = b.Build(build(b));
        Assert.Contains(reason, Assert.Throws<ModelException>(() => Quantizer.CheckQuantizable(graph)).Message, StringComparison.Ordinal);
    }

    private static string Describe(Graph graph) => string.Join('\n', graph.Nodes.Select(node =>
        $"{node} {string.Join(' ', node.Inputs.Concat(node.Outputs).Select(value => $"{value} {value?.Quantization} {value?.Data?.Length}"))}"));
}
