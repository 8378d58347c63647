using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;

namespace EdgeDeep.Compiler.Tests.Quantizing.Tuning;

/// <summary>
/// A small network of inverted residual blocks, as MobileNetV2's, whose channels differ by orders of magnitude, as folded batch
/// normalization leaves them: figure 2 of Nagel et al. 2019. The class is the place of the largest output.
/// </summary>
internal static class CollapsingNetwork
{
    private const int Size = 8, Colours = 3, Features = 8, Expanded = 24, Blocks = 3, Classes = 10;

    public static Graph Build()
    {
        GraphBuilder b = new(11);
        Random random = new(12);
        Value x = b.Conv(b.Input(1, Size, Size, Colours), Features, activation: Clamp.Relu);
        for (int block = 0; block < Blocks; block++)
        {
            double[] first = Factors(random), second = Factors(random);
            Value wide = Layer(b, new Conv2D(1, 1, 1, 1, default, 1, Clamp.Relu), x, [Expanded, 1, 1, Features], 0, first, 3, null);
            Value filtered = Layer(b, new DepthwiseConv2D(1, 1, 1, 1, new Padding(1, 1, 1, 1), Clamp.Relu), wide, [1, 3, 3, Expanded], 3, second, 3, first);
            Value narrow = Layer(b, new Conv2D(1, 1, 1, 1, default, 1, Clamp.None), filtered, [Features, 1, 1, Expanded], 0, null, 3, second);
            x = block == 0 ? narrow : b.Binary(BinaryKind.Add, x, narrow);
        }

        Graph graph = b.Build(b.Dense(b.Add(new Reduce(ReduceKind.Mean, [1, 2], false), x), Classes));
        Normalize(graph);
        return graph;
    }

    /// <summary>Pictures of one colour that changes across them, with noise.</summary>
    public static float[][][] Samples(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float[] colour = [.. Enumerable.Range(0, Colours).Select(_ => (random.NextSingle() * 2) - 1)];
            float slope = (random.NextSingle() * 2) - 1;
            return new[] { Enumerable.Range(0, Size * Size * Colours).Select(i => colour[i % Colours] + (slope * ((i / Colours % Size) - 4) / 4) + (0.3f * random.NextSingle())).ToArray() };
        })];
    }

    /// <summary>How many classes a float network tells apart, and the part of the samples that an int8 network puts into the same one.</summary>
    public static (int Classes, double Agreement) Compare(Graph graph, Session session, float[][][] samples)
    {
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        int[] expected = [.. samples.Select(sample => Best(runner.Run(sample)[0]))];
        double agreement = samples.Zip(expected).Average(pair =>
        {
            float[] scores = new float[Classes];
            session.SetInput(0, pair.First[0]);
            session.Run();
            session.GetOutput(0, scores);
            return Best(scores) == pair.Second ? 1.0 : 0.0;
        });
        return (expected.Distinct().Count(), agreement);
    }

    private static int Best(float[] scores) => Array.IndexOf(scores, scores.Max());

    /// <summary>Gives every output mean 0 and variance 1, so that no class wins always.</summary>
    private static void Normalize(Graph graph)
    {
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        float[][] scores = [.. Samples(3, 200).Select(sample => runner.Run(sample)[0])];
        double[] means = [.. Enumerable.Range(0, Classes).Select(i => scores.Average(score => score[i]))];
        double[] widths = [.. Enumerable.Range(0, Classes).Select(i => Math.Sqrt(scores.Average(score => Math.Pow(score[i] - means[i], 2))))];
        Node last = graph.Nodes[^1];
        last.Inputs[2] = Scaled(Value.Constant("bias", [Classes], [.. last.Input(2).Floats.ToArray().Select((bias, i) => (float)(bias - means[i]))]), 0, widths, -1);
        last.Inputs[1] = Scaled(last.Input(1), 0, widths, -1);
    }

    private static double[] Factors(Random random) => [.. Enumerable.Range(0, Expanded).Select(_ => Math.Pow(10, (random.NextDouble() * 3) - 1.5))];

    /// <summary>A layer whose output channels are wider by factors, which the layer before has left in its input channels.</summary>
    private static Value Layer(GraphBuilder b, Operator op, Value x, int[] shape, int outputAxis, double[]? output, int inputAxis, double[]? input)
    {
        double size = 1.5 / Math.Sqrt(shape[1] * shape[2] * (op is DepthwiseConv2D ? 1 : shape[3]));
        Value weights = b.Random(-size, size, shape), bias = b.Random(-0.2, 0.2, shape[outputAxis]);
        return b.Add(op, x, Scaled(Scaled(weights, outputAxis, output, 1), inputAxis, input, -1), Scaled(bias, 0, output, 1));
    }

    private static Value Scaled(Value value, int axis, double[]? factors, int power)
    {
        int inner = value.Shape[(axis + 1)..].Aggregate(1, (a, b) => a * b);
        return factors is null ? value : Value.Constant(
            value.Name, value.Shape, [.. value.Floats.ToArray().Select((number, i) => (float)(number * Math.Pow(factors[i / inner % factors.Length], power)))]);
    }
}
