using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Finds scale and zero point of every computed float value. Values that an operator only moves around form groups with
/// one scale (union-find). Results that the specification fixes stand outside the groups: a group which gets its data
/// from one such result alone takes its scale, any other group has a range of its own and the result is requantized.
/// </summary>
internal sealed class ScaleGroups
{
    private readonly Dictionary<Value, Value> _parents = [];
    private readonly Dictionary<Value, Quantization> _fixed = [];
    private readonly Dictionary<Value, Group> _groups = [];

    private ScaleGroups()
    {
    }

    /// <summary>The parameters of each float value that is no constant.</summary>
    /// <exception cref="ModelException">A value has no range.</exception>
    public static Dictionary<Value, Quantization> Assign(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        ScaleGroups groups = new();
        groups.Connect(graph);
        groups.Describe(graph, ranges);
        Dictionary<Value, Quantization> result = new(groups._fixed);
        foreach (Value value in groups._parents.Keys)
        {
            result[value] = groups.GroupOf(value).Parameters;
        }

        return result;
    }

    /// <summary>Whether a value stands for real numbers that are computed or given.</summary>
    public static bool IsActivation(Value? value) => value is { IsConstant: false, Type: ElementType.Float32 };

    private static bool SharesScale(Node node) => node.Op.Rule.Kind == RuleKind.SameAsInputs && IsActivation(node.Output);

    private void Connect(Graph graph)
    {
        foreach (Value input in graph.Inputs.Where(IsActivation))
        {
            _parents[input] = input;
        }

        foreach (Node node in graph.Nodes)
        {
            foreach (Value output in node.Outputs.Where(IsActivation))
            {
                if (node.Op.Rule.Kind == RuleKind.Fixed)
                {
                    _fixed[output] = new Quantization(node.Op.Rule.Scale, node.Op.Rule.ZeroPoint);
                }
                else
                {
                    _parents[output] = output;
                }
            }

            if (SharesScale(node))
            {
                foreach (Value member in node.Outputs.Concat(node.Inputs.OfType<Value>()).Where(_parents.ContainsKey))
                {
                    _parents[Root(member)] = Root(node.Output);
                }
            }
        }
    }

    private void Describe(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        foreach (Value value in _parents.Keys)
        {
            GroupOf(value).Add(ranges.TryGetValue(value, out ValueRange range)
                ? range
                : throw new ModelException($"'{value.Name}' of {graph.Name} has no calibrated range; calibrate the same graph that is quantized."));
        }

        foreach (Value input in graph.Inputs.Where(_parents.ContainsKey))
        {
            GroupOf(input).HasSource = true;
        }

        foreach (Node node in graph.Nodes.Where(node => node.Outputs.Exists(_parents.ContainsKey)))
        {
            if (SharesScale(node))
            {
                DescribeShared(node, GroupOf(node.Output));
            }
            else
            {
                node.Outputs.FindAll(_parents.ContainsKey).ForEach(output => GroupOf(output).HasSource = true);
            }
        }
    }

    private void DescribeShared(Node node, Group group)
    {
        foreach (Value input in node.Inputs.OfType<Value>())
        {
            if (_fixed.TryGetValue(input, out Quantization? parameters))
            {
                group.AddFixed(parameters);
            }
            else if (input is { IsConstant: true, Type: ElementType.Float32 })
            {
                group.Add(QuantizationParameters.RangeOf(input));
                group.HasSource = true;
            }
        }

        // An infinite border means "never the maximum" and saturates; a finite one must be representable.
        if (node.Op is Pad { Value: not 0 } pad && float.IsFinite(pad.Value) && Math.Abs(pad.Value) < float.MaxValue)
        {
            group.Add(new ValueRange(pad.Value, pad.Value));
            group.HasSource = true;
        }
    }

    private Group GroupOf(Value value)
    {
        Value root = Root(value);
        if (!_groups.TryGetValue(root, out Group? group))
        {
            _groups[root] = group = new Group();
        }

        return group;
    }

    private Value Root(Value value)
    {
        while (_parents[value] != value)
        {
            value = _parents[value] = _parents[_parents[value]];
        }

        return value;
    }

    private sealed class Group
    {
        private readonly List<Quantization> _sources = [];
        private ValueRange _range;
        private Quantization? _parameters;

        /// <summary>Whether some of the data has no scale that the specification fixes.</summary>
        public bool HasSource { get; set; }

        public Quantization Parameters => _parameters ??=
            !HasSource && _sources.Count == 1 ? _sources[0] : QuantizationParameters.Asymmetric(_range);

        public void Add(ValueRange range) => _range = _range.Union(range);

        public void AddFixed(Quantization parameters)
        {
            if (!_sources.Exists(parameters.SameAs))
            {
                _sources.Add(parameters);
            }
        }
    }
}
