using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// Turns float operators between Dequantize and Quantize nodes into quantized operators, by a rule for each kind of
/// operator.
/// </summary>
internal sealed class QdqCollapse
{
    private readonly QdqGraph _graph;

    private QdqCollapse(Graph graph) => _graph = new QdqGraph(graph);

    /// <summary>Rewrites a graph in place; a graph without quantization stays as it is.</summary>
    public static void Run(Graph graph)
    {
        QdqCollapse collapse = new(graph);
        foreach (Node node in graph.Nodes)
        {
            if (!collapse._graph.Absorbed.Contains(node))
            {
                collapse.Rewrite(node);
            }
        }

        collapse._graph.Finish();
    }

    private void Rewrite(Node node)
    {
        switch (node.Op)
        {
            case Dequantize:
                _graph.SetStored(node.Output, _graph.Current(node.Input(0)));
                break;
            case Quantize:
                Requantize(node);
                break;
            default:
                if (node.Inputs.All(input => input is null || _graph.Stored(input) is null) || !Collapse(node))
                {
                    _graph.KeepFloat(node);
                }

                break;
        }
    }

    /// <summary>A Quantize of a stored value vanishes where nothing changes, otherwise it converts integers to integers.</summary>
    private void Requantize(Node node)
    {
        Value input = _graph.Current(node.Input(0)), output = node.Output;
        Value source = _graph.Stored(input) ?? input;
        if (source.Type == output.Type && source.Quantization is { } found && found.SameAs(output.Quantization))
        {
            _graph.SetSame(output, source);
            return;
        }

        _graph.Add(new Node(node.Name, node.Op, [source], [output]));
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
        if (_graph.Stored(node.Input(0)) is not { } stored)
        {
            return false;
        }

        Node moved = new(node.Name, node.Op, [stored, .. node.Inputs.Skip(1)], [QdqGraph.Result(node.Output, stored.Type, stored.Quantization)]);
        if (stored is { IsConstant: true, Quantization.IsPerChannel: true })
        {
            moved.Op.InferShapes(moved);
            if (MovementEvaluator.Moved(moved, stored.Quantization) is null)
            {
                return false;
            }
        }

        _graph.Add(moved);
        _graph.SetStored(node.Output, moved.Output);
        return true;
    }

    /// <summary>
    /// A mean at another scale than the data's would be rounded twice by a pool and a conversion. A reduction, or a
    /// convolution with equal weights, rounds once.
    /// </summary>
    private bool Average(Node node, Pool2D pool)
    {
        Ending tail = _graph.Tail(node, true);
        if (_graph.Stored(node.Input(0)) is not { IsConstant: false, Type: ElementType.Int8, Quantization: { } quantization } data
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
        Ending tail = _graph.Tail(node, true);
        Node? quantize = tail.Quantize;
        Value? first = node.Inputs.Select(input => _graph.Stored(input!)).FirstOrDefault(value => value is { IsConstant: false });
        Quantization? shared = quantize?.Output.Quantization ?? first?.Quantization;
        ElementType type = quantize?.Output.Type ?? first?.Type ?? ElementType.Int8;
        if (shared is null || node.Inputs.Any(input => !_graph.CanStore(input!, quantize is null ? shared : null)))
        {
            return false;
        }

        Value[] operands = [.. node.Inputs.Select(input => _graph.At(input!, type, shared))];
        Value result = quantize is null || !tail.Clamp.IsNone ? QdqGraph.Result(node.Output, type, shared) : quantize.Output;
        Finish(node, operands, tail with { Clamp = Clamp.None }, result);
        if (quantize is not null && result != quantize.Output)
        {
            // These operators' kernels do not clamp.
            _graph.Add(new Node(quantize.Name, new Activate(tail.Clamp), [result], [quantize.Output]));
        }

        return true;
    }

    private bool Index(Node node)
    {
        if (_graph.Stored(node.Input(0)) is not { IsConstant: false } stored)
        {
            return false;
        }

        _graph.Add(new Node(node.Name, node.Op, [stored], node.Outputs));
        return true;
    }

    /// <summary>Operators whose result has the scale that the specification demands.</summary>
    private bool Fixed(Node node)
    {
        if (_graph.Stored(node.Input(0)) is not { Type: ElementType.Int8 or ElementType.Int16, IsConstant: false } stored)
        {
            return false;
        }

        Quantization quantization = stored.Type == ElementType.Int8
            ? new Quantization(node.Op.Rule.Scale, node.Op.Rule.ZeroPoint)
            : new Quantization(1f / 32768, 0);
        Node result = new(node.Name, node.Op, [stored], [QdqGraph.Result(node.Output, stored.Type, quantization)]);
        _graph.Add(result);
        _graph.SetStored(node.Output, result.Output);
        return true;
    }

    /// <summary>Convolutions and fully connected layers, with their biases at the scale of the accumulator.</summary>
    private bool Layer(Node node, WeightRule rule)
    {
        Ending tail = _graph.Tail(node, true);
        if (tail.Quantize is null || _graph.Stored(node.Input(0)) is not { IsConstant: false, Quantization: { } input } data
            || _graph.Stored(node.Input(rule.Input)) is not { IsConstant: true, Type: ElementType.Int8, Quantization: { } weights } stored)
        {
            return false;
        }

        Value? bias = null;
        if (node.OptionalInput(rule.Bias) is { } given && (bias = QdqConstants.Bias(given, _graph.Stored(given), input, weights)) is null)
        {
            return false;
        }

        Finish(node, [data, stored, bias], tail, tail.Quantize.Output);
        return true;
    }

    private bool Elementwise(Node node)
    {
        Ending tail = _graph.Tail(node, node.Op is IActivated);
        if (node.Op is BatchNorm || node.Inputs.Any(input => input is null || !_graph.CanStore(input, null)))
        {
            return false;
        }

        Value[] operands = [.. node.Inputs.Select(input => _graph.Stored(input!) ?? QdqConstants.Quantize(input!))];
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
        _graph.Add(new Node(node.Name, op, operands, [result]));
        _graph.SetStored(node.Output, result);
        _graph.Absorbed.UnionWith(tail.Nodes);
    }
}
