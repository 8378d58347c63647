using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Planning;

/// <summary>Quantized graphs of sums, pools, pads, reshapes and means with many branches.</summary>
internal static class RandomGraph
{
    public static Graph Make(int seed)
    {
        Random random = new(seed);
        Graph graph = new("random");
        List<Value> values = [];
        int inputs = random.Next(1, 4);
        for (int i = 0; i < inputs; i++)
        {
            Value input = Int8($"in{i}", 1, 4 * random.Next(1, 4), 4 * random.Next(1, 4), random.Next(1, 5));
            graph.Inputs.Add(input);
            values.Add(input);
        }

        int nodes = random.Next(2, 20);
        for (int i = 0; i < nodes; i++)
        {
            Value a = values[random.Next(values.Count)];
            Value result = Int8($"t{i}");
            Value[] partners = [.. values.Where(v => v.Shape.AsSpan().SequenceEqual(a.Shape))];
            (Operator op, Value?[] operands) = random.Next(5) switch
            {
                0 => ((Operator)new Binary(BinaryKind.Add, Clamp.None), (Value?[])[a, partners[random.Next(partners.Length)]]),
                1 => (new Pad([0, 1, 0, 0], [0, 2, 1, 0], 0), [a]),
                2 => (new Pool2D(PoolKind.Max, 2, 2, 1, 1, new Padding(0, 0, 1, 1), Clamp.None), [a]),
                3 => (Reshape.To(1, a.Shape[2], a.Shape[1], a.Shape[3]), [a]),
                _ => (new Reduce(ReduceKind.Mean, [1], true), [a]),
            };
            graph.Add($"node{i}", op, operands, result);
            values.Add(result);
        }

        graph.Outputs.Add(values[^1]);
        if (random.Next(2) == 0)
        {
            graph.Outputs.Add(values[random.Next(values.Count)]);
        }

        return graph;
    }

    private static Value Int8(string name, params int[] shape) =>
        new(name, ElementType.Int8, shape) { Quantization = new Quantization(0.05f, 3) };
}
