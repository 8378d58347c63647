using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class WideValuesTests
{
    [Fact]
    public void WhatComputesAndTakesAWideValueRunsOnInt16AndOutputsStayInt8()
    {
        (Graph graph, string[] names) = Network();
        Graph q = RangesOf.Quantize(graph, new QuantizeOptions { Int16 = new HashSet<string> { names[1] } });
        Dictionary<string, ElementType> types = q.Nodes.ToDictionary(node => node.Name, node => node.Output.Type);
        Assert.Equal([ElementType.Int8, ElementType.Int16, ElementType.Int16, ElementType.Int8], graph.Nodes.Select(node => types[node.Name]));
        Assert.Equal((ElementType.Int8, ElementType.Int8), (q.Inputs[0].Type, q.Outputs[0].Type));
        Assert.All(q.Nodes.Where(node => node.Op.Weights is not null && node.Input(0).Type == ElementType.Int16), node => Assert.Equal(ElementType.Int64, node.Input(2).Type));
        Assert.All(q.Nodes.SelectMany(node => node.Outputs).Where(value => value.Type == ElementType.Int16), value => Assert.Equal(0, value.Quantization!.ZeroPoint));
    }

    [Fact]
    public void EverythingInInt16FollowsTheFloatNetworkMuchBetter()
    {
        double narrow = Decibels(names => []), inside = Decibels(names => names), all = Decibels(names => [.. names, "input0"]);
        TestContext.Current.TestOutputHelper?.WriteLine($"int8 {narrow:0.0} dB, results int16 {inside:0.0}, input too {all:0.0}");
        Assert.True(inside > narrow + 4 && all > inside, $"{narrow}, {inside}, {all}");
    }

    /// <remarks>Scales: the 16x8 and 8-bit quantization specifications of TensorFlow Lite.</remarks>
    [Fact]
    public void ASoftmaxInInt16HasTheScaleOfTheSpecificationAndGivesItsInt8Output()
    {
        GraphBuilder b = new(4);
        Value logits = b.Dense(b.Input(1, 16), 5), scores = b.Add(new Softmax(1), logits);
        Graph graph = b.Build(scores);
        Random random = new(8);
        float[][][] inputs = [.. Enumerable.Range(0, 40).Select(_ => (float[][])[[.. Enumerable.Range(0, 16).Select(_ => (random.NextSingle() * 2) - 1)]])];
        QuantizeOptions options = new() { Int16 = new HashSet<string> { scores.Name } };
        QuantizedModel made = FloatToInt8.Run(graph, new MemorySamples(inputs), null, options, null, TestContext.Current.CancellationToken);

        Value wide = made.Graph.Nodes.Single(node => node.Op is Softmax).Output, output = made.Graph.Outputs[0];
        Assert.Equal((ElementType.Int16, 1f / 32768, 0), (wide.Type, wide.Quantization!.Scale, wide.Quantization.ZeroPoint));
        Assert.Equal((ElementType.Int8, 1f / 256, -128, scores.Name), (output.Type, output.Quantization!.Scale, output.Quantization.ZeroPoint, output.Name));

        Session session = new(new Model(made.Plan));
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        float[] stored = new float[5];
        foreach (float[][] input in inputs)
        {
            session.SetInput(0, input[0]);
            session.Run();
            session.GetOutput(0, stored);
            float[] real = runner.Run(input)[0];
            Assert.All(stored.Zip(real), pair => Assert.Equal(Math.Min(pair.Second, 255f / 256), pair.First, 0.03f));
            Assert.InRange(stored.Sum(), 0.98f, 1.02f);
        }
    }

    [Fact]
    public void ANameThatIsNoneIsRefused()
    {
        (Graph graph, _) = Network();
        ModelException error = Assert.Throws<ModelException>(() => RangesOf.Quantize(graph, new QuantizeOptions { Int16 = new HashSet<string> { "nothing" } }));
        Assert.Contains("'nothing'", error.Message, StringComparison.Ordinal);
    }

    private static (Graph Graph, string[] Names) Network()
    {
        GraphBuilder b = new(9);
        Value x = b.Conv(b.Input(1, 6, 6, 3), 8, activation: Clamp.Relu);
        x = b.Depthwise(x);
        x = b.Conv(x, 6, 1, 0);
        Graph graph = b.Build(b.Dense(x, 4));
        return (graph, [.. graph.Nodes.Select(node => node.Output.Name)]);
    }

    private static double Decibels(Func<string[], string[]> wide)
    {
        (Graph graph, string[] names) = Network();
        Random random = new(3);
        MemorySamples samples = new([.. Enumerable.Range(0, 30).Select(_ => new[] { Enumerable.Range(0, 108).Select(_ => random.NextSingle()).ToArray() })]);
        QuantizeOptions options = new() { Int16 = wide(names).ToHashSet(), CorrectBias = true };
        FloatToInt8.Prepare(graph, options);
        Plan plan = FloatToInt8.Run(graph, samples, null, options, null, TestContext.Current.CancellationToken).Plan;
        return QualityMeter.Measure(graph, plan, samples, cancellation: TestContext.Current.CancellationToken).Decibels;
    }
}
