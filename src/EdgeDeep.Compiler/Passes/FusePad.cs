using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A border around the two image axes becomes the padding of the operator behind it. A convolution takes zeros. A max
/// pool ignores what lies outside the image, so it takes a border that can never be the maximum of a window: minus
/// infinity, or zeros around data that is never negative, as long as every window holds a pixel of the image.
/// </summary>
public static class FusePad
{
    /// <summary>Fuses every such border of a float graph in place; the border's own node is left to dead code removal.</summary>
    /// <returns>How many operators took one in.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Inputs.Count > 0 && node.Inputs[0] is { Rank: 4 } data
                && GraphEdits.Producer(graph, data) is { Op: Pad pad } border && IsImageBorder(pad)
                && Fused(graph, node, pad, border.Input(0)) is { } fused)
            {
                node.Op = fused;
                node.Inputs[0] = border.Input(0);
                changes++;
            }
        }

        return changes;
    }

    private static Operator? Fused(Graph graph, Node node, Pad pad, Value image) => node.Op switch
    {
        Conv2D conv when pad.Value == 0 => conv with { Pad = Sum(conv.Pad, pad) },
        DepthwiseConv2D conv when pad.Value == 0 => conv with { Pad = Sum(conv.Pad, pad) },
        Pool2D { Kind: PoolKind.Max } pool when IsNeverMaximum(graph, pad, image) && EveryWindowHasPixels(pool, node, pad, image) =>
            pool with { Pad = Sum(pool.Pad, pad) },
        _ => null,
    };

    private static bool IsImageBorder(Pad pad) =>
        pad.Before[0] == 0 && pad.After[0] == 0 && pad.Before[3] == 0 && pad.After[3] == 0
        && pad.Before.Concat(pad.After).All(count => count >= 0);

    private static Padding Sum(Padding own, Pad pad) => new(
        own.Top + pad.Before[1], own.Left + pad.Before[2], own.Bottom + pad.After[1], own.Right + pad.After[2]);

    private static bool IsNeverMaximum(Graph graph, Pad pad, Value image) =>
        pad.Value <= float.MinValue || (pad.Value == 0 && IsNeverNegative(graph, image));

    private static bool EveryWindowHasPixels(Pool2D pool, Node node, Pad pad, Value image)
    {
        Padding sum = Sum(pool.Pad, pad);
        int lastRow = ((node.Output.Shape[1] - 1) * pool.StrideHeight) - sum.Top;
        int lastColumn = ((node.Output.Shape[2] - 1) * pool.StrideWidth) - sum.Left;
        return sum.Top < pool.FilterHeight && sum.Left < pool.FilterWidth && lastRow < image.Shape[1] && lastColumn < image.Shape[2];
    }

    private static bool IsNeverNegative(Graph graph, Value value)
    {
        if (GraphEdits.Producer(graph, value) is not { } producer)
        {
            return false;
        }

        return producer.Op switch
        {
            IActivated { Activation.Min: >= 0 } => true,
            Unary { Kind: UnaryKind.Logistic } or Softmax => true,
            Pad { Value: < 0 } => false,
            Pool2D or Movement => producer.Inputs.All(input => input is not null && IsNeverNegative(graph, input)),
            _ => false,
        };
    }
}
