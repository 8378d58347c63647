using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Finds scale and zero point of every computed float value. Values that an operator only moves around form groups with
/// one scale (union-find). Results that the specification fixes stand outside the groups: a group which gets its data
/// from one such result alone takes its scale, any other group has a range of its own and the result is requantized. A
/// state belongs to the group of what it becomes. States that an operator stores in its own way are <see cref="KeptStates"/>.
/// </summary>
internal sealed class ScaleGroups
{
    private readonly Dictionary<Value, Value> _parents = [];
    private readonly Dictionary<Value, Quantization> _fixed = [];
    private readonly Dictionary<Value, Group> _groups = [];

    private readonly KeptStates _kept;
    private readonly HashSet<Node> _islands;

    private ScaleGroups(Graph graph) => (_kept, _islands) = (new KeptStates(graph), FloatIslands.Find(graph));

    /// <summary>How each float value that is no constant is stored.</summary>
    /// <exception cref="ModelException">A value has no range.</exception>
    public static Dictionary<Value, StoredAs> Assign(Graph graph, IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        ScaleGroups groups = new(graph);
        groups.Connect(graph);
        groups.Describe(graph, ranges);
        Dictionary<Value, StoredAs> result = groups._fixed.ToDictionary(pair => pair.Key, pair => new StoredAs(ElementType.Int8, pair.Value));
        foreach (Value value in groups._parents.Keys)
        {
            result[value] = new StoredAs(ElementType.Int8, groups.GroupOf(value).Parameters);
        }

        foreach (Value wide in graph.Nodes.Where(node => node.Op.WideOperand is not null).Select(node => node.Input(node.Op.WideOperand!.Value)).Where(graph.Inputs.Contains))
        {
            result[wide] = new StoredAs(ElementType.Int16, QuantizationParameters.Wide(ranges[wide]));
        }

        foreach ((Value value, StoredAs stored) in groups._kept.Assign(ranges))
        {
            result[value] = stored;
        }

        return result;
    }

    /// <summary>Whether a value stands for real numbers that are computed or given.</summary>
    public static bool IsActivation(Value? value) => value is { IsConstant: false, Type: ElementType.Float32 };

    private bool SharesScale(Node node) => !_islands.Contains(node) && node.Op.Rule.Kind == RuleKind.SameAsInputs && IsActivation(node.Output);

    private static IEnumerable<Value> SharedWithResult(Node node) =>
        node.Op.SharedWithResult is { } pair && IsActivation(node.Output) ? [node.Input(pair.Input), node.Outputs[pair.Output]] : [];

    private void Connect(Graph graph)
    {
        foreach (Value given in graph.Inputs.Concat(graph.States.Select(state => state.Current)).Where(IsActivation).Where(value => !_kept.Contains(value)))
        {
            _parents[given] = given;
        }

        foreach (Node node in graph.Nodes)
        {
            foreach (Value output in node.Outputs.Where(IsActivation).Where(value => !_kept.Contains(value) && !_islands.Contains(node)))
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

        foreach (Node node in graph.Nodes)
        {
            foreach (Value member in SharedWithResult(node).Where(_parents.ContainsKey))
            {
                _parents[Root(member)] = Root(node.Output);
            }
        }

        foreach (State state in graph.States.Where(state => _parents.ContainsKey(state.Current) && _parents.ContainsKey(state.Next)))
        {
            _parents[Root(state.Current)] = Root(state.Next);
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

        foreach (State state in graph.States.Where(state => _parents.ContainsKey(state.Current)))
        {
            Group group = GroupOf(state.Current);
            group.AddNumbers(QuantizationParameters.RangeOf(state.Current.Name, MemoryMarshal.Cast<byte, float>(state.Initial)));
            Join(group, state.Next);
        }

        foreach (Node node in graph.Nodes)
        {
            foreach (Value member in SharedWithResult(node))
            {
                Join(GroupOf(node.Output), member);
            }

            foreach (Value output in node.Outputs.Where(_parents.ContainsKey))
            {
                if (SharesScale(node))
                {
                    DescribeShared(node, GroupOf(output));
                }
                else
                {
                    GroupOf(output).HasSource = true;
                }
            }
        }
    }

    /// <summary>Notes that a value's numbers get into a group; members of groups are described where they come from.</summary>
    private void Join(Group group, Value value)
    {
        if (_fixed.TryGetValue(value, out Quantization? parameters))
        {
            group.AddFixed(parameters);
        }
        else if (value is { IsConstant: true, Type: ElementType.Float32 })
        {
            group.Add(QuantizationParameters.RangeOf(value));
            group.HasSource = true;
        }
        else if (_kept.Contains(value) || (IsActivation(value) && !_parents.ContainsKey(value)))
        {
            // A state that is stored in its own way, or a number that was computed in float.
            group.HasSource = true;
        }
    }

    private void DescribeShared(Node node, Group group)
    {
        foreach (Value input in node.Inputs.OfType<Value>())
        {
            Join(group, input);
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

        /// <summary>Numbers that the group must hold; zero needs no scale of its own.</summary>
        public void AddNumbers(ValueRange range)
        {
            Add(range);
            HasSource |= range.Min < 0 || range.Max > 0;
        }

        public void AddFixed(Quantization parameters)
        {
            if (!_sources.Exists(parameters.SameAs))
            {
                _sources.Add(parameters);
            }
        }
    }
}
