using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// An operator that draws random numbers. In a float graph it has no memory. Quantization gives it a generator of its own,
/// <see cref="RandomBits"/>: an int32 state as its last input, and the state for the next inference as its last result.
/// </summary>
internal interface IRandom
{
    /// <summary>What the generator starts from, by the bits of the number.</summary>
    float Seed { get; }
}

/// <summary>What the random operators share.</summary>
internal static class RandomState
{
    /// <summary>Adds a generator to a graph.</summary>
    /// <param name="graph">The quantized graph.</param>
    /// <param name="op">The operator.</param>
    /// <param name="name">Gives out names that nothing else has.</param>
    /// <param name="nodeName">Name of the operator's node.</param>
    /// <returns>The state, which the node reads, and the state that it leaves.</returns>
    public static (Value Current, Value Next) AddTo(Graph graph, IRandom op, Func<string, string> name, string nodeName)
    {
        Value current = new(name($"{nodeName}/generator"), ElementType.Int32, 1), next = new(name($"{nodeName}/generator/next"), ElementType.Int32, 1);
        int start = RandomBits.FromSeed(BitConverter.SingleToInt32Bits(op.Seed));
        graph.States.Add(new State(current, next, MemoryMarshal.AsBytes([start]).ToArray()));
        return (current, next);
    }

    /// <summary>Sets the shape of the state that a node leaves, where it has a generator.</summary>
    public static void InferShape(Node node)
    {
        if (node.Outputs.Count > 1)
        {
            (node.Outputs[1].Type, node.Outputs[1].Shape) = (ElementType.Int32, [1]);
        }
    }

    /// <summary>Tensor index of the state that the kernel changes in place.</summary>
    public static int Lower(Node node, PlanBuilder plan) => node.Inputs.Count == 2 && node.Outputs.Count == 2
        ? plan.Update(node, node.Input(1), node.Outputs[1])
        : throw node.Error("it has no generator of random numbers; quantize the model first");
}
