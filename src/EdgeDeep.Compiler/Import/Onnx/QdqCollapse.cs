using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// Turns float operators between Dequantize and Quantize nodes into quantized operators. Every float value that is the
/// real sight of a stored one is remembered as such; it is only computed where an operator stays float.
/// </summary>
internal sealed class QdqCollapse
{
    private readonly Graph _graph;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<Node> _absorbed = [];
    private readonly ILookup<Value, Node> _consumers;

    private readonly Dictionary<Value, Value> _storedOf = [];
    private readonly Dictionary<Value, Value> _same = [];
    private readonly Dictionary<Value, Value> _floats = [];

    private QdqCollapse(Graph graph)
    {
        _graph = graph;
        _consumers = graph.Consumers();
    }

    /// <summary>Rewrites a graph in place; a graph without quantization stays as it is.</summary>
    public static void Run(Graph graph)
    {
        QdqCollapse collapse = new(graph);
        foreach (Node node in graph.Nodes)
        {
            if (!collapse._absorbed.Contains(node))
            {
                collapse.Rewrite(node);
            }
        }

        collapse.Finish();
    }

    private void Rewrite(Node node)
    {
        switch (node.Op)
        {
            case Dequantize:
                _storedOf[node.Output] = Current(node.Input(0));
                break;
            case Quantize:
                Requantize(node);
                break;
            default:
                if (node.Inputs.All(input => input is null || Stored(input) is null) || !Collapse(node))
                {
                    KeepFloat(node);
                }

                break;
        }
    }

    /// <summary>A Quantize of a stored value vanishes where nothing changes, otherwise it converts integers to integers.</summary>
    private void Requantize(Node node)
    {
        Value input = Current(node.Input(0)), output = node.Output;
        Value source = Stored(input) ?? input;
        if (source.Type == output.Type && source.Quantization is { } found && found.SameAs(output.Quantization))
        {
            _same[output] = source;
            return;
        }

        Add(new Node(node.Name, node.Op, [source], [output]));
    }

    private bool Collapse(Node node) => node.Op switch
    {
        Pool2D { Kind: PoolKind.Average } pool => Average(node, pool),
        Movement or Pool2D or Reduce { Kind: ReduceKind.Max } when node.Op is not Concatenation => Move(node),
        Concatenation or Binary { Kind: BinaryKind.Maximum or BinaryKind.Minimum } => Join(node),
        ArgMax => Index(node),
        Softmax or Unary { Kind: UnaryKind.Logistic or UnaryKind.Tanh } => Fixed(node),
        _ => node.Op.Weights is { } rule ? Layer(node, rule) : Elementwise(node),
    };

    /// <summary>Operators that keep the scale work on the stored integers.</summary>
    private bool Move(Node node)
    {
        if (Stored(node.Input(0)) is not { } stored)
        {
            return false;
        }

        Node moved = new(node.Name, node.Op, [stored, .. node.Inputs.Skip(1)], [Result(node.Output, stored.Type, stored.Quantization)]);
        if (stored is { IsConstant: true, Quantization.IsPerChannel: true })
        {
            moved.Op.InferShapes(moved);
            if (MovementEvaluator.Moved(moved, stored.Quantization) is null)
            {
                return false;
            }
        }

        Add(moved);
        _storedOf[node.Output] = moved.Output;
        return true;
    }

    /// <summary>
    /// A mean at another scale than the data's would be rounded twice by a pool and a conversion. A reduction, or a
    /// convolution with equal weights, rounds once.
    /// </summary>
    private bool Average(Node node, Pool2D pool)
    {
        Ending tail = Tail(node, true);
        if (Stored(node.Input(0)) is not { IsConstant: false, Type: ElementType.Int8, Quantization: { } quantization } data
            || tail.Quantize is null || pool.Pad != default || quantization.SameAs(tail.Quantize.Output.Quantization))
        {
            return Move(node);
        }

        int[] shape = data.Shape;
        Operator op = new Reduce(ReduceKind.Mean, [1, 2], true);
        Value?[] operands = [data];
        if (pool.FilterHeight != shape[1] || pool.FilterWidth != shape[2] || !tail.Clamp.IsNone)
        {
            op = new DepthwiseConv2D(pool.StrideHeight, pool.StrideWidth, 1, 1, default, Clamp.None);
            operands = [data, QdqConstants.MeanFilter(node.Name, pool.FilterHeight, pool.FilterWidth, shape[3]), null];
        }

        Finish(new Node(node.Name, op, node.Inputs, node.Outputs), operands, tail, tail.Quantize.Output);
        return true;
    }

    /// <summary>Operators whose operands and result must share a scale; operands at another one are converted.</summary>
    private bool Join(Node node)
    {
        Ending tail = Tail(node, true);
        Node? quantize = tail.Quantize;
        Value? first = node.Inputs.Select(input => Stored(input!)).FirstOrDefault(value => value is { IsConstant: false });
        Quantization? shared = quantize?.Output.Quantization ?? first?.Quantization;
        ElementType type = quantize?.Output.Type ?? first?.Type ?? ElementType.Int8;
        if (shared is null || node.Inputs.Any(input => !CanStore(input!, quantize is null ? shared : null)))
        {
            return false;
        }

        Value[] operands = [.. node.Inputs.Select(input => At(input!, type, shared))];
        Value result = quantize is null || !tail.Clamp.IsNone ? Result(node.Output, type, shared) : quantize.Output;
        Finish(node, operands, tail with { Clamp = Clamp.None }, result);
        if (quantize is not null && result != quantize.Output)
        {
            // These operators' kernels do not clamp.
            Add(new Node(quantize.Name, new Activate(tail.Clamp), [result], [quantize.Output]));
        }

        return true;
    }

    private bool Index(Node node)
    {
        if (Stored(node.Input(0)) is not { IsConstant: false } stored)
        {
            return false;
        }

        Add(new Node(node.Name, node.Op, [stored], node.Outputs));
        return true;
    }

    /// <summary>Operators whose result has the scale that the specification demands.</summary>
    private bool Fixed(Node node)
    {
        if (Stored(node.Input(0)) is not { Type: ElementType.Int8 or ElementType.Int16, IsConstant: false } stored)
        {
            return false;
        }

        Quantization quantization = stored.Type == ElementType.Int8
            ? new Quantization(node.Op.Rule.Scale, node.Op.Rule.ZeroPoint)
            : new Quantization(1f / 32768, 0);
        Node result = new(node.Name, node.Op, [stored], [Result(node.Output, stored.Type, quantization)]);
        Add(result);
        _storedOf[node.Output] = result.Output;
        return true;
    }

    /// <summary>Convolutions and fully connected layers, with their biases at the scale of the accumulator.</summary>
    private bool Layer(Node node, WeightRule rule)
    {
        Ending tail = Tail(node, true);
        if (tail.Quantize is null || Stored(node.Input(0)) is not { IsConstant: false, Quantization: { } input } data
            || Stored(node.Input(rule.Input)) is not { IsConstant: true, Type: ElementType.Int8, Quantization: { } weights } stored)
        {
            return false;
        }

        Value? bias = null;
        if (node.OptionalInput(rule.Bias) is { } given && (bias = QdqConstants.Bias(given, Stored(given), input, weights)) is null)
        {
            return false;
        }

        Finish(node, [data, stored, bias], tail, tail.Quantize.Output);
        return true;
    }

    private bool Elementwise(Node node)
    {
        Ending tail = Tail(node, node.Op is IActivated);
        if (node.Op is BatchNorm || node.Inputs.Any(input => input is null || !CanStore(input, null)))
        {
            return false;
        }

        Value[] operands = [.. node.Inputs.Select(input => Stored(input!) ?? QdqConstants.Quantize(input!))];
        if (tail.Quantize is null)
        {
            // A clamp leaves the scale as it is, so it needs none of its own.
            return node.Op is Activate && Move(node);
        }

        Finish(node, operands, tail, tail.Quantize.Output);
        return true;
    }

    private void Finish(Node node, Value?[] operands, Ending tail, Value result)
    {
        Operator op = !tail.Clamp.IsNone && node.Op is IActivated activated
            ? activated.With(activated.Activation.Then(tail.Clamp))
            : node.Op;
        Add(new Node(node.Name, op, operands, [result]));
        _storedOf[node.Output] = result;
        _absorbed.UnionWith(tail.Nodes);
    }

    /// <summary>Finds the Quantize behind a node; between them may lie clamps that nothing else uses.</summary>
    private Ending Tail(Node node, bool mayClamp)
    {
        Clamp clamp = Clamp.None;
        List<Node> nodes = [];
        for (Value value = node.Output; ;)
        {
            Node[] users = [.. _consumers[value]];
            if (Array.Find(users, user => user.Op is Quantize && IsActivation(user.Output.Type)) is { } quantize)
            {
                return new Ending(quantize, clamp, [.. nodes, quantize]);
            }

            if (!mayClamp || users is not [{ Op: Activate next } only] || _graph.Outputs.Contains(value))
            {
                return new Ending(null, Clamp.None, []);
            }

            nodes.Add(only);
            clamp = clamp.Then(next.Activation);
            value = only.Output;
        }
    }

    /// <summary>Whether a value can be had as integers, at a given scale if there is one.</summary>
    private bool CanStore(Value value, Quantization? demanded) => Stored(value) is { } stored
        ? demanded is null || demanded.SameAs(stored.Quantization) || stored.IsConstant
        : value is { IsConstant: true, Type: ElementType.Float32 };

    /// <summary>A value as integers of a given scale.</summary>
    private Value At(Value value, ElementType type, Quantization quantization)
    {
        Value? stored = Stored(value);
        if (stored is not null && stored.Type == type && quantization.SameAs(stored.Quantization))
        {
            return stored;
        }

        if (stored?.IsConstant ?? true)
        {
            return QdqConstants.At(stored is null ? value : QdqConstants.ToFloat(stored), type, quantization);
        }

        Node node = new($"{stored.Name}/requantized", new Quantize(), [stored], [Result(stored, type, quantization)]);
        Add(node);
        return node.Output;
    }

    private void KeepFloat(Node node)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { } input)
            {
                node.Inputs[i] = Float(Current(input));
            }
        }

        _nodes.Add(node);
    }

    /// <summary>A value as real numbers, dequantized once where it is stored.</summary>
    private Value Float(Value value)
    {
        if (Stored(value) is not { } stored)
        {
            return value;
        }

        if (!_floats.TryGetValue(value, out Value? real))
        {
            real = stored.IsConstant ? QdqConstants.ToFloat(stored) : value;
            _floats[value] = real;
            if (!stored.IsConstant)
            {
                Add(new Node($"{value.Name}/dequantize", new Dequantize(), [stored], [value]));
            }
        }

        return real;
    }

    private void Finish()
    {
        for (int i = 0; i < _graph.Outputs.Count; i++)
        {
            Value output = _graph.Outputs[i], value = Float(Current(output));
            if (value == output)
            {
                continue;
            }

            Value copy = new(output.Name, value.Type) { Quantization = value.Quantization };
            Add(new Node(output.Name, new Reshape(value.Shape), [value], [copy]));
            _graph.Outputs[i] = copy;
        }

        _graph.Nodes.Clear();
        _graph.Nodes.AddRange(_nodes);
    }

    private Value? Stored(Value value) => _storedOf.TryGetValue(value, out Value? stored) ? Current(stored) : null;

    private Value Current(Value value)
    {
        while (_same.TryGetValue(value, out Value? next))
        {
            value = next;
        }

        return value;
    }

    private static bool IsActivation(ElementType type) => type is ElementType.Int8 or ElementType.Int16;

    private static Value Result(Value old, ElementType type, Quantization? quantization) =>
        new($"{old.Name}/{ElementTypes.NameOf(type)}", type) { Quantization = quantization };

    private void Add(Node node)
    {
        node.Op.InferShapes(node);
        if (!ConstantFolding.TryEvaluate(node))
        {
            _nodes.Add(node);
        }
    }

    /// <summary>What follows a float operator until its result is quantized.</summary>
    private sealed record Ending(Node? Quantize, Clamp Clamp, List<Node> Nodes);
}
