using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class RecurrentQuantizerTests
{
    private const int Steps = 20, Inputs = 3, Units = 12;

    /// <summary>Sequence, last state and a layer on top, against the float network in ONNX Runtime.</summary>
    [Theory]
    [InlineData("gru", false)]
    [InlineData("gru", true)]
    [InlineData("linear gru", false)]
    [InlineData("linear gru", true)]
    [InlineData("lstm", false)]
    [InlineData("lstm", true)]
    public void A_quantized_layer_follows_the_float_one(string kind, bool timeMajor)
    {
        GraphBuilder b = new(3);
        Value x = timeMajor ? b.Input(Steps, 2, Inputs) : b.Input(2, Steps, Inputs);
        Value[] first = Layer(b, kind, timeMajor, x, Inputs, 2), second = Layer(b, kind, timeMajor, first[0], Units, 2);
        Graph graph = b.Build([b.Dense(second[1], 5), .. first.Take(3)]);
        float[][][] samples = [.. Enumerable.Range(0, 30).Select(seed => FloatEquivalence.Inputs(graph, seed))];
        Follows(graph, samples, kind);
    }

    /// <summary>An inference starts from the state that the model says, whatever came before.</summary>
    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void Without_a_state_in_the_graph_nothing_is_remembered(string kind)
    {
        GraphBuilder b = new(5);
        Graph graph = b.Build(Layer(b, kind, false, b.Input(1, Steps, Inputs), Inputs, 1)[0]);
        float[][][] samples = [.. Enumerable.Range(0, 4).Select(seed => FloatEquivalence.Inputs(graph, seed))];
        (Graph quantized, Session session) = Quantize(graph, samples);
        float[] once = Run(session, quantized, samples[0])[0];
        Run(session, quantized, samples[1]);
        Assert.Equal(once, Run(session, quantized, samples[0])[0]);
    }

    /// <summary>A model of one step whose state the session keeps gives the bytes of the model of the whole sequence.</summary>
    [Theory]
    [InlineData("gru")]
    [InlineData("linear gru")]
    [InlineData("lstm")]
    public void A_session_can_keep_the_state(string kind)
    {
        GraphBuilder b = new(7);
        Graph whole = b.Build(Layer(b, kind, false, b.Input(1, Steps, Inputs), Inputs, 1)[0]);
        float[][][] samples = [.. Enumerable.Range(0, 4).Select(seed => FloatEquivalence.Inputs(whole, seed))];
        (Graph quantized, Session session) = Quantize(whole, samples);
        Node layer = quantized.Nodes.Single(node => node.Op is Gru or Lstm);
        Session streaming = new(Model.Load(EdgeWriter.Write(PlanBuilder.Build(OneStep(quantized, layer)))));
        foreach (float[][] sample in samples.Take(2))
        {
            float[] expected = Run(session, quantized, sample)[0];
            streaming.Reset();
            for (int step = 0; step < Steps; step++)
            {
                float[] actual = new float[Units];
                streaming.SetInput(0, sample[0].AsSpan(step * Inputs, Inputs).ToArray());
                streaming.Run();
                streaming.GetOutput(0, actual);
                Assert.Equal(expected.Skip(step * Units).Take(Units), actual);
            }
        }
    }

    /// <summary>A state that the caller holds: the model's input and output.</summary>
    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void A_caller_can_keep_the_state(string kind)
    {
        GraphBuilder b = new(9);
        Value x = b.Input(1, Steps, Inputs), h = b.Input(1, Units);
        Value[] results = Layer(b, kind, false, x, Inputs, 1, h);
        Graph graph = b.Build(results[0], results[1]);
        float[][][] samples = [.. Enumerable.Range(0, 30).Select(seed => FloatEquivalence.Inputs(graph, seed))];
        Array.ForEach(samples, sample => sample[1] = [.. sample[1].Select(MathF.Tanh)]);
        Follows(graph, samples, kind);
    }

    [Fact]
    public void The_cell_state_has_room_for_every_step()
    {
        GraphBuilder b = new(11);
        Value[] results = Layer(b, "lstm", false, b.Input(1, Steps, Inputs), Inputs, 1);
        Graph graph = b.Build(results[0]);
        Graph small = RangesOf.Quantize(graph, null, (results[2], -0.1f, 0.1f), (results[3], -0.1f, 0.5f)), large = RangesOf.Quantize(graph, null, (results[3], -7, 2));
        Assert.Equal(1f / 32768, small.Nodes[0].Input(14).Quantization!.Scale);
        Assert.Equal(1f / 2048, large.Nodes[0].Input(14).Quantization!.Scale);
    }

    [Fact]
    public void Sums_that_do_not_fit_are_refused()
    {
        const int Many = 600;
        GraphBuilder b = new(1);
        Value x = b.Input(1, 1, 1);
        float[] ones = [.. Enumerable.Repeat(1f, 3 * Many * Many)];
        Value y = new("y", ElementType.Float32), h = new("h", ElementType.Float32);
        Graph graph = b.Build(x);
        graph.Add(
            "wide", new Gru(false, true),
            [x, b.Random(-1, 1, 3, Many, 1), Value.Constant("ones", [3, Many, Many], ones), null, null, Value.Constant("zero", [1, Many], new float[Many])], y, h);
        graph.Outputs[0] = y;
        Graph quantized = RangesOf.Quantize(graph, null);
        Assert.Contains("600 products", Assert.Throws<ModelException>(() => PlanBuilder.Build(quantized)).Message, StringComparison.Ordinal);
    }

    /// <summary>Noise at most a twentieth of the amplitude; the LSTM's hidden state has 8 bits and loses more.</summary>
    private static void Follows(Graph graph, float[][][] samples, string kind)
    {
        (Graph quantized, Session session) = Quantize(graph, samples);
        float[][][] expected = [.. samples.Select(sample => FloatEquivalence.Run(graph, sample))];
        float[][][] actual = [.. samples.Select(sample => Run(session, quantized, sample))];
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            double ratio = SignalToNoise.Decibels([.. expected.SelectMany(outputs => outputs[i])], [.. actual.SelectMany(outputs => outputs[i])]);
            Assert.True(ratio > (kind == "lstm" ? 26 : 30), $"output {i}: {ratio} dB");
        }
    }

    private static (Graph Quantized, Session Session) Quantize(Graph graph, float[][][] samples)
    {
        PassPipeline.ForFloat(graph);
        CalibratedRanges ranges = Calibrator.Run(graph, new Samples(samples), null, null, TestContext.Current.CancellationToken);
        Graph quantized = Quantizer.Quantize(graph, ranges, null);
        return (quantized, new Session(Model.Load(EdgeWriter.Write(PlanBuilder.Build(quantized)))));
    }

    private static float[][] Run(Session session, Graph graph, float[][] sample)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            session.SetInput(i, sample[i]);
        }

        session.Run();
        float[][] outputs = [.. graph.Outputs.Select(output => new float[output.Elements])];
        for (int i = 0; i < outputs.Length; i++)
        {
            session.GetOutput(i, outputs[i]);
        }

        return outputs;
    }

    /// <summary>The quantized layer on one step at a time, with its states in the session.</summary>
    private static Graph OneStep(Graph quantized, Node layer)
    {
        Graph graph = new("one step");
        Value input = quantized.Inputs[0];
        Value x = new("x", input.Type, 1, 1, Inputs) { Quantization = input.Quantization };
        graph.Inputs.Add(x);
        Value?[] inputs = [x, .. layer.Inputs.Skip(1)];
        Value[] outputs = [.. layer.Outputs.Select(output => new Value(output.Name, output.Type) { Quantization = output.Quantization })];
        int[] states = layer.Op is Gru ? [5] : [13, 14];
        for (int i = 0; i < states.Length; i++)
        {
            Value initial = layer.Input(states[i]);
            Value current = new($"state {i}", initial.Type, initial.Shape) { Quantization = initial.Quantization };
            inputs[states[i]] = current;
            graph.States.Add(new State(current, outputs[i + 1], initial.Data!));
        }

        graph.Add("step", layer.Op, inputs, outputs);
        graph.Outputs.Add(outputs[0]);
        return graph;
    }

    private static Value[] Layer(GraphBuilder b, string kind, bool timeMajor, Value x, int inputs, int batches, Value? hidden = null)
    {
        bool isLstm = kind == "lstm";
        Value Zeros(string name) => Value.Constant(name, [batches, Units], new float[batches * Units]);
        Value[] results = [.. Enumerable.Range(0, isLstm ? 4 : 2).Select(i => new Value($"{x.Name}/{kind}{i}", ElementType.Float32))];
        Value?[] operands = isLstm
            ?
            [
                x, .. Four(Units, inputs), .. Four(Units, Units), .. Four(Units), hidden ?? Zeros("h"), Zeros("c"),
            ]
            :
            [
                x, b.Random(-1, 1, 3, Units, inputs), b.Random(-0.5f, 0.5f, 3, Units, Units), b.Random(-0.5f, 0.5f, 3, Units),
                b.Random(-0.5f, 0.5f, 3, Units), hidden ?? Zeros("h"),
            ];
        b.Graph.Add($"{kind} on {x.Name}", isLstm ? new Lstm(timeMajor, 0) : new Gru(timeMajor, kind == "linear gru"), operands, results);
        return results;

        IEnumerable<Value> Four(params int[] shape) => Enumerable.Range(0, 4).Select(_ => b.Random(-0.6f, 0.6f, shape));
    }

    private sealed class Samples(float[][][] samples) : ICalibrationData
    {
        public int? Count => samples.Length;

        IEnumerable<float[][]> ICalibrationData.Samples() => samples;
    }
}
