using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A short-time Fourier transform written as a convolution of sound with sines and cosines, whose two halves are squared, added
/// and rooted, becomes one operator; with it the mirror image of the last samples, where one is joined to them. Squares have
/// twice the dynamic range of what they are made of, which no int8 holds.
/// </summary>
public static class FuseSpectrum
{
    /// <summary>Fuses every such root of a float graph in place; its parts are left to dead code removal.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Unary { Kind: UnaryKind.Sqrt } && Convolution(graph, node) is { } layer && Source(graph, layer.Input(0)) is var (samples, mirrored)
                && mirrored <= layer.Input(1).Shape[2])
            {
                Value weights = layer.Input(1);
                int window = weights.Shape[2];
                node.Op = new SpectrumMagnitude(((Conv2D)layer.Op).StrideWidth, mirrored);
                node.Inputs.Clear();
                node.Inputs.Add(samples);
                node.Inputs.Add(Value.Constant(GraphEdits.UniqueName(graph, layer.Name + "/basis"), [2, weights.Shape[0] / 2, window], weights.Floats));
                changes++;
            }
        }

        return changes;
    }

    /// <summary>The convolution whose halves a root of two squares joins; null where there is none.</summary>
    private static Node? Convolution(Graph graph, Node root)
    {
        if (GraphEdits.Producer(graph, root.Input(0)) is not { Op: Binary { Kind: BinaryKind.Add, Activation.IsNone: true } } sum
            || Half(graph, sum.Input(0)) is not var (first, start, size) || Half(graph, sum.Input(1)) is not var (second, next, rest)
            || first != second || start != 0 || next != size || rest != size)
        {
            return null;
        }

        Value whole = first;
        while (GraphEdits.Producer(graph, whole) is { Op: Reshape } view)
        {
            whole = view.Input(0);
        }

        return GraphEdits.Producer(graph, whole) is { Op: Conv2D { Groups: 1, DilationWidth: 1, Activation.IsNone: true } op } layer
            && op.Pad == default && layer.OptionalInput(2) is null && layer.Input(1) is { IsConstant: true, Shape: [var rows, 1, <= SpectrumMagnitude.LongestWindow, 1] }
            && rows == 2 * size && layer.Output.Shape[^1] == rows && root.Output.Shape is [1, _, var bins] && bins == size
            ? layer
            : null;
    }

    /// <summary>The square of a part of the last axis: what it is a part of, where it starts and how long it is.</summary>
    private static (Value Whole, int Start, int Size)? Half(Graph graph, Value value) =>
        GraphEdits.Producer(graph, value) is { Op: Binary { Kind: BinaryKind.Mul, Activation.IsNone: true } } square && square.Input(0) == square.Input(1)
        && GraphEdits.Producer(graph, square.Input(0)) is { Op: StridedSlice { } slice } part && slice.Stride.All(step => step == 1)
        && slice.Begin.SkipLast(1).All(begin => begin == 0) && slice.Size.SkipLast(1).SequenceEqual(part.Input(0).Shape.SkipLast(1))
            ? (part.Input(0), slice.Begin[^1], slice.Size[^1])
            : null;

    /// <summary>The sound [1,n] that a convolution takes, and how many mirrored samples follow it; null where it is none that a caller gives.</summary>
    private static (Value Samples, int Mirrored)? Source(Graph graph, Value image)
    {
        while (GraphEdits.Producer(graph, image) is { Op: Reshape } view)
        {
            image = view.Input(0);
        }

        if (image.Shape is [1, _] && graph.Inputs.Contains(image))
        {
            return (image, 0);
        }

        return GraphEdits.Producer(graph, image) is { Op: Concatenation, Inputs: [{ Shape: [1, var length] } samples, { } tail] } && graph.Inputs.Contains(samples)
            && GraphEdits.Producer(graph, tail) is { Op: StridedSlice { Stride: [_, -1], Begin: [0, var begin], Size: [1, var count] } } mirror
            && mirror.Input(0) == samples && begin == length - 2
                ? (samples, count)
                : null;
    }
}
