using System.Numerics;
using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Writes what a graph remembers as pairs of an input and an output, which is all that ONNX has for it.</summary>
internal static class StateEmit
{
    /// <summary>Adds an output for each state's next content. Runs behind the graph's own outputs.</summary>
    /// <returns>The pairs as a line each.</returns>
    public static string Write(Graph graph, EmitContext context)
    {
        // A tensor that the caller sees already, or that two states share, gets a copy: outputs are told apart by name.
        HashSet<string> taken = [.. context.Graph.Input.Concat(context.Graph.Output).Select(info => info.Name)];
        List<StatePair> pairs = [];
        foreach (State state in graph.States)
        {
            Value next = new($"{state.Current.Name}/next", state.Current.Type, state.Current.Shape);
            string tensor = context.Tensor(state.Next);
            bool sameShape = state.Next.Shape.AsSpan().SequenceEqual(next.Shape);
            if (!sameShape)
            {
                context.Bind(next, context.Reshape(tensor, next.Shape));
            }
            else if (taken.Contains(tensor) || state.Next.IsConstant)
            {
                context.Bind(next, context.Add("Identity", [tensor]));
            }
            else
            {
                next = state.Next;
            }

            ValueInfoProto output = EmitContext.Describe(context.NameOf(next), next);
            taken.Add(output.Name);
            context.Graph.Output.Add(output);
            pairs.Add(new StatePair(Plain(context.NameOf(state.Current)), Plain(output.Name), Initial(state)));
        }

        return string.Join('\n', pairs);
    }

    private static string Plain(string name) => name.IndexOfAny(['=', '\n', '\r']) < 0
        ? name
        : throw new ModelException($"The state '{name}' has a name with '=' or a line break in it, which cannot be written as a pair; rename it.");

    private static float[] Initial(State state)
    {
        float[] reals = state.Current.Type switch
        {
            ElementType.Float32 => MemoryMarshal.Cast<byte, float>(state.Initial).ToArray(),
            ElementType.Int32 => Reals<int>(state.Initial),
            ElementType.Int64 => Reals<long>(state.Initial),
            _ => Reals<byte>(state.Initial),
        };
        return reals.Length > 0 && Array.TrueForAll(reals, real => real.Equals(reals[0])) ? [reals[0]] : reals;
    }

    private static float[] Reals<T>(byte[] bytes)
        where T : unmanaged, INumberBase<T> => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), float.CreateChecked);
}
