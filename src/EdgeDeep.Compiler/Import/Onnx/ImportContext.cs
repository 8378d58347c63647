using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>The tensors known so far by their ONNX names, and the graph that grows.</summary>
internal sealed class ImportContext(Graph graph, int opset, IReadOnlyDictionary<string, int> uses)
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly HashSet<Value> _named = [];
    private readonly Dictionary<Value, Node> _producers = [];
    private readonly Dictionary<Value, Value> _converted = [];
    private readonly HashSet<string> _blocked = [];

    /// <summary>The graph that is built.</summary>
    public Graph Graph { get; } = graph;

    /// <summary>Version of the default operator set.</summary>
    public int Opset { get; } = opset;

    /// <summary>Signed stand-ins of unsigned tensors, so that each one is converted once.</summary>
    public Dictionary<Value, Value> Signed => _converted;

    /// <summary>Whether a tensor of that name exists already.</summary>
    public bool IsDefined(string name) => _values.ContainsKey(name);

    /// <summary>The tensor of a name; null if nothing has computed it.</summary>
    public Value? Lookup(string name) => _values.GetValueOrDefault(name);

    /// <summary>How many nodes and outputs of the model use a tensor.</summary>
    public int Uses(string name) => uses.GetValueOrDefault(name);

    /// <summary>Notes that a tensor is not known, because the node that computes it cannot be imported.</summary>
    public void Block(string name) => _blocked.Add(name);

    /// <summary>Whether a tensor is not known, because a node before it cannot be imported.</summary>
    public bool IsBlocked(string name) => name.Length > 0 && _blocked.Contains(name);

    /// <summary>Gives a tensor its ONNX name; a tensor that only passes through keeps the one it has.</summary>
    public void Define(string name, Value value)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (!_values.TryAdd(name, value))
        {
            throw new ModelException($"Tensor '{name}' is defined twice; the model is damaged.");
        }

        if (_named.Add(value))
        {
            value.Name = name;
        }
    }

    /// <summary>The node that computes a value; null for inputs and constants.</summary>
    public Node? Producer(Value value) => _producers.GetValueOrDefault(value);

    /// <summary>Infers shapes and appends a node, or evaluates it at once where all operands are constants.</summary>
    /// <returns>The node's only result.</returns>
    public Value Append(Node node)
    {
        node.Op.InferShapes(node);
        if (ConstantFolding.TryEvaluate(node))
        {
            return node.Output;
        }

        if (node.Inputs[0] is { } data && Producer(data) is { Op: Dequantize } dequantize
            && ConstantFolding.MoveStored(node, dequantize.Input(0)) is { } stored)
        {
            node = new Node(node.Name, new Dequantize(), [stored], [node.Output]);
        }
        else if (node.Op is Movement or Pool2D)
        {
            node.Output.Quantization ??= node.Input(0).Quantization;
        }

        Graph.Nodes.Add(node);
        foreach (Value output in node.Outputs)
        {
            _producers[output] = node;
        }

        return node.Output;
    }
}
