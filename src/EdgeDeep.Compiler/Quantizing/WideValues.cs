using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// The values that are kept in 16 bits: int16 around zero, as in the 16x8 scheme of TensorFlow Lite. What computes or takes one of
/// them runs on int16, because a conversion in between would lose what 16 bits keep.
/// </summary>
internal sealed class WideValues
{
    private readonly HashSet<Node> _nodes;
    private readonly HashSet<Value> _inputs;

    /// <summary>Finds the operators.</summary>
    /// <exception cref="ModelException">A name is none of a computed real value.</exception>
    public WideValues(Graph graph, IReadOnlySet<string> names, HashSet<Node> islands)
    {
        HashSet<Value> values = [.. graph.Inputs.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(value => ScaleGroups.IsActivation(value) && names.Contains(value.Name))];
        if (names.FirstOrDefault(name => !values.Any(value => value.Name == name)) is { } unknown)
        {
            throw new ModelException($"{graph.Name} has no input or result of real numbers called '{unknown}' that could be kept in 16 bits; --sensitivity lists their names.");
        }

        _inputs = [.. graph.Inputs.Where(values.Contains)];
        _nodes = [.. graph.Nodes.Where(node => !islands.Contains(node) && node.Inputs.OfType<Value>().Concat(node.Outputs).Any(values.Contains))];
    }

    /// <summary>Whether an operator runs on int16.</summary>
    public bool Contains(Node node) => _nodes.Contains(node);

    /// <summary>Stores the values in 16 bits.</summary>
    /// <param name="stored">How each value is stored; changed.</param>
    /// <param name="ranges">The range of each value.</param>
    public void Widen(Dictionary<Value, StoredAs> stored, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        foreach (Value input in _inputs)
        {
            stored[input] = Of(ranges[input]);
        }

        foreach (Node node in _nodes)
        {
            foreach (Value output in node.Outputs.Where(output => ScaleGroups.IsActivation(output) && stored.ContainsKey(output)))
            {
                stored[output] = node.Op.Rule.Kind == RuleKind.Fixed ? OfRule(node.Op.Rule) : Of(Range(node, output, ranges));
            }
        }
    }

    /// <summary>A range in 16 bits around zero.</summary>
    public static StoredAs Of(ValueRange range) => new(ElementType.Int16, QuantizationParameters.Symmetric16(range));

    /// <summary>
    /// The 16 bits of a rule that fixes the 8 bits: results between -1 and 1 have the scale that the kernels of the 16x8 scheme
    /// demand, others the range that their 8 bits have.
    /// </summary>
    private static StoredAs OfRule(QuantizationRule rule)
    {
        ValueRange range = new(rule.Scale * (sbyte.MinValue - rule.ZeroPoint), rule.Scale * (sbyte.MaxValue - rule.ZeroPoint));
        return range is { Min: >= -1, Max: <= 1 } ? new StoredAs(ElementType.Int16, new Quantization(1f / (short.MaxValue + 1), 0)) : Of(range);
    }

    /// <summary>What only moves numbers must hold all of its operands.</summary>
    private static ValueRange Range(Node node, Value output, IReadOnlyDictionary<Value, ValueRange> ranges) => node.Op.Rule.Kind != RuleKind.SameAsInputs
        ? ranges[output]
        : node.Inputs.OfType<Value>().Where(ScaleGroups.IsActivation).Select(value => ranges[value]).Aggregate(ranges[output], (a, b) => a.Union(b));
}
