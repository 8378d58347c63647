using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// A layer normalization that an exporter has written out becomes one operator again: d / sqrt(mean(d * d) + epsilon) with
/// d = x - mean(x), or x * r + (beta - mean(x) * r), over the last axis. Factors and offsets behind a layer normalization, one an element of its rows or
/// one for all, become its gamma and beta.
/// </summary>
public static class FuseLayerNorm
{
    /// <summary>Fuses every such expression of a float graph in place; its parts are left to dead code removal.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        int changes = 0;
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Op is Binary { Activation.IsNone: true } binary && (Normalize(graph, node, binary) || Spread(graph, node, binary) || Fold(graph, node, binary)))
            {
                changes++;
            }
        }

        return changes;
    }

    private static bool Normalize(Graph graph, Node node, Binary binary)
    {
        (Value Data, float Epsilon)? found = binary.Kind switch
        {
            BinaryKind.Div => Quotient(graph, node.Input(0), node.Input(1), UnaryKind.Sqrt),
            BinaryKind.Mul => Quotient(graph, node.Input(0), node.Input(1), UnaryKind.Rsqrt) ?? Quotient(graph, node.Input(1), node.Input(0), UnaryKind.Rsqrt),
            _ => null,
        };
        if (found is not var (data, epsilon))
        {
            return false;
        }

        node.Op = new LayerNorm(epsilon);
        node.Inputs.Clear();
        node.Inputs.Add(data);
        return true;
    }

    /// <summary>What is normalized, where a deviation is divided by the root of its own variance.</summary>
    private static (Value Data, float Epsilon)? Quotient(Graph graph, Value deviation, Value root, UnaryKind kind) =>
        Deviation(graph, deviation) is { } data && Epsilon(graph, root, kind, data) is { } epsilon ? (data, epsilon) : null;

    /// <summary>What is added to the variance of some data before a root of it is taken; null where a value is no such root.</summary>
    private static float? Epsilon(Graph graph, Value root, UnaryKind kind, Value data)
    {
        if (GraphEdits.Producer(graph, root) is not { Op: Unary unary } rooted || unary.Kind != kind
            || GraphEdits.Producer(graph, rooted.Input(0)) is not { Op: Binary { Kind: BinaryKind.Add, Activation.IsNone: true } } sum)
        {
            return null;
        }

        int constant = sum.Input(1).IsConstant ? 1 : 0;
        return sum.Input(constant) is { IsConstant: true, Type: ElementType.Float32, Elements: 1 } epsilon
            && MeanOf(graph, sum.Input(1 - constant)) is { } square
            && Factors(graph, square) is var (left, right)
            && Deviation(graph, left) == data && Deviation(graph, right) == data
                ? epsilon.Floats[0]
                : null;
    }

    /// <summary>The spelling x * r + (beta - mean * r) with r = gamma / sqrt(variance + epsilon).</summary>
    private static bool Spread(Graph graph, Node node, Binary binary) => binary.Kind == BinaryKind.Add
        && (Spread(graph, node, node.Input(0), node.Input(1)) || Spread(graph, node, node.Input(1), node.Input(0)));

    private static bool Spread(Graph graph, Node node, Value product, Value rest)
    {
        if (GraphEdits.Producer(graph, rest) is not { Op: Binary { Kind: BinaryKind.Sub, Activation.IsNone: true } } difference
            || Factors(graph, difference.Input(1)) is not var (a, b) || Factors(graph, product) is not var (c, d))
        {
            return false;
        }

        (Value mean, Value factor) = MeanOf(graph, a) is null ? (b, a) : (a, b);
        if (MeanOf(graph, mean) is not { } data || !((c == data && d == factor) || (d == data && c == factor))
            || Factors(graph, factor) is not var (e, f))
        {
            return false;
        }

        (Value gamma, Value root) = e.IsConstant ? (e, f) : (f, e);
        Value beta = difference.Input(0);
        if (!IsRow(gamma, node.Output) || !IsRow(beta, node.Output) || Epsilon(graph, root, UnaryKind.Rsqrt, data) is not { } epsilon)
        {
            return false;
        }

        node.Op = new LayerNorm(epsilon);
        node.Inputs.Clear();
        node.Inputs.AddRange([data, Row(graph, node.Name + "/gamma", Numbers(gamma, data)), Row(graph, node.Name + "/beta", Numbers(beta, data))]);
        return true;
    }

    /// <summary>One number for each element of the data's rows.</summary>
    private static double[] Numbers(Value constant, Value data) =>
        [.. Enumerable.Range(0, data.Shape[^1]).Select(i => (double)constant.Floats[constant.Elements == 1 ? 0 : i])];

    /// <summary>The two factors that a value is the product of.</summary>
    private static (Value Left, Value Right)? Factors(Graph graph, Value value) =>
        GraphEdits.Producer(graph, value) is { Op: Binary { Kind: BinaryKind.Mul, Activation.IsNone: true } } product
            ? (product.Input(0), product.Input(1))
            : null;

    /// <summary>Whether a value is a constant of one number for each element of a tensor's rows, or one for all.</summary>
    private static bool IsRow(Value constant, Value data) => constant is { IsConstant: true, Type: ElementType.Float32 }
        && (constant.Elements == 1 || (constant.Elements == data.Shape[^1] && constant.Shape[^1] == data.Shape[^1]));

    /// <summary>The value whose mean is taken off it; null where a value is no such difference.</summary>
    private static Value? Deviation(Graph graph, Value value) =>
        GraphEdits.Producer(graph, value) is { Op: Binary { Kind: BinaryKind.Sub, Activation.IsNone: true } } difference
        && MeanOf(graph, difference.Input(1)) == difference.Input(0)
            ? difference.Input(0)
            : null;

    /// <summary>What a value is the mean of along the last axis.</summary>
    private static Value? MeanOf(Graph graph, Value value) =>
        GraphEdits.Producer(graph, value) is { Op: Reduce { Kind: ReduceKind.Mean, KeepDimensions: true } mean } node
        && mean.Axes.SequenceEqual([node.Input(0).Rank - 1])
            ? node.Input(0)
            : null;

    private static bool Fold(Graph graph, Node node, Binary binary)
    {
        int side = node.Input(1).IsConstant ? 1 : 0;
        Value constant = node.Input(side), data = node.Input(1 - side);
        if (data.IsConstant || data.Rank == 0 || !IsRow(constant, data)
            || !(binary.Kind is BinaryKind.Mul or BinaryKind.Add || (binary.Kind == BinaryKind.Sub && side == 1))
            || !data.Shape.AsSpan().SequenceEqual(node.Output.Shape)
            || GraphEdits.SoleProducer(graph, data) is not { Op: LayerNorm } norm)
        {
            return false;
        }

        double[] gamma = Lowering.Reals(norm, 1, data.Shape[^1], 1), beta = Lowering.Reals(norm, 2, data.Shape[^1], 0);
        double[] numbers = Numbers(constant, data);
        for (int i = 0; i < gamma.Length; i++)
        {
            (gamma[i], beta[i]) = binary.Kind == BinaryKind.Mul
                ? (gamma[i] * numbers[i], beta[i] * numbers[i])
                : (gamma[i], beta[i] + (binary.Kind == BinaryKind.Sub ? -numbers[i] : numbers[i]));
        }

        norm.Inputs.RemoveRange(1, norm.Inputs.Count - 1);
        norm.Inputs.Add(Row(graph, norm.Name + "/gamma", gamma));
        norm.Inputs.Add(Row(graph, norm.Name + "/beta", beta));
        norm.Outputs[0] = node.Output;
        graph.Nodes.Remove(node);
        return true;
    }

    private static Value Row(Graph graph, string name, double[] reals) =>
        Value.Constant(GraphEdits.UniqueName(graph, name), [reals.Length], [.. reals.Select(real => (float)real)]);
}
