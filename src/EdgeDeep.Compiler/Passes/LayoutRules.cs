using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>How each operator takes operands in another layout. Operators without a rule get them carried out.</summary>
internal static class LayoutRules
{
    /// <summary>Rewrites one node.</summary>
    public static void Apply(Node node, LayoutRewriter rewriter)
    {
        LayoutView view = rewriter.View(node.Input(0));
        switch (node.Op)
        {
            case Transpose transpose:
                rewriter.SetView(node.Output, rewriter.TransposedOnly(view, transpose.Permutation).Transpose(transpose.Permutation));
                break;
            case Reshape:
                rewriter.SetView(node.Output, view.Reshape(node.Output.Shape));
                break;
            case Activate or Unary or LeakyRelu or Quantize or Dequantize:
                rewriter.Replace(node, node.Op, view.Permutation, view.Reshaped, view.Base);
                break;
            case Softmax or BatchNorm or LayerNorm when view.KeepsLastAxis:
                rewriter.Replace(node, node.Op, view.Permutation, view.Reshaped, [view.Base, .. node.Inputs.Skip(1)]);
                break;
            case Binary or PRelu:
                Pairwise(node, rewriter);
                break;
            case Concatenation concatenation:
                (int[] order, Value[] parts) = Align(node, rewriter);
                int axis = Shapes.Axis(node, concatenation.Axis, node.Output.Rank);
                rewriter.Replace(node, new Concatenation(order[axis]), order, null, parts);
                break;
            case Pad or StridedSlice or Reduce or ArgMax or Gather:
                AlongAxes(node, rewriter.TransposedOnly(view), rewriter);
                break;
            case BatchMatMul product:
                Product(node, product, rewriter);
                break;
            case FullyConnected layer:
                Connected(node, layer, view, rewriter);
                break;
            default:
                rewriter.Keep(node);
                break;
        }
    }

    private static void AlongAxes(Node node, LayoutView view, LayoutRewriter rewriter)
    {
        int[] order = view.Permutation;
        switch (node.Op)
        {
            case Pad pad:
                rewriter.Replace(node, new Pad(ToBase(order, pad.Before), ToBase(order, pad.After), pad.Value), order, null, view.Base);
                break;
            case StridedSlice slice:
                StridedSlice moved = new(ToBase(order, slice.Begin), ToBase(order, slice.Size), ToBase(order, slice.Stride));
                rewriter.Replace(node, moved, order, null, view.Base);
                break;
            case Reduce reduce:
                int[] axes = [.. reduce.Axes.Select(axis => order[Shapes.Axis(node, axis, order.Length)]).Order()];
                rewriter.Replace(node, reduce with { Axes = axes }, reduce.KeepDimensions ? order : Without(order, axes), null, view.Base);
                break;
            case ArgMax argMax:
                int picked = order[Shapes.Axis(node, argMax.Axis, order.Length)];
                rewriter.Replace(
                    node, argMax with { Axis = picked }, argMax.KeepDimensions ? order : Without(order, [picked]), null, view.Base);
                break;
            case Gather gather when node.Input(1).IsConstant && node.Input(1).Rank <= 1:
                int along = order[Shapes.Axis(node, gather.Axis, order.Length)];
                rewriter.Replace(
                    node, new Gather(along), node.Input(1).Rank == 1 ? order : Without(order, [along]), null, view.Base, node.Input(1));
                break;
            default:
                rewriter.Keep(node);
                break;
        }
    }

    private static void Pairwise(Node node, LayoutRewriter rewriter)
    {
        LayoutView a = rewriter.View(node.Input(0)), b = rewriter.View(node.Input(1));
        if (Scalar(a, b) is { } right)
        {
            rewriter.Replace(node, node.Op, a.Permutation, a.Reshaped, a.Base, right);
        }
        else if (node.Op is Binary && Scalar(b, a) is { } left)
        {
            rewriter.Replace(node, node.Op, b.Permutation, b.Reshaped, left, b.Base);
        }
        else if (a.Reshaped is not null && b.Reshaped is not null && a.Permutation.AsSpan().SequenceEqual(b.Permutation)
            && a.Base.Shape.AsSpan().SequenceEqual(b.Base.Shape) && a.Shape.AsSpan().SequenceEqual(b.Shape))
        {
            rewriter.Replace(node, node.Op, a.Permutation, a.Reshaped, a.Base, b.Base);
        }
        else
        {
            (int[] order, Value[] operands) = Align(node, rewriter);
            rewriter.Replace(node, node.Op, order, null, operands);
        }
    }

    /// <summary>A constant of one element in a form that fits any layout of the other operand; null where there is none.</summary>
    private static Value? Scalar(LayoutView data, LayoutView constant)
    {
        if (constant.Base is not { IsConstant: true, Elements: 1 } value || constant.Shape.Length > data.Shape.Length || data.Base.Rank == 0)
        {
            return null;
        }

        return value.Rank <= data.Base.Rank ? value : new Value(value.Name, value.Type) { Data = value.Data, Quantization = value.Quantization };
    }

    /// <summary>
    /// Brings the operands into one layout: the one that needs the fewest transposes, and the plain one where it is a tie.
    /// </summary>
    private static (int[] Order, Value[] Operands) Align(Node node, LayoutRewriter rewriter)
    {
        int rank = node.Output.Rank;
        LayoutView[] views = [.. node.Inputs.Select((_, i) => Lift(rewriter.View(node.Input(i)), rank, rewriter))];
        int[] plain = [.. Enumerable.Range(0, rank)];
        int[] best = plain;
        int fewest = int.MaxValue;
        foreach (int[] order in views.Select(view => view.Permutation).Prepend(plain))
        {
            int[] undo = LayoutView.Inverse(order);
            int count = views.Count(view => !rewriter.IsFree(view.Transpose(undo)));
            (best, fewest) = count < fewest ? (order, count) : (best, fewest);
        }

        int[] back = LayoutView.Inverse(best);
        return (best, [.. views.Select(view => rewriter.CarryOut(view.Transpose(back)))]);
    }

    private static LayoutView Lift(LayoutView view, int rank, LayoutRewriter rewriter)
    {
        int missing = rank - view.Shape.Length;
        return rewriter.TransposedOnly(
            missing == 0 ? view : view.Reshape([.. Enumerable.Repeat(1, missing), .. view.Shape]));
    }

    /// <summary>
    /// Matrices that are stored the other way round are multiplied as they lie. Those that have to be carried out anyway
    /// get the layout in which the kernel reads neighbours.
    /// </summary>
    private static void Product(Node node, BatchMatMul product, LayoutRewriter rewriter)
    {
        bool[] transposed = [product.LeftTransposed, product.RightTransposed], preferred = [false, true];
        for (int i = 0; i < transposed.Length; i++)
        {
            LayoutView view = rewriter.View(node.Input(i));
            if (view.Reshaped is not null || rewriter.IsFree(view))
            {
                continue;
            }

            int rank = view.Shape.Length;
            LayoutView turned = view.Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
            if (rewriter.IsFree(turned) || transposed[i] != preferred[i])
            {
                node.Inputs[i] = rewriter.CarryOut(turned);
                transposed[i] = !transposed[i];
            }
        }

        node.Op = product with { LeftTransposed = transposed[0], RightTransposed = transposed[1] };
        rewriter.Keep(node);
    }

    /// <summary>
    /// Where whole samples are flattened into the layer, its weights' columns are put into the order of the data instead.
    /// </summary>
    private static void Connected(Node node, FullyConnected layer, LayoutView view, LayoutRewriter rewriter)
    {
        Value weights = node.Input(1);
        int[] seen = view.Permuted;
        bool wholeSamples = seen.Length > 1 && view.Permutation[0] == 0
            && weights.Shape[1] == seen[1..].Aggregate(1, (a, b) => a * b);
        if (!weights.IsConstant || view.KeepsOrder || weights.Quantization is { IsPerChannel: true, Axis: not 0 })
        {
            rewriter.Keep(node);
        }
        else if (wholeSamples)
        {
            Value columns = rewriter.Reshape(weights, [weights.Shape[0], .. seen[1..]]);
            columns = rewriter.CarryOut(LayoutView.Of(columns).Transpose(LayoutView.Inverse(view.Permutation)));
            node.Inputs[0] = rewriter.Reshape(view.Base, view.Shape);
            node.Inputs[1] = rewriter.Reshape(columns, weights.Shape);
            rewriter.Keep(node);
        }
        else if (layer.KeepDimensions && view is { Reshaped: null, KeepsLastAxis: true })
        {
            rewriter.Replace(node, layer, view.Permutation, null, [view.Base, .. node.Inputs.Skip(1)]);
        }
        else
        {
            rewriter.Keep(node);
        }
    }

    /// <summary>Numbers given for the seen axes, in the order of the base's axes.</summary>
    private static int[] ToBase(int[] order, int[] numbers) => [.. LayoutView.Inverse(order).Select(axis => numbers[axis])];

    /// <summary>The permutation that is left when axes of the base disappear.</summary>
    private static int[] Without(int[] order, int[] axes) =>
        [.. order.Where(axis => !axes.Contains(axis)).Select(axis => axis - axes.Count(gone => gone < axis))];
}
