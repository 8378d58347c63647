using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Passes;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Small float networks that remember, as graphs whose states are still inputs and outputs that a caller carries.</summary>
internal static class StreamingNetworks
{
    public const int Sequences = 6, Steps = 12;

    /// <summary>
    /// A network by name and its pairs: every input but the first one goes with the output behind it. The gated network
    /// starts at 0.5.
    /// </summary>
    public static (Graph Graph, StatePair[] Pairs) Make(string name)
    {
        Graph graph = name switch
        {
            "convolutions" => Convolutions(),
            "recurrent" => Recurrent(),
            "gated" => Gated(),
            _ => Delay(),
        };
        float initial = name == "gated" ? 0.5f : 0;
        return (graph, [.. graph.Inputs.Skip(1).Select((input, i) => new StatePair(input.Name, graph.Outputs[i + 1].Name, [initial]))]);
    }

    /// <summary>Random inputs in sequences.</summary>
    public static float[][][] Inputs(int elements, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Sequences).Select(_ => Enumerable.Range(0, Steps)
            .Select(_ => Enumerable.Range(0, elements).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray()).ToArray())];
    }

    /// <summary>The first output of each step, where the caller carries the states: [sequence][step].</summary>
    public static float[][][] Carried(string name, float[][][] sequences)
    {
        (Graph graph, StatePair[] pairs) = Make(name);
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        return [.. sequences.Select(sequence =>
        {
            float[][] contents = [.. graph.Inputs.Skip(1).Select((input, i) => Enumerable.Repeat(pairs[i].Initial[0], input.Elements).ToArray())];
            return sequence.Select(input =>
            {
                float[][] outputs = runner.Run([input, .. contents]);
                contents = outputs[1..];
                return outputs[0];
            }).ToArray();
        })];
    }

    /// <summary>Two causal convolutions along time with their past frames, one of them depthwise.</summary>
    private static Graph Convolutions()
    {
        GraphBuilder b = new(3);
        Value x = b.Input(1, 1, 1, 6), past = b.Input(1, 4, 1, 6), deeper = b.Input(1, 2, 1, 8);
        Value window = b.Add(new Concatenation(1), past, x);
        Value a = b.Add(
            new Conv2D(1, 1, 1, 1, default, 1, Clamp.Relu), window, b.Random(-0.5, 0.5, 8, 5, 1, 6), b.Random(-0.5, 0.5, 8));
        Value second = b.Add(new Concatenation(1), deeper, a);
        Value c = b.Add(new DepthwiseConv2D(1, 1, 1, 1, default, Clamp.Relu), second, b.Random(-1, 1, 1, 3, 1, 8), b.Random(-0.5, 0.5, 8));
        Value y = b.Add(new Unary(UnaryKind.Logistic), b.Dense(c, 3));
        return b.Build(y, b.Add(Last(window, 4), window), b.Add(Last(second, 2), second));
    }

    /// <summary>h' = tanh(W x + U h + b), y = V h'.</summary>
    private static Graph Recurrent()
    {
        GraphBuilder b = new(4);
        Value x = b.Input(1, 5), h = b.Input(1, 7);
        Value next = b.Add(new Unary(UnaryKind.Tanh), b.Binary(BinaryKind.Add, Small(b, x, 7), Small(b, h, 7)));
        return b.Build(b.Dense(next, 4), next);
    }

    /// <summary>z = logistic(W x + U h), h' = h + z (n(x) - h), which starts at 0.5; y = relu(h').</summary>
    private static Graph Gated()
    {
        GraphBuilder b = new(5);
        Value x = b.Input(1, 5), h = b.Input(1, 7);
        Value z = b.Add(new Unary(UnaryKind.Logistic), b.Binary(BinaryKind.Add, Small(b, x, 7), Small(b, h, 7)));
        Value candidate = b.Dense(x, 7, Clamp.ReluN1To1);
        Value next = b.Binary(BinaryKind.Add, h, b.Binary(BinaryKind.Mul, z, b.Binary(BinaryKind.Sub, candidate, h)));
        return b.Build(b.Relu(next), next);
    }

    /// <summary>y = x + x of two steps before: one state becomes the input, the other one that state.</summary>
    private static Graph Delay()
    {
        GraphBuilder b = new(6);
        Value x = b.Input(1, 4), one = b.Input(1, 4), two = b.Input(1, 4);
        return b.Build(b.Binary(BinaryKind.Add, x, two), b.Add(Reshape.To(1, 4), x), b.Add(Reshape.To(1, 4), one));
    }

    private static Value Small(GraphBuilder b, Value x, int features) => b.Add(
        new FullyConnected(false, Clamp.None), x, b.Random(-0.5, 0.5, features, x.Elements), b.Random(-0.2, 0.2, features));

    private static StridedSlice Last(Value window, int count) => new(
        [0, window.Shape[1] - count, 0, 0], [window.Shape[0], count, window.Shape[2], window.Shape[3]], [1, 1, 1, 1]);
}
