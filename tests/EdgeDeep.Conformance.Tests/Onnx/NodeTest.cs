using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;
using Google.Protobuf;

namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>One node test of the ONNX project: a model of one operator with given inputs and expected outputs.</summary>
internal sealed class NodeTest
{
    private const string Root = "/usr/share/libonnx-testdata/data/node";

    private readonly ModelProto _model;
    private readonly List<TensorProto> _inputs;

    private NodeTest(string name, ModelProto model, List<TensorProto> inputs, List<float[]> expected)
    {
        (Name, _model, _inputs, Expected) = (name, model, inputs, expected);
        Operator = model.Graph.Node.Count == 1 ? Key(model.Graph.Node[0]) : model.Graph.Node.Count == 0 ? "(none)" : string.Join('+', model.Graph.Node.Select(Key).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Name of the test.</summary>
    public string Name { get; }

    /// <summary>The operator that it is about; several where it is written out as a function.</summary>
    public string Operator { get; }

    /// <summary>The numbers of every output.</summary>
    public IReadOnlyList<float[]> Expected { get; }

    /// <summary>All tests that hold tensors of numbers; skips the calling test where the package is absent.</summary>
    public static IReadOnlyList<NodeTest> All()
    {
        Assert.SkipUnless(Directory.Exists(Root), "needs the Debian package libonnx-testdata");
        return [.. Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Select(Load).OfType<NodeTest>()];
    }

    /// <summary>The model and what is fed to it.</summary>
    /// <param name="isFixed">Makes all inputs but the first constants, as they are in networks.</param>
    public (byte[] Model, Dictionary<string, float[]> Feeds) With(bool isFixed)
    {
        ModelProto model = _model.Clone();
        Dictionary<string, float[]> feeds = [];
        for (int i = 0; i < _inputs.Count; i++)
        {
            ValueInfoProto info = _model.Graph.Input[i];
            if (isFixed && i > 0)
            {
                TensorProto constant = _inputs[i].Clone();
                constant.Name = info.Name;
                model.Graph.Initializer.Add(constant);
                model.Graph.Input.Remove(model.Graph.Input.First(input => input.Name == info.Name));
            }
            else
            {
                feeds[info.Name] = Numbers(_inputs[i]);
            }
        }

        return (model.ToByteArray(), feeds);
    }

    private static NodeTest? Load(string folder)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        string data = Path.Combine(folder, "test_data_set_0");
        try
        {
            List<TensorProto> inputs = [.. Tensors(data, "input_")];
            List<float[]> expected = [.. Tensors(data, "output_").Select(Numbers)];
            bool isWhole = inputs.Count == model.Graph.Input.Count && expected.Count == model.Graph.Output.Count && inputs.All(tensor => tensor.DataType != 0 && Numbers(tensor) is not null);
            return isWhole ? new NodeTest(Path.GetFileName(folder), model, inputs, expected) : null;
        }
        catch (Exception problem) when (problem is Compiler.ModelException or InvalidProtocolBufferException or OverflowException)
        {
            // Sequences, optionals and texts are no tensors of numbers.
            return null;
        }
    }

    private static IEnumerable<TensorProto> Tensors(string folder, string prefix)
    {
        for (int i = 0; File.Exists(Path.Combine(folder, $"{prefix}{i}.pb")); i++)
        {
            yield return TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, $"{prefix}{i}.pb")));
        }
    }

    private static string Key(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";

    private static float[] Numbers(TensorProto tensor)
    {
        Value value = TensorReader.Read(tensor);
        return (value.Type == ElementType.Float32 ? value : ConstantFolding.Cast(value, ElementType.Float32)).Floats.ToArray();
    }
}
