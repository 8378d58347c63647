using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using DataType = EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types.DataType;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class RecurrentImportTests
{
    private const int Steps = 5, Batches = 2, Inputs = 3, Units = 4;

    [Theory]
    [InlineData("GRU", 0, false)]
    [InlineData("GRU", 0, true)]
    [InlineData("GRU", 1, false)]
    [InlineData("GRU", 1, true)]
    [InlineData("LSTM", 0, false)]
    [InlineData("LSTM", 0, true)]
    public void Layers_agree(string type, int linear, bool withState)
    {
        OnnxBuilder model = new();
        string x = model.Input("x", Steps, Batches, Inputs);
        string state = withState ? model.Input("h", 1, Batches, Units) : string.Empty;
        string[] results = Layer(model, type, x, linear, state);
        Array.ForEach(results, result => model.Output(result));
        Graph graph = RoundTrip.Check(model.Build());
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Transpose);
    }

    /// <summary>Layers that run backward, or in both directions.</summary>
    [Theory]
    [InlineData("GRU", 3, "reverse", false)]
    [InlineData("GRU", 3, "bidirectional", true)]
    [InlineData("LSTM", 4, "reverse", false)]
    [InlineData("LSTM", 4, "bidirectional", true)]
    [InlineData("RNN", 1, "forward", false)]
    [InlineData("RNN", 1, "bidirectional", true)]
    public void Directions_agree(string type, int gates, string direction, bool withState)
    {
        int count = direction == "bidirectional" ? 2 : 1;
        OnnxBuilder model = new();
        string[] operands =
        [
            model.Input("x", Steps, Batches, Inputs), model.Weights(count, gates * Units, Inputs), model.Weights(count, gates * Units, Units),
            model.Weights(count, 2 * gates * Units), string.Empty, .. withState ? (string[])[model.Input("h", count, Batches, Units)] : [],
        ];
        string sequence = model.Node(type, operands, ("hidden_size", Units), ("direction", direction));
        model.Output(sequence);
        RoundTrip.Check(model.Build());
    }

    [Fact]
    public void A_bias_can_be_left_out()
    {
        OnnxBuilder model = new();
        string x = model.Input("x", Steps, Batches, Inputs);
        model.Output(model.Node("GRU", [x, model.Weights(1, 3 * Units, Inputs), model.Weights(1, 3 * Units, Units)], ("hidden_size", Units)));
        model.Output(model.Node("LSTM", [x, model.Weights(1, 4 * Units, Inputs), model.Weights(1, 4 * Units, Units)], ("hidden_size", Units)));
        RoundTrip.Check(model.Build());
    }

    /// <summary>What PyTorch exports for batch_first and the last step; with one sequence no transposition is left.</summary>
    [Theory]
    [InlineData("GRU", 1)]
    [InlineData("LSTM", 3)]
    public void A_classifier_of_the_last_step_agrees(string type, int batches)
    {
        OnnxBuilder model = new();
        string x = model.Node("Transpose", [model.Input("x", batches, Steps, Inputs)], ("perm", new[] { 1, 0, 2 }));
        string sequence = model.Node("Squeeze", [Layer(model, type, x, 1, string.Empty)[0], model.Longs(1)]);
        string second = model.Node("Squeeze", [Layer(model, type, sequence, 1, string.Empty, Units)[0], model.Longs(1)]);
        string batchMajor = model.Node("Transpose", [second], ("perm", new[] { 1, 0, 2 }));
        string last = model.Node("Gather", [batchMajor, model.Raw<long>(DataType.Int64, [], [-1L])], ("axis", 1));
        model.Output(model.Node("Gemm", [last, model.Weights(2, Units), model.Weights(2)], ("transB", 1)));
        Graph graph = RoundTrip.Check(model.Build());
        Assert.Equal(batches > 1, graph.Nodes.Exists(node => node.Op is Transpose));
    }

    /// <summary>ONNX Runtime has no kernel for layout 1, so the same layer in layout 0 is the reference.</summary>
    [Theory]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    public void Sequences_can_come_first(string type)
    {
        float[] data = [.. Enumerable.Range(0, Steps * Batches * Inputs).Select(i => MathF.Sin(i))];
        float[] turned = new float[data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            int batch = i / (Steps * Inputs), step = i / Inputs % Steps;
            turned[(((step * Batches) + batch) * Inputs) + (i % Inputs)] = data[i];
        }

        Dictionary<string, float[]> steps = Run(0, turned), sequences = Run(1, data);
        Assert.Equal(steps.Values.ElementAt(1), sequences.Values.ElementAt(1));
        float[] expected = steps.Values.First(), actual = sequences.Values.First();
        for (int i = 0; i < actual.Length; i++)
        {
            int batch = i / (Steps * Units), step = i / Units % Steps;
            Assert.Equal(expected[(((step * Batches) + batch) * Units) + (i % Units)], actual[i], 1e-6f);
        }

        Dictionary<string, float[]> Run(int layout, float[] values)
        {
            OnnxBuilder model = new();
            string x = model.Input("x", layout == 0 ? [Steps, Batches, Inputs] : [Batches, Steps, Inputs]);
            string[] results = Layer(model, type, x, 1, string.Empty, extra: [("layout", layout)]);
            model.Output(results[0]).Output(results[1]);
            Graph graph = OnnxImporter.Import("layout.onnx", model.Build());
            Assert.Equal(layout == 0 ? [Steps, 1, Batches, Units] : [Batches, Steps, 1, Units], graph.Outputs[0].Shape);
            return OnnxRun.Run(OnnxEmitter.Emit(graph), new Dictionary<string, float[]> { ["x"] = values });
        }
    }

    [Fact]
    public void Every_cell_state_can_be_seen()
    {
        OnnxBuilder model = new();
        string[] results = Layer(model, "LSTM", model.Input("x", Steps, Batches, Inputs), 0, string.Empty);
        Array.ForEach(results, result => model.Output(result));
        byte[] file = model.Build();
        Graph graph = OnnxImporter.Import("cells.onnx", file);
        Value cells = graph.Nodes.Single(node => node.Op is Lstm).Outputs[3];
        Dictionary<string, float[]> feeds = OnnxRun.RandomFeeds(file, 3);
        Dictionary<string, float[]> expected = OnnxRun.Run(file, feeds), actual = OnnxRun.Run(OnnxEmitter.Emit(graph, [cells]), feeds);
        foreach ((string name, float[] values) in expected)
        {
            Assert.All(values.Zip(actual[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }

        Assert.Equal(Steps * Batches * Units, actual[cells.Name].Length);
        Assert.All(expected[results[2]].Zip(actual[cells.Name][^(Batches * Units)..]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData("GRU", "direction", "sideways", "is sideways")]
    [InlineData("GRU", "clip", 1.5f, "without clip")]
    [InlineData("LSTM", "input_forget", 1, "input_forget is 1")]
    [InlineData("LSTM", "hidden_size", 9, "do not fit")]
    public void What_is_not_supported_is_named(string type, string attribute, object value, string message)
    {
        OnnxBuilder model = new();
        string[] results = Layer(model, type, model.Input("x", Steps, Batches, Inputs), 0, string.Empty, extra: [(attribute, value)]);
        Refused(model.Output(results[0]), message);
    }

    [Fact]
    public void Other_activations_and_peepholes_and_lengths_are_refused()
    {
        OnnxBuilder relu = new();
        Refused(relu.Output(Layer(relu, "GRU", relu.Input("x", Steps, 1, Inputs), 0, string.Empty, extra: [("activations", new[] { "Sigmoid", "Relu" })])[0]), "Sigmoid, Relu");

        OnnxBuilder lengths = new();
        string three = lengths.Raw<int>(DataType.Int32, [1], [3]);
        string x = lengths.Input("x", Steps, 1, Inputs);
        Refused(lengths.Output(lengths.Node("GRU", [x, lengths.Weights(1, 12, Inputs), lengths.Weights(1, 12, Units), string.Empty, three])), "lengths of their own");

        OnnxBuilder peepholes = new();
        string[] inputs = [peepholes.Input("x", Steps, 1, Inputs), peepholes.Weights(1, 16, Inputs), peepholes.Weights(1, 16, Units), string.Empty, string.Empty, string.Empty, string.Empty, peepholes.Weights(1, 12)];
        Refused(peepholes.Output(peepholes.Node("LSTM", inputs)), "peepholes");
    }

    private static void Refused(OnnxBuilder model, string message) => Assert.Contains(
        message, Assert.Throws<ModelException>(() => OnnxImporter.Import("refused.onnx", model.Build())).Message, StringComparison.Ordinal);

    private static string[] Layer(
        OnnxBuilder model, string type, string x, int linear, string state, int inputs = Inputs, (string Name, object Value)[]? extra = null)
    {
        int gates = type == "GRU" ? 3 : 4;
        List<string> operands =
            [x, model.Weights(1, gates * Units, inputs), model.Weights(1, gates * Units, Units), model.Weights(1, 2 * gates * Units), string.Empty, state];
        List<(string Name, object Value)> attributes = [.. extra ?? []];
        if (!attributes.Exists(pair => pair.Name == "hidden_size"))
        {
            attributes.Add(("hidden_size", Units));
        }

        if (type == "GRU")
        {
            attributes.Add(("linear_before_reset", linear));
        }

        return model.Nodes(type, [.. operands], type == "GRU" ? 2 : 3, [.. attributes]);
    }
}
