using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Compiler.Tests.Import.TfLite;
using EdgeDeep.Compiler.Tests.Passes;
using Google.Protobuf;

namespace EdgeDeep.Compiler.Tests.Import;

/// <summary>An exception carries every node that stands in the way; its message is that of the first.</summary>
public class ProblemListTests
{
    [Fact]
    public void Onnx_goes_on_behind_a_node_whose_result_is_described()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", 1, 4);
        string a = model.Node("Erf2", [x]), b = model.Node("Relu", [a]), c = model.Node("Nonsense", [b]);
        string d = model.Node("Softmax", [c], ("extra", 1));
        ModelProto proto = ModelProto.Parser.ParseFrom(model.Output(d).Build());
        proto.Graph.ValueInfo.Add(Info(a, 1, 4));
        proto.Graph.ValueInfo.Add(Info(c, 1, 4));
        ModelException error = Assert.Throws<ModelException>(() => OnnxImporter.Import("model.onnx", proto.ToByteArray()));
        Assert.Equal(["Erf2", "Nonsense", "Softmax"], error.Problems.Select(problem => problem.Operator));
        Assert.Equal(["Erf20", "Nonsense2", "Softmax3"], error.Problems.Select(problem => problem.Node));
        Assert.Contains("'Erf20'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nonsense", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra", error.Problems[2].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Onnx_names_unknown_operators_behind_results_that_nothing_describes()
    {
        OnnxBuilder model = new();
        string a = model.Node("Erf2", [model.Input("x", 1, 4)]);
        string d = model.Node("Nonsense", [model.Node("Relu", [a])]);
        ModelException error = Assert.Throws<ModelException>(() => OnnxImporter.Import("model.onnx", model.Output(d).Build()));
        Assert.Equal(["Erf2", "Nonsense"], error.Problems.Select(problem => problem.Operator));
    }

    [Fact]
    public void TfLite_goes_on_behind_an_operator_that_is_not_supported()
    {
        ModelFile file = new();
        int x = file.Input(TensorType.Float32, [1, 4]);
        int a = file.Result(TensorType.Float32, 0, 0, 1, 4), b = file.Result(TensorType.Float32, 0, 0, 1, 4), c = file.Result(TensorType.Float32, 0, 0, 1, 4);
        file.Operator("MyFirst", [x], [a]);
        file.Operator("RELU", [a], [b]);
        file.Operator("MySecond", [b], [c]);
        file.Outputs.Add(c);
        ModelException error = Assert.Throws<ModelException>(() => TfLiteImporter.Import("model.tflite", file.Bytes()));
        Assert.Equal(2, error.Problems.Count);
        Assert.All(error.Problems, problem => Assert.Contains("not supported", problem.Problem, StringComparison.Ordinal));
        Assert.Equal(["t1", "t3"], error.Problems.Select(problem => problem.Node));
    }

    [Fact]
    public void Every_node_that_cannot_be_quantized_is_named()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), y = b.Input(1, 4);
        Graph graph = b.Build(b.Norm(b.Binary(BinaryKind.Add, b.Norm(x), y)));
        ModelException error = Assert.Throws<ModelException>(() => Quantizer.CheckQuantizable(graph));
        Assert.Equal(2, error.Problems.Count);
        Assert.Equal(error.Message, error.Problems[0].ToString());
    }

    private static ValueInfoProto Info(string name, params int[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = TensorProto.Types.DataType.Float, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
