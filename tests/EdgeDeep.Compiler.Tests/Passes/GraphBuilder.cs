using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

/// <summary>Builds small float graphs with random constants; the same seed gives the same graph.</summary>
internal sealed class GraphBuilder(int seed = 1)
{
    private readonly Random _random = new(seed);
    private int _count;

    public Graph Graph { get; } = new("test");

    public Value Input(params int[] shape)
    {
        Value input = new($"input{Graph.Inputs.Count}", ElementType.Float32, shape);
        Graph.Inputs.Add(input);
        return input;
    }

    public Value Add(Operator op, params Value?[] inputs)
    {
        string name = $"{op.Name}{_count++}";
        return Graph.Add(name, op, inputs, new Value(name + ":0", ElementType.Float32)).Output;
    }

    public Value Random(double low, double high, params int[] shape)
    {
        float[] values = new float[shape.Aggregate(1, (a, b) => a * b)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(low + ((high - low) * _random.NextDouble()));
        }

        return Value.Constant($"constant{_count++}", shape, values);
    }

    public Value Conv(Value x, int channels, int kernel = 3, int pad = 1, Clamp? activation = null, bool bias = true) => Add(
        new Conv2D(1, 1, 1, 1, new Padding(pad, pad, pad, pad), 1, activation ?? Clamp.None),
        x,
        Random(-1, 1, channels, kernel, kernel, x.Shape[3]),
        bias ? Random(-1, 1, channels) : null);

    public Value Depthwise(Value x, int kernel = 3, int pad = 1, Clamp? activation = null) => Add(
        new DepthwiseConv2D(1, 1, 1, 1, new Padding(pad, pad, pad, pad), activation ?? Clamp.None),
        x,
        Random(-1, 1, 1, kernel, kernel, x.Shape[3]),
        Random(-1, 1, x.Shape[3]));

    public Value Dense(Value x, int features, Clamp? activation = null) => Add(
        new FullyConnected(false, activation ?? Clamp.None), x, Random(-1, 1, features, x.Elements), Random(-1, 1, features));

    public Value Norm(Value x)
    {
        int c = x.Shape[^1];
        return Add(new BatchNorm(1e-3f), x, Random(0.2, 2, c), Random(-1, 1, c), Random(-1, 1, c), Random(0.01, 3, c));
    }

    public Value Relu(Value x) => Add(new Activate(Clamp.Relu), x);

    public Value Binary(BinaryKind kind, Value a, Value b) => Add(new Binary(kind, Clamp.None), a, b);

    public Graph Build(params Value[] outputs)
    {
        Graph.Outputs.AddRange(outputs);
        return Graph;
    }
}
