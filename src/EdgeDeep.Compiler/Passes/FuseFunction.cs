using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>
/// An activation that an exporter has written out becomes one operator again, such as x * 0.5 * (1 + erf(x / sqrt(2))).
/// However it is spelt, an expression of one tensor and of single numbers is taken for the function that it agrees with
/// on a range of arguments. Its parts would each be rounded to int8.
/// </summary>
public static class FuseFunction
{
    private const int LongestExpression = 16;

    private const double Tolerance = 1e-5;

    private static readonly Unary[] Known =
    [
        new(UnaryKind.Gelu), new(UnaryKind.GeluTanh), new(UnaryKind.Silu, 1), new(UnaryKind.Silu, 1.702f), new(UnaryKind.Mish),
        new(UnaryKind.HardSwish), new(UnaryKind.HardSigmoid, 1f / 6, 0.5f), new(UnaryKind.Logistic), new(UnaryKind.Softplus),
        new(UnaryKind.Softsign), new(UnaryKind.Rsqrt),
    ];

    private static readonly double[] Arguments = [.. Enumerable.Range(-24, 49).Select(i => i / 3.0)];

    /// <summary>Fuses every such expression of a float graph in place; its parts are left to dead code removal.</summary>
    /// <returns>How many were fused.</returns>
    public static int Run(Graph graph)
    {
        Dictionary<Value, Node> producers = graph.Nodes.SelectMany(node => node.Outputs, (node, output) => (node, output))
            .ToDictionary(pair => pair.output, pair => pair.node);
        int changes = 0;
        foreach (Node node in graph.Nodes)
        {
            if (IsPart(node) && node.Inputs.Count > 0 && Match(node, producers) is var (function, argument))
            {
                node.Op = function;
                node.Inputs.Clear();
                node.Inputs.Add(argument);
                changes++;
            }
        }

        return changes;
    }

    private static bool IsPart(Node node) => node.Op is Unary or Binary or Activate && node.Output.Type == ElementType.Float32;

    /// <summary>The function that a node's result is of a value further up, over at least one other node.</summary>
    private static (Unary Function, Value Argument)? Match(Node node, Dictionary<Value, Node> producers)
    {
        foreach (Value argument in Ancestors(node, producers).Where(value => value.Shape.AsSpan().SequenceEqual(node.Output.Shape)))
        {
            double[]? results = Evaluate(node.Output, argument, producers, []);
            if (results is not null && Array.Find(Known, function => Agrees(function, results)) is { } found
                && !(node.Op is Unary && node.Input(0) == argument))
            {
                return (found, argument);
            }
        }

        return null;
    }

    /// <summary>The values that the parts of an expression read, nearest first.</summary>
    private static List<Value> Ancestors(Node node, Dictionary<Value, Node> producers)
    {
        List<Value> seen = [];
        Queue<Node> parts = new([node]);
        for (int count = 0; count < LongestExpression && parts.TryDequeue(out Node? part); count++)
        {
            foreach (Value input in part.Inputs.OfType<Value>().Where(input => !input.IsConstant && !seen.Contains(input)))
            {
                seen.Add(input);
                if (producers.TryGetValue(input, out Node? producer) && IsPart(producer))
                {
                    parts.Enqueue(producer);
                }
            }
        }

        return seen;
    }

    /// <summary>A value for each of the arguments; null where it is no expression of the argument alone.</summary>
    private static double[]? Evaluate(Value value, Value argument, Dictionary<Value, Node> producers, Dictionary<Value, double[]?> known)
    {
        if (value == argument)
        {
            return Arguments;
        }

        if (value.IsConstant)
        {
            return value is { Type: ElementType.Float32, Elements: 1 } ? [.. Arguments.Select(_ => (double)value.Floats[0])] : null;
        }

        if (known.TryGetValue(value, out double[]? results))
        {
            return results;
        }

        known[value] = null;
        if (known.Count <= LongestExpression && producers.TryGetValue(value, out Node? node) && IsPart(node))
        {
            double[]?[] operands = [.. node.Inputs.Select(input => Evaluate(input!, argument, producers, known))];
            known[value] = operands.Contains(null) ? null
                : [.. Arguments.Select((_, i) => Compute(node.Op, operands[0]![i], operands.Length > 1 ? operands[1]![i] : 0))];
        }

        return known[value];
    }

    private static double Compute(Operator op, double x, double y) => op switch
    {
        Unary unary => UnaryFunction.Evaluate(unary, x),
        Activate activate => Clamped(x, activate.Activation),
        Binary binary => Clamped(
            binary.Kind switch
            {
                BinaryKind.Add => x + y,
                BinaryKind.Sub => x - y,
                BinaryKind.Mul => x * y,
                BinaryKind.Div => x / y,
                BinaryKind.Maximum => Math.Max(x, y),
                _ => Math.Min(x, y),
            },
            binary.Activation),
        _ => double.NaN,
    };

    private static double Clamped(double x, Clamp clamp) => Math.Min(Math.Max(x, clamp.Min), clamp.Max);

    private static bool Agrees(Unary function, double[] results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            double expected = UnaryFunction.Evaluate(function, Arguments[i]);
            bool same = expected.Equals(results[i]) || Math.Abs(expected - results[i]) <= Tolerance * Math.Max(1, Math.Abs(expected));
            if (!same)
            {
                return false;
            }
        }

        return true;
    }
}
