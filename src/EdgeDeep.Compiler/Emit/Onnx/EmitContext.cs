using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;
using Google.Protobuf;
using AttributeType = EdgeDeep.Compiler.Import.Onnx.Proto.AttributeProto.Types.AttributeType;
using DataType = EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types.DataType;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Writes one node and returns the name of the tensor that holds its result.</summary>
internal delegate string EmitFunction(Node node, EmitContext context);

/// <summary>The ONNX graph that is written, with names for values.</summary>
internal sealed class EmitContext
{
    private readonly Dictionary<Value, string> _names = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<Value> _written = [];
    private readonly HashSet<Value> _wanted;

    /// <summary>Starts a graph in which certain values keep their own names.</summary>
    public EmitContext(IEnumerable<Value> named)
    {
        _wanted = [.. named];
        foreach (Value value in _wanted)
        {
            _names[value] = value.Name;
            if (!_taken.Add(value.Name))
            {
                throw new ModelException($"Two inputs or outputs are called '{value.Name}'; give them different names.");
            }
        }
    }

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; } = new();

    /// <summary>The element type of the format for a value.</summary>
    public static DataType TypeOf(Value value) => value.Type switch
    {
        ElementType.Float32 => DataType.Float,
        ElementType.Int32 => DataType.Int32,
        ElementType.Int64 => DataType.Int64,
        ElementType.UInt8 => DataType.Uint8,
        ElementType.Bool => DataType.Bool,
        _ => throw new ModelException($"Tensor '{value.Name}' has type {ElementTypes.NameOf(value.Type)}, which float ONNX does not hold here."),
    };

    /// <summary>Whether a value is an output or input of the graph that is written.</summary>
    public bool Wants(Value value) => _wanted.Contains(value);

    /// <summary>Name, type and shape of an input or output.</summary>
    public static ValueInfoProto Describe(string name, Value value)
    {
        TypeProto.Types.Tensor type = new() { ElemType = TypeOf(value), Shape = new TensorShapeProto() };
        type.Shape.Dim.AddRange(value.Shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    /// <summary>The name of a value in the file.</summary>
    public string NameOf(Value value)
    {
        if (!_names.TryGetValue(value, out string? name))
        {
            name = Fresh(value.Name);
            _names[value] = name;
        }

        return name;
    }

    /// <summary>The tensor of a value; a constant is written where it is first used.</summary>
    public string Tensor(Value value)
    {
        string name = NameOf(value);
        if (value.Data is { } data && _written.Add(value))
        {
            TensorProto tensor = new() { Name = name, DataType = TypeOf(value), RawData = ByteString.CopyFrom(data) };
            tensor.Dims.AddRange(value.Shape.Select(size => (long)size));
            Graph.Initializer.Add(tensor);
        }

        return name;
    }

    /// <summary>A constant vector of 64-bit integers, such as a shape.</summary>
    public string Longs(params int[] values) => Tensor(
        Value.Constant<long>("integers", ElementType.Int64, [values.Length], [.. values.Select(value => (long)value)]));

    /// <summary>A constant number.</summary>
    public string Scalar(float number) => Tensor(Value.Constant("number", [], [number]));

    /// <summary>Appends an ONNX node with one result.</summary>
    /// <returns>The name of the result.</returns>
    public string Add(string type, string[] inputs, params AttributeProto[] attributes) => AddAll(type, inputs, 1, attributes)[0];

    /// <summary>Appends an ONNX node with several results.</summary>
    /// <returns>The names of the results.</returns>
    public string[] AddAll(string type, string[] inputs, int results, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"{type}_{Graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes);
        for (int i = 0; i < results; i++)
        {
            node.Output.Add(Fresh($"{node.Name}_result"));
        }

        Graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>Lets the last node's result carry a value's name.</summary>
    public void Bind(Value value, string result)
    {
        if (Graph.Node.Count == 0 || Graph.Node[^1].Output[0] != result)
        {
            Add("Identity", [result]);
        }

        Graph.Node[^1].Output[0] = NameOf(value);
    }

    /// <summary>Reorders axes.</summary>
    public string Transpose(string tensor, params int[] permutation) => Add("Transpose", [tensor], Ints("perm", permutation));

    /// <summary>Gives a tensor another shape.</summary>
    public string Reshape(string tensor, params int[] shape) => Add("Reshape", [tensor, Longs(shape)]);

    /// <summary>Clamps a tensor.</summary>
    public string Clamped(string tensor, Clamp clamp)
    {
        if (clamp.IsNone)
        {
            return tensor;
        }

        return clamp == Clamp.Relu
            ? Add("Relu", [tensor])
            : Add("Clip", [
                tensor,
                float.IsNegativeInfinity(clamp.Min) ? string.Empty : Scalar(clamp.Min),
                float.IsPositiveInfinity(clamp.Max) ? string.Empty : Scalar(clamp.Max)]);
    }

    /// <summary>An integer attribute.</summary>
    public static AttributeProto Int(string name, int value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A float attribute.</summary>
    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    /// <summary>A text attribute.</summary>
    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>A list of integers.</summary>
    public static AttributeProto Ints(string name, params int[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    private string Fresh(string name)
    {
        string candidate = name;
        for (int number = 2; !_taken.Add(candidate); number++)
        {
            candidate = $"{name}_{number}";
        }

        return candidate;
    }
}
