using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.TestSupport;
using static EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class ControlImportTests
{
    [Theory]
    [InlineData(16000, "Relu")]
    [InlineData(8000, "Sigmoid")]
    public void A_constant_input_chooses_the_branch(int rate, string expected)
    {
        OnnxBuilder model = new(16);
        string x = model.Input("x", 1, 6), chosen = Choice(model, x);
        byte[] bytes = model.Output(chosen).Build();
        Graph graph = OnnxImporter.Import("m.onnx", bytes, Options(rate));
        Assert.Equal(["x"], graph.Inputs.Select(input => input.Name));
        Assert.Equal([expected], graph.Nodes.Select(node => node.Op.Name == "Logistic" ? "Sigmoid" : node.Op.Name));
        float[] numbers = [-2, -1, 0, 1, 2, 3];
        float[] wanted = OnnxRun.Run(bytes, new Dictionary<string, float[]> { ["x"] = numbers, ["rate"] = [rate] })[chosen];
        Assert.Equal(wanted, OnnxRun.Run(OnnxEmitter.Emit(graph), new Dictionary<string, float[]> { ["x"] = numbers })[chosen]);
    }

    [Fact]
    public void A_branch_that_depends_on_the_data_is_refused()
    {
        OnnxBuilder model = new(16);
        byte[] bytes = model.Output(Choice(model, model.Input("x", 1, 6))).Build();
        string message = Assert.Throws<ModelException>(() => OnnxImporter.Import("m.onnx", bytes)).Message;
        Assert.Contains("must be constant", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(5, 4)]
    public void Reflected_borders_agree_with_ONNX_Runtime(int before, int after)
    {
        OnnxBuilder model = new(16);
        RoundTrip.Check(model.Output(model.Node("Pad", [model.Input("x", 2, 3, 6), model.Longs(0, 1, before, 0, 0, after)], ("mode", "reflect"))).Build());
    }

    [Fact]
    public void Reflecting_more_than_there_is_is_refused()
    {
        OnnxBuilder model = new(16);
        byte[] bytes = model.Output(model.Node("Pad", [model.Input("x", 1, 6), model.Longs(0, 6, 0, 0)], ("mode", "reflect"))).Build();
        Assert.Contains("reflects 6 elements", Assert.Throws<ModelException>(() => OnnxImporter.Import("m.onnx", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_words_about_inputs_are_explained()
    {
        OnnxBuilder model = new(16);
        byte[] bytes = model.Output(model.Node("Relu", [model.Input("x", 2, -1)])).Build();
        string Refused(ImportOptions options) => Assert.Throws<ModelException>(() => OnnxImporter.Import("m.onnx", bytes, options)).Message;
        Assert.Contains("no input 'y'", Refused(new ImportOptions { Constants = new Dictionary<string, float> { ["y"] = 1 } }), StringComparison.Ordinal);
        Assert.Contains("the model says [2,?]", Refused(new ImportOptions { Shapes = new Dictionary<string, int[]> { ["x"] = [3, 4] } }), StringComparison.Ordinal);
        Graph graph = OnnxImporter.Import("m.onnx", bytes, new ImportOptions { Shapes = new Dictionary<string, int[]> { ["x"] = [2, 4] } });
        Assert.Equal([2, 4], graph.Outputs[0].Shape);
    }

    /// <summary>Two seconds of speech: the folded network gives the probabilities of the file as it is, step by step.</summary>
    [Theory]
    [InlineData("vad/silero_vad.onnx")]
    [InlineData("vad/silero_vad_16k_op15.onnx")]
    public void Silero_VAD_is_folded_to_one_rate_and_agrees_with_ONNX_Runtime(string file)
    {
        const int Context = 64, Hop = 512;
        byte[] bytes = SharedData.Read(file);
        Graph graph = OnnxImporter.Import(file, bytes, new ImportOptions
        {
            Shapes = new Dictionary<string, int[]> { ["input"] = [1, Context + Hop], ["state"] = [2, 1, 128] },
            Constants = new Dictionary<string, float> { ["sr"] = 16000 },
        });
        Assert.Equal([2, 1, 128], graph.Outputs[1].Shape);
        Assert.Single(graph.Nodes, node => node.Op is Lstm);
        byte[] emitted = OnnxEmitter.Emit(graph), wav = SharedData.Read("vad/test.wav");
        float[] samples = [.. Enumerable.Range(0, 32000).Select(i => BitConverter.ToInt16(wav, 44 + (2 * (i + 16000))) / 32768f)];
        float[] state = new float[256], chunk = new float[Context + Hop];
        float largest = 0;
        for (int at = 0; at + Hop <= samples.Length; at += Hop)
        {
            chunk = [.. chunk[Hop..], .. samples[at..(at + Hop)]];
            Dictionary<string, float[]> feeds = new() { ["input"] = chunk, ["state"] = state, ["sr"] = [16000] };
            Dictionary<string, float[]> expected = OnnxRun.Run(bytes, feeds), actual = OnnxRun.Run(emitted, feeds);
            Assert.Equal(expected["output"][0], actual["output"][0], 1e-4f);
            Assert.All(expected["stateN"].Zip(actual["stateN"]), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
            largest = Math.Max(largest, expected["output"][0]);
            state = expected["stateN"];
        }

        Assert.InRange(largest, 0.9f, 1);
    }

    private static ImportOptions Options(float rate) => new() { Constants = new Dictionary<string, float> { ["rate"] = rate } };

    private static string Choice(OnnxBuilder model, string x)
    {
        string rate = model.Input("rate", DataType.Int64);
        string condition = model.Node("Equal", [rate, model.Raw<long>(DataType.Int64, [], [16000])]);
        return model.Node("If", [condition], ("then_branch", Branch("Relu", x)), ("else_branch", Branch("Sigmoid", x)));
    }

    private static GraphProto Branch(string op, string x)
    {
        NodeProto node = new() { OpType = op, Name = $"branch {op}" };
        node.Input.Add(x);
        node.Output.Add($"{op} result");
        GraphProto branch = new() { Name = op };
        branch.Node.Add(node);
        branch.Output.Add(new ValueInfoProto { Name = $"{op} result" });
        return branch;
    }
}
