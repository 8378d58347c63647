using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using AttributeType = EdgeDeep.Compiler.Import.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Turns a node into nodes of the graph and returns its results.</summary>
internal delegate IReadOnlyList<Value> ImportFunction(OnnxNode node);

/// <summary>One node of the model while it is imported: typed access to operands and attributes, and the graph's end.</summary>
internal sealed class OnnxNode
{
    private readonly NodeProto _proto;
    private readonly ImportContext _context;
    private readonly HashSet<string> _read = [];

    /// <summary>Wraps a node of the file.</summary>
    public OnnxNode(NodeProto proto, int index, ImportContext context)
    {
        _proto = proto;
        _context = context;
        Name = proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault(name => name.Length > 0) ?? $"#{index}";
    }

    /// <summary>The node's name, or that of its first result.</summary>
    public string Name { get; }

    /// <summary>Version of the default operator set.</summary>
    public int Opset => _context.Opset;

    /// <summary>The tensors and the graph.</summary>
    public ImportContext Context => _context;

    /// <summary>Number of operands, absent ones in between included.</summary>
    public int InputCount => _proto.Input.Count;

    /// <summary>Number of results.</summary>
    public int OutputCount => _proto.Output.Count;

    /// <summary>An operand that must be present.</summary>
    public Value Input(int index) => Optional(index) ?? throw Error($"its input {index} is missing");

    /// <summary>An operand; null where the node leaves it out.</summary>
    public Value? Optional(int index) => index >= _proto.Input.Count || _proto.Input[index].Length == 0
        ? null
        : _context.Lookup(_proto.Input[index])
            ?? throw Error($"its input '{_proto.Input[index]}' is neither an input, an initializer nor the result of an earlier node");

    /// <summary>An operand that must be known at import.</summary>
    public Value Constant(int index, string what)
    {
        Value value = Input(index);
        return value.IsConstant ? value : throw Error($"its {what} must be constant; fold it into the model before importing");
    }

    /// <summary>Integers from a constant operand, or from the attribute that older operator sets have; null without either.</summary>
    public int[]? IntsFrom(int index, string attribute) => Optional(index) is null
        ? Ints(attribute)
        : Constant(index, attribute).Type is ElementType.Int32 or ElementType.Int64
            ? Constant(index, attribute).AsInts()
            : throw Error($"its {attribute} must be integers");

    /// <summary>A number from a constant operand, or from the attribute that older operator sets have.</summary>
    public float FloatFrom(int index, string attribute, float fallback)
    {
        if (Optional(index) is null)
        {
            return Float(attribute, fallback);
        }

        Value value = Constant(index, attribute);
        return value is { Type: ElementType.Float32, Elements: 1 }
            ? value.Floats[0]
            : throw Error($"its {attribute} must be one float");
    }

    /// <summary>An integer attribute.</summary>
    public int Int(string name, int fallback) => Attribute(name, AttributeType.Int) is { } found ? Clamp(found.I) : fallback;

    /// <summary>A float attribute.</summary>
    public float Float(string name, float fallback) => Attribute(name, AttributeType.Float) is { } found ? found.F : fallback;

    /// <summary>A text attribute.</summary>
    public string Text(string name, string fallback) =>
        Attribute(name, AttributeType.String) is { } found ? found.S.ToStringUtf8() : fallback;

    /// <summary>A list of texts; null where it is absent.</summary>
    public string[]? Texts(string name) =>
        Attribute(name, AttributeType.Strings) is { } found ? [.. found.Strings.Select(text => text.ToStringUtf8())] : null;

    /// <summary>A list of integers; null where it is absent.</summary>
    public int[]? Ints(string name) => Attribute(name, AttributeType.Ints) is { } found ? [.. found.Ints.Select(Clamp)] : null;

    /// <summary>A list of numbers; null where it is absent.</summary>
    public float[]? Floats(string name) => Attribute(name, AttributeType.Floats) is { } found ? [.. found.Floats] : null;

    /// <summary>Whether an attribute is present.</summary>
    public bool Has(string name) => _proto.Attribute.Any(attribute => attribute.Name == name);

    /// <summary>A tensor attribute; null where it is absent.</summary>
    public Value? Tensor(string name) => Attribute(name, AttributeType.Tensor) is { T: { } tensor } ? TensorReader.Read(tensor) : null;

    /// <summary>A graph attribute: nodes that are part of this one.</summary>
    public GraphProto Branch(string name) => Attribute(name, AttributeType.Graph)?.G ?? throw Error($"its {name} is missing");

    /// <summary>The result of another operator that has this node's attributes and operands of its own.</summary>
    public Value Inner(string type, IReadOnlyList<Value> operands)
    {
        NodeProto proto = _proto.Clone();
        proto.OpType = type;
        proto.Input.Clear();
        foreach (Value operand in operands)
        {
            string name = $"{Name}/{type} operand {proto.Input.Count}";
            _context.Define(name, operand);
            proto.Input.Add(name);
        }

        OnnxNode inner = new(proto, 0, _context);
        IReadOnlyList<Value> results = OnnxOperators.Table[type](inner);
        _read.UnionWith(inner._read);
        return results[0];
    }

    /// <summary>Accepts attributes that do not change what inference computes.</summary>
    public void Ignore(params string[] names) => _read.UnionWith(names);

    /// <summary>Demands that an attribute, if present, has the one value that is supported.</summary>
    public void Demand(string name, int expected)
    {
        if (Int(name, expected) != expected)
        {
            throw Error($"its attribute {name} is {Int(name, expected)}, and only {expected} is supported");
        }
    }

    /// <summary>An attribute that nobody read would be ignored silently; it is an error instead.</summary>
    public void RefuseUnknownAttributes()
    {
        if (_proto.Attribute.FirstOrDefault(attribute => !_read.Contains(attribute.Name)) is { } unknown)
        {
            throw Error($"its attribute '{unknown.Name}' is not supported");
        }
    }

    /// <summary>Appends an operator with one result, or evaluates it where its operands are constants.</summary>
    public Value Add(Operator op, params Value?[] inputs) =>
        _context.Append(new Node(Name, op, inputs, [new Value($"{Name}/{op.Name}", inputs[0]!.Type)]));

    /// <summary>Appends an operator whose result has the type of another operand than the first.</summary>
    public Value Add(Operator op, Value?[] inputs, Runtime.Plans.ElementType type) =>
        _context.Append(new Node(Name, op, inputs, [new Value($"{Name}/{op.Name}", type)]));

    /// <summary>The same elements under another shape.</summary>
    public Value Reshape(Value value, params int[] shape) =>
        value.Shape.AsSpan().SequenceEqual(shape) ? value : Add(new Reshape(shape), value);

    /// <summary>Axes in another order.</summary>
    public Value Transpose(Value value, params int[] permutation) =>
        permutation.SequenceEqual(Enumerable.Range(0, permutation.Length)) ? value : Add(new Transpose(permutation), value);

    /// <summary>An axis counted from the front.</summary>
    public int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw Error($"axis {axis} does not exist in a tensor of {rank} dimensions");

    /// <summary>An exception that names this node and its operator.</summary>
    /// <param name="problem">What is wrong, without a full stop.</param>
    public ModelException Error(string problem) => new(new ModelProblem(Name, _proto.OpType, problem));

    private static int Clamp(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    private AttributeProto? Attribute(string name, AttributeType type)
    {
        _read.Add(name);
        AttributeProto? found = _proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        return found is null || found.Type == type || found.Type == AttributeType.Undefined
            ? found
            : throw Error($"its attribute '{name}' has type {found.Type}, and {type} is expected");
    }
}
