using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>The state of <see cref="CancelTransposes"/>: the view that stands for each value, and the nodes that remain.</summary>
internal sealed class LayoutRewriter(Graph graph)
{
    private readonly Dictionary<Value, LayoutView> _views = [];
    private readonly Dictionary<Value, Node> _reshapes = [];
    private readonly Dictionary<(Value Base, string Layout), Value> _carriedOut = [];
    private readonly List<Node> _nodes = [];

    /// <summary>The view that stands for a value.</summary>
    public LayoutView View(Value value) => _views.GetValueOrDefault(value) ?? LayoutView.Of(value);

    /// <summary>Sets the view that stands for a value.</summary>
    public void SetView(Value value, LayoutView view) => _views[value] = view;

    /// <summary>
    /// A view without a reshape behind the transposition. Where that takes a transposition, it is carried out as the view
    /// says, or so that a transposition that is to follow becomes needless.
    /// </summary>
    public LayoutView TransposedOnly(LayoutView view, int[]? following = null)
    {
        if (view.Reshaped is null)
        {
            return view;
        }

        if (view.ReshapeFirst() is { } steps)
        {
            LayoutView gathered = LayoutView.Of(view.Base).Transpose(steps.Gather);
            LayoutView result = new(view.Base, steps.Permutation, null);
            bool vanishes = following is not null && LayoutView.IsIdentity([.. following.Select(axis => steps.Permutation[axis])]);
            if (gathered.KeepsOrder || vanishes)
            {
                return result with { Base = Reshape(CarryOut(gathered), steps.Shape) };
            }
        }

        return LayoutView.Of(CarryOut(view));
    }

    /// <summary>Whether carrying out a view costs no new transposition.</summary>
    public bool IsFree(LayoutView view) =>
        view.KeepsOrder || view.Base.IsConstant || _carriedOut.ContainsKey((view.Base, Key(view.Permutation)));

    /// <summary>A value that has the view's shape and elements.</summary>
    public Value CarryOut(LayoutView view)
    {
        Value value = view.Base;
        if (!view.KeepsOrder)
        {
            value = Once(value, Key(view.Permutation), new Transpose(view.Permutation));
        }

        return Reshape(value, view.Shape);
    }

    /// <summary>The same elements under another shape; reshapes of reshapes become one.</summary>
    public Value Reshape(Value value, int[] shape)
    {
        Value source = _reshapes.TryGetValue(value, out Node? producer) ? producer.Input(0) : value;
        return source.Shape.AsSpan().SequenceEqual(shape) ? source : Once(source, $"reshape {Key(shape)}", new Reshape(shape));
    }

    /// <summary>Keeps a node as it is, on operands that are carried out.</summary>
    public void Keep(Node node)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { } input)
            {
                node.Inputs[i] = CarryOut(View(input));
            }
        }

        _nodes.Add(node);
    }

    /// <summary>Replaces a node by the same on other operands; its result is seen through a view.</summary>
    /// <param name="node">The node to replace.</param>
    /// <param name="op">The operator, with its axes adapted.</param>
    /// <param name="permutation">Permutation from the new result to the old one.</param>
    /// <param name="reshaped">Reshape that follows.</param>
    /// <param name="inputs">The new operands.</param>
    public void Replace(Node node, Operator op, int[] permutation, int[]? reshaped, params Value?[] inputs)
    {
        Value old = node.Output;
        bool same = reshaped is null && LayoutView.IsIdentity(permutation);
        Value result = same ? old : new Value(old.Name, old.Type) { Quantization = old.Quantization };
        Add(new Node(node.Name, op, inputs, [result]));
        if (!same)
        {
            _views[old] = new LayoutView(result, permutation, reshaped);
        }
    }

    /// <summary>Carries out the views of the graph's outputs and states and puts the remaining nodes into the graph.</summary>
    public void Finish()
    {
        HashSet<Value> taken = [.. graph.Inputs];
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            Value output = graph.Outputs[i], value = CarryOut(View(output));
            if (value != output && (value.IsConstant || taken.Contains(value) || graph.Outputs.Contains(value)))
            {
                Value copy = new(output.Name, value.Type) { Quantization = value.Quantization };
                Node node = new(output.Name, new Reshape(value.Shape), [value], [copy]);
                node.Op.InferShapes(node);
                _nodes.Add(node);
                value = copy;
            }

            value.Name = output.Name;
            graph.Outputs[i] = value;
            taken.Add(value);
        }

        for (int i = 0; i < graph.States.Count; i++)
        {
            graph.States[i] = graph.States[i] with { Next = CarryOut(View(graph.States[i].Next)) };
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(_nodes);
    }

    private static string Key(int[] numbers) => string.Join(',', numbers);

    private Value Once(Value value, string layout, Operator op)
    {
        if (!_carriedOut.TryGetValue((value, layout), out Value? result))
        {
            result = new Value($"{value.Name}/{op.Name}", value.Type) { Quantization = value.Quantization };
            Add(new Node(result.Name, op, [value], [result]));
            _carriedOut[(value, layout)] = result;
        }

        return result;
    }

    private void Add(Node node)
    {
        node.Op.InferShapes(node);
        if (ConstantFolding.TryEvaluate(node))
        {
            return;
        }

        _nodes.Add(node);
        if (node.Op is Reshape)
        {
            _reshapes[node.Output] = node;
        }
    }
}
