using System.Numerics;
using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Turns pairs of an input and an output that a caller would feed back into memory of the graph.</summary>
public static class StatesFromPairs
{
    /// <summary>Rewrites the graph in place: the pairs' inputs and outputs become <see cref="Graph.States"/>.</summary>
    /// <param name="graph">A graph, float or quantized.</param>
    /// <param name="pairs">The pairs.</param>
    /// <exception cref="ModelException">A name is no input or output, or the two tensors of a pair differ.</exception>
    public static void Run(Graph graph, IEnumerable<StatePair> pairs)
    {
        foreach (StatePair pair in pairs)
        {
            Value current = Find(graph, graph.Inputs, "input", pair.Input, pair);
            Value next = Find(graph, graph.Outputs, "output", pair.Output, pair);
            if (current.Type != next.Type || !current.Shape.AsSpan().SequenceEqual(next.Shape))
            {
                throw new ModelException($"The state '{pair}' of {graph.Name} joins {current} and {next}; name an output of the input's type and shape.");
            }

            byte[] initial = Initial(graph, current, pair);
            graph.Inputs.Remove(current);
            graph.Outputs.Remove(next);
            graph.States.Add(new State(current, AtScaleOf(graph, current, next), initial));
        }

        if (graph.Outputs.Count == 0)
        {
            throw new ModelException($"{graph.Name} has no output besides its states; export the model with an output for the caller.");
        }
    }

    private static Value Find(Graph graph, List<Value> values, string kind, string name, StatePair pair) => values.Find(value => value.Name == name)
        ?? throw new ModelException($"The state '{pair}' names no {kind} of {graph.Name} with '{name}'; its {kind}s are [{string.Join(", ", values.Select(value => value.Name))}].");

    /// <summary>Stored integers pass from one inference to the next, so both tensors need one scale.</summary>
    private static Value AtScaleOf(Graph graph, Value current, Value next)
    {
        if (current.Quantization is not { } quantization || quantization.SameAs(next.Quantization))
        {
            return next;
        }

        Value stored = new(GraphEdits.UniqueName(graph, next.Name + "/requantized"), current.Type, current.Shape) { Quantization = quantization };
        graph.Add(stored.Name, new Quantize(), [next], stored);
        return stored;
    }

    private static byte[] Initial(Graph graph, Value current, StatePair pair)
    {
        int elements = current.Elements;
        if (pair.Initial.Count != 1 && pair.Initial.Count != elements)
        {
            throw new ModelException($"The state '{pair.Input}={pair.Output}' of {graph.Name} starts with {pair.Initial.Count} numbers and {current} has {elements} elements; give one number, or one for each element.");
        }

        float[] reals = pair.Initial.Count == elements ? [.. pair.Initial] : [.. Enumerable.Repeat(pair.Initial[0], elements)];
        return current.Quantization is { } quantization
            ? QuantizationParameters.Stored(reals, current.Type, quantization)
            : current.Type switch
            {
                ElementType.Float32 => MemoryMarshal.AsBytes(reals.AsSpan()).ToArray(),
                ElementType.Int8 => Integers<sbyte>(reals),
                ElementType.UInt8 or ElementType.Bool => Integers<byte>(reals),
                ElementType.Int16 => Integers<short>(reals),
                ElementType.Int32 => Integers<int>(reals),
                _ => Integers<long>(reals),
            };
    }

    private static byte[] Integers<T>(float[] reals)
        where T : unmanaged, INumberBase<T> => MemoryMarshal.AsBytes(Array.ConvertAll(reals, T.CreateSaturating).AsSpan()).ToArray();
}
