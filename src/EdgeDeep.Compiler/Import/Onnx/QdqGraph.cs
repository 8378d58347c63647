using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// The graph that <see cref="QdqCollapse"/> builds. Every float value that is the real sight of a stored one is remembered
/// as such; it is only computed where an operator stays float.
/// </summary>
internal sealed class QdqGraph(Graph graph)
{
    private readonly List<Node> _nodes = [];
    private readonly ILookup<Value, Node> _consumers = graph.Consumers();
    private readonly Dictionary<Value, Value> _stored = [];
    private readonly Dictionary<Value, Value> _same = [];
    private readonly Dictionary<Value, Value> _floats = [];

    /// <summary>Nodes that became part of another one.</summary>
    public HashSet<Node> Absorbed { get; } = [];

    /// <summary>The stored integers that a float value is a sight of; null where it is float in itself.</summary>
    public Value? Stored(Value value) => _stored.TryGetValue(value, out Value? stored) ? Current(stored) : null;

    /// <summary>Declares a float value to be the sight of stored integers.</summary>
    public void SetStored(Value value, Value stored) => _stored[value] = stored;

    /// <summary>Declares a value to be another one under a second name.</summary>
    public void SetSame(Value value, Value other) => _same[value] = other;

    /// <summary>The value that stands for another one now.</summary>
    public Value Current(Value value)
    {
        while (_same.TryGetValue(value, out Value? next))
        {
            value = next;
        }

        return value;
    }

    /// <summary>A value for the stored form of a float one.</summary>
    public static Value Result(Value old, ElementType type, Quantization? quantization) =>
        new($"{old.Name}/{ElementTypes.NameOf(type)}", type) { Quantization = quantization };

    /// <summary>Appends a node, or evaluates it where its operands are constants.</summary>
    public void Add(Node node)
    {
        node.Op.InferShapes(node);
        if (!ConstantFolding.TryEvaluate(node))
        {
            _nodes.Add(node);
        }
    }

    /// <summary>Keeps a node float; its operands are dequantized.</summary>
    public void KeepFloat(Node node)
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

    /// <summary>Whether a value can be had as integers, at a given scale if there is one.</summary>
    public bool CanStore(Value value, Quantization? demanded) => Stored(value) is { } stored
        ? demanded is null || demanded.SameAs(stored.Quantization) || stored.IsConstant
        : value is { IsConstant: true, Type: ElementType.Float32 };

    /// <summary>A value as integers of a given scale.</summary>
    public Value At(Value value, ElementType type, Quantization quantization)
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

    /// <summary>Finds the Quantize behind a node; between them may lie clamps that nothing else uses.</summary>
    public Ending Tail(Node node, bool mayClamp)
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

            if (!mayClamp || users is not [{ Op: Activate next } only] || graph.Outputs.Contains(value))
            {
                return new Ending(null, Clamp.None, []);
            }

            nodes.Add(only);
            clamp = clamp.Then(next.Activation);
            value = only.Output;
        }
    }

    /// <summary>Dequantizes the outputs that are float and puts the nodes into the graph.</summary>
    public void Finish()
    {
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            Value output = graph.Outputs[i], value = Float(Current(output));
            if (value == output)
            {
                continue;
            }

            Value copy = new(output.Name, value.Type) { Quantization = value.Quantization };
            Node node = new(output.Name, new Reshape(value.Shape), [value], [copy]);
            node.Op.InferShapes(node);
            _nodes.Add(node);
            graph.Outputs[i] = copy;
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(_nodes);
    }

    private static bool IsActivation(ElementType type) => type is ElementType.Int8 or ElementType.Int16;

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
}

/// <summary>What follows a float operator until its result is quantized.</summary>
/// <param name="Quantize">The Quantize node; null where there is none.</param>
/// <param name="Clamp">All clamps between.</param>
/// <param name="Nodes">The clamps' nodes and the Quantize node.</param>
internal sealed record Ending(Node? Quantize, Clamp Clamp, List<Node> Nodes);
