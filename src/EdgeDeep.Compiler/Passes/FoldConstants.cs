using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Reshapes and transposes of constants become constants. Graph outputs and per-channel constants stay as they are.</summary>
public static class FoldConstants
{
    /// <summary>Folds every such node in place.</summary>
    /// <returns>How many were folded.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Inputs.Count == 0 || node.Inputs[0] is not { IsConstant: true, Quantization: not { IsPerChannel: true } } constant
                || graph.Outputs.Contains(node.Output))
            {
                continue;
            }

            byte[]? data = node.Op switch
            {
                Reshape => constant.Data,
                Transpose transpose => Transposed(constant, transpose.Permutation),
                _ => null,
            };
            if (data is not null)
            {
                node.Output.Data = data;
                node.Output.Quantization = constant.Quantization;
                graph.Nodes.Remove(node);
                changes++;
            }
        }

        return changes;
    }

    private static byte[] Transposed(Value constant, int[] permutation)
    {
        int size = ElementTypes.SizeOf(constant.Type), rank = constant.Rank;
        int[] strides = new int[rank];
        int stride = size;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= constant.Shape[axis];
        }

        byte[] source = constant.Data!, result = new byte[source.Length];
        int[] index = new int[rank];
        for (int to = 0; to < result.Length; to += size)
        {
            int from = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from += index[axis] * strides[permutation[axis]];
            }

            source.AsSpan(from, size).CopyTo(result.AsSpan(to));
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == constant.Shape[permutation[axis]]; axis--)
            {
                index[axis] = 0;
            }
        }

        return result;
    }
}
