using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// The values that operators carry from one inference to the next in a form of their own (<see cref="Operator.StateRules"/>):
/// results of such operators and the states that such operands read. Values that become one another share a scale.
/// </summary>
internal sealed class KeptStates
{
    private readonly Dictionary<Value, (StateRule Rule, Node Node)> _rules = [];
    private readonly Dictionary<Value, Value> _parents = [];
    private readonly Dictionary<Value, Value> _traces = [];

    /// <summary>Finds them in a float graph.</summary>
    /// <exception cref="ModelException">Two operators want the same state in different forms.</exception>
    public KeptStates(Graph graph)
    {
        Dictionary<Value, Node> producers = graph.Producers();
        HashSet<Value> remembered = [.. graph.States.Select(state => state.Current)];
        foreach ((Node node, StateRule rule) in Rules(graph))
        {
            Keep(node.Outputs[rule.Output], node, rule);
            if (rule.Trace >= 0 && rule.Trace < node.Outputs.Count)
            {
                _traces[node.Outputs[rule.Output]] = node.Outputs[rule.Trace];
            }

            Value[] operands = Views(node.Input(rule.Input), producers);
            if (remembered.Contains(operands[^1]))
            {
                Array.ForEach(operands, operand => Keep(operand, node, rule));
                Array.ForEach(operands, operand => Unite(operand, node.Outputs[rule.Output]));
            }
        }

        foreach (State state in graph.States)
        {
            Value[] views = Views(state.Next, producers);
            if (Contains(views[^1]))
            {
                (StateRule rule, Node node) = _rules[views[^1]];
                Array.ForEach(views, view => Keep(view, node, rule));
                Array.ForEach(views, view => Unite(view, views[^1]));
            }

            Unite(state.Current, state.Next);
        }
    }

    /// <summary>Whether a value is one of them.</summary>
    public bool Contains(Value value) => _parents.ContainsKey(value);

    /// <summary>How each of them is stored.</summary>
    /// <param name="ranges">The range of each of them.</param>
    /// <exception cref="ModelException">A value has no range.</exception>
    public IEnumerable<(Value Value, StoredAs Stored)> Assign(IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        foreach (IGrouping<Value, Value> group in _parents.Keys.ToArray().GroupBy(Root))
        {
            ValueRange range = group.Concat(group.Where(_traces.ContainsKey).Select(value => _traces[value])).Select(value => ranges.TryGetValue(value, out ValueRange seen)
                ? seen
                : throw new ModelException($"'{value.Name}' has no calibrated range; calibrate the same graph that is quantized.")).Aggregate((a, b) => a.Union(b));
            StateRule rule = _rules[group.Key].Rule;
            StoredAs stored = new(rule.Type, rule.Parameters(range.WithZero()));
            foreach (Value value in group)
            {
                yield return (value, stored);
            }
        }
    }

    private static IEnumerable<(Node Node, StateRule Rule)> Rules(Graph graph) =>
        graph.Nodes.SelectMany(node => node.Op.StateRules.Select(rule => (node, rule))).Where(pair => ScaleGroups.IsActivation(pair.node.Outputs[pair.rule.Output]));

    /// <summary>A value and, where it is another's elements in another shape, those it comes from; the first source last.</summary>
    private static Value[] Views(Value value, Dictionary<Value, Node> producers)
    {
        List<Value> views = [value];
        while (producers.TryGetValue(views[^1], out Node? node) && node.Op is Reshape)
        {
            views.Add(node.Input(0));
        }

        return [.. views];
    }

    private void Keep(Value value, Node node, StateRule rule)
    {
        if (_rules.TryGetValue(value, out (StateRule Rule, Node Node) other) && other.Rule.Type != rule.Type)
        {
            throw node.Error($"it keeps '{value.Name}' as {ElementTypes.NameOf(rule.Type)} and {other.Node} keeps it as {ElementTypes.NameOf(other.Rule.Type)}; give them states of their own");
        }

        _rules[value] = (rule, node);
        _parents.TryAdd(value, value);
    }

    private void Unite(Value a, Value b)
    {
        if (!Contains(a) || !Contains(b))
        {
            return;
        }

        Value first = Root(a), second = Root(b);
        (StateRule rule, Node node) = _rules[second];
        Keep(first, node, rule);
        if (first != second)
        {
            _parents[first] = second;
        }
    }

    private Value Root(Value value)
    {
        while (_parents[value] != value)
        {
            value = _parents[value];
        }

        return value;
    }
}
