using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A tensor as a transposed and then reshaped sight of another one. Views are combined instead of computed; most of them
/// vanish that way.
/// </summary>
/// <param name="Base">The tensor that really is computed.</param>
/// <param name="Permutation">Axis i of the transposed tensor is axis Permutation[i] of the base.</param>
/// <param name="Reshaped">Shape after the transposition; null where it is not reshaped.</param>
internal sealed record LayoutView(Value Base, int[] Permutation, int[]? Reshaped)
{
    /// <summary>The tensor itself.</summary>
    public static LayoutView Of(Value value) => new(value, [.. Enumerable.Range(0, value.Rank)], null);

    /// <summary>The shape after the transposition.</summary>
    public int[] Permuted => [.. Permutation.Select(axis => Base.Shape[axis])];

    /// <summary>The shape of what is seen.</summary>
    public int[] Shape => Reshaped ?? Permuted;

    /// <summary>Whether no axis changes its place.</summary>
    public bool IsInOrder => IsIdentity(Permutation);

    /// <summary>Whether the elements keep their order, because only axes of size 1 move.</summary>
    public bool KeepsOrder => MovesOnlyOnes(Base.Shape, Permutation);

    /// <summary>Whether the last axis of what is seen is the last axis of the base.</summary>
    public bool KeepsLastAxis => Permutation.Length > 0 && Permutation[^1] == Permutation.Length - 1
        && (Reshaped is null || (Reshaped.Length > 0 && Reshaped[^1] == Base.Shape[^1]));

    /// <summary>This view transposed once more; it must not be reshaped.</summary>
    public LayoutView Transpose(int[] permutation) => this with { Permutation = [.. permutation.Select(axis => Permutation[axis])] };

    /// <summary>This view reshaped once more.</summary>
    public LayoutView Reshape(int[] shape) => shape.AsSpan().SequenceEqual(Permuted)
        ? this with { Reshaped = null }
        : KeepsOrder && shape.AsSpan().SequenceEqual(Base.Shape)
            ? Of(Base)
            : this with { Reshaped = shape };

    /// <summary>
    /// The same sight as a base that is transposed, then reshaped, then transposed again. The first transposition brings
    /// axes together that the reshape joins; it keeps the order where these lie side by side in the base already.
    /// </summary>
    /// <returns>The three steps; null where the reshape cuts across axes.</returns>
    public LayoutSteps? ReshapeFirst()
    {
        int[] source = Permuted, target = Shape;
        bool keepsBatch = source.Length > 0 && target.Length > 0 && source[0] == target[0] && Permutation[0] == 0;
        int first = keepsBatch ? 1 : 0;
        List<Group> groups = keepsBatch ? [new Group([0], [0])] : [];

        // Axes of size 1 constrain nothing: the source's are dropped, the target's stay with the axis behind them.
        Queue<int> left = new(Enumerable.Range(first, source.Length - first).Where(i => source[i] != 1));
        Queue<int> right = new(Enumerable.Range(first, target.Length - first));
        while (left.Count > 0)
        {
            Group group = new([left.Dequeue()], []);
            long a = source[group.Source[0]], b = 1;
            while (a != b)
            {
                if (b < a && right.TryDequeue(out int j))
                {
                    group.Target.Add(j);
                    b *= target[j];
                }
                else if (a < b && left.TryDequeue(out int i))
                {
                    group.Source.Add(i);
                    a *= source[i];
                }
                else
                {
                    return null;
                }
            }

            groups.Add(group);
        }

        if (groups.Count == 0)
        {
            int[] axes = [.. Enumerable.Range(0, Base.Rank)];
            return new LayoutSteps(axes, [.. target], [.. Enumerable.Range(0, target.Length)]);
        }

        groups[^1].Target.AddRange(right);
        return Arrange(groups, target);
    }

    /// <summary>Whether a permutation leaves every axis where it is.</summary>
    public static bool IsIdentity(int[] permutation) => permutation.SequenceEqual(Enumerable.Range(0, permutation.Length));

    /// <summary>Whether a permutation only moves axes of size 1.</summary>
    public static bool MovesOnlyOnes(int[] shape, int[] permutation)
    {
        int[] axes = [.. permutation.Where(axis => shape[axis] != 1)];
        return axes.SequenceEqual(axes.Order());
    }

    /// <summary>The permutation that undoes another one.</summary>
    public static int[] Inverse(int[] permutation)
    {
        int[] inverse = new int[permutation.Length];
        for (int i = 0; i < permutation.Length; i++)
        {
            inverse[permutation[i]] = i;
        }

        return inverse;
    }

    private LayoutSteps Arrange(List<Group> groups, int[] target)
    {
        List<Group> ordered = [.. groups.OrderBy(group => group.Source.Min(axis => Permutation[axis]))];
        int[] gathered = [.. ordered.SelectMany(group => group.Source).Select(axis => Permutation[axis])];
        int[] axes = [.. ordered.SelectMany(group => group.Target)];
        return new LayoutSteps(
            [.. gathered, .. Enumerable.Range(0, Base.Rank).Except(gathered)],
            [.. axes.Select(axis => target[axis])],
            Inverse(axes));
    }

    private sealed record Group(List<int> Source, List<int> Target);
}

/// <summary>A transposition, a reshape and another transposition, one after the other.</summary>
/// <param name="Gather">The first permutation.</param>
/// <param name="Shape">The shape between them.</param>
/// <param name="Permutation">The second permutation.</param>
internal sealed record LayoutSteps(int[] Gather, int[] Shape, int[] Permutation);
