using System.Runtime.InteropServices;
using CsCheck;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using Google.Protobuf;
using AttributeType = EdgeDeep.Compiler.Import.Onnx.Proto.AttributeProto.Types.AttributeType;
using DataType = EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types.DataType;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Builds small ONNX models.</summary>
internal sealed class OnnxBuilder(int opset = 17)
{
    private readonly GraphProto _graph = new() { Name = "test" };
    private readonly Random _random = new(7);

    private static readonly string[] AutoPads = ["NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"];

    /// <summary>Values of the attribute auto_pad.</summary>
    public static Gen<string> AutoPad { get; } = Gen.Int[0, AutoPads.Length - 1].Select(i => AutoPads[i]);

    /// <summary>Metadata of the model.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Declares an input; -1 leaves a dimension open.</summary>
    public string Input(string name, params int[] shape) => Input(name, DataType.Float, shape);

    public string Input(string name, DataType type, params int[] shape)
    {
        _graph.Input.Add(Info(name, type, shape));
        return name;
    }

    /// <summary>Declares an output.</summary>
    public OnnxBuilder Output(string name, DataType type = DataType.Float)
    {
        _graph.Output.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new() { ElemType = type } } });
        return this;
    }

    /// <summary>Adds random weights between -1 and 1.</summary>
    public string Weights(params int[] shape) =>
        Floats(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)((_random.NextDouble() * 2) - 1))]);

    public string Floats(int[] shape, params float[] values) => Raw<float>(DataType.Float, shape, values);

    public string Longs(params long[] values) => Raw<long>(DataType.Int64, [values.Length], values);

    public string Raw<T>(DataType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        TensorProto tensor = Tensor(type, shape, values);
        tensor.Name = $"constant{_graph.Initializer.Count}";
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public static TensorProto Tensor<T>(DataType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        TensorProto tensor = new() { DataType = type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.AddRange(shape.Select(size => (long)size));
        return tensor;
    }

    /// <summary>Adds a node with one result and returns the result's name.</summary>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) =>
        Nodes(type, inputs, 1, attributes)[0];

    public string[] Nodes(string type, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"{type}{_graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(Enumerable.Range(0, outputs).Select(i => $"{node.Name}_y{i}"));
        node.Attribute.AddRange(attributes.Select(pair => Attribute(pair.Name, pair.Value)));
        _graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>The model as it would lie in a file.</summary>
    public byte[] Build() => Model().ToByteArray();

    public ModelProto Model()
    {
        ModelProto model = new() { IrVersion = 8, Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        model.MetadataProps.AddRange(Metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model;
    }

    /// <summary>A model of one node on one input.</summary>
    public static byte[] Single(int opset, string type, int[] shape, params (string Name, object Value)[] attributes)
    {
        OnnxBuilder model = new(opset);
        return model.Output(model.Node(type, [model.Input("x", shape)], attributes)).Build();
    }

    private static ValueInfoProto Info(string name, DataType type, int[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = type, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.AddRange(shape.Select(size => size < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "n" }
            : new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        AttributeProto attribute = new() { Name = name };
        switch (value)
        {
            case int number:
                (attribute.Type, attribute.I) = (AttributeType.Int, number);
                break;
            case float number:
                (attribute.Type, attribute.F) = (AttributeType.Float, number);
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case int[] numbers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.AddRange(numbers.Select(number => (long)number));
                break;
            case float[] numbers:
                attribute.Type = AttributeType.Floats;
                attribute.Floats.AddRange(numbers);
                break;
            case GraphProto branch:
                (attribute.Type, attribute.G) = (AttributeType.Graph, branch);
                break;
            case string[] texts:
                attribute.Type = AttributeType.Strings;
                attribute.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                (attribute.Type, attribute.T) = (AttributeType.Tensor, (TensorProto)value);
                break;
        }

        return attribute;
    }
}
