using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Networks that remember, from the float graph through ONNX to int8, against a caller who carries the states in ONNX Runtime.</summary>
public class StateQuantizationTests
{
    public static TheoryData<string, double> Networks => new()
    {
        { "convolutions", 28 },
        { "recurrent", 25 },
        { "gated", 25 },
        { "delay", 35 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void FloatAndInt8FollowACallerWhoCarriesTheStates(string name, double decibels)
    {
        Graph graph = Imported(name);
        int elements = graph.Inputs.Single().Elements;
        float[][][] learned = StreamingNetworks.Inputs(elements, 1), sequences = StreamingNetworks.Inputs(elements, 2);
        float[][][] expected = StreamingNetworks.Carried(name, sequences);
        FloatToInt8.Prepare(graph);
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        AssertClose(expected, Run(runner, sequences));

        (Plan plan, int samples) = FloatToInt8.Run(graph, new SampleSequences(learned), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StreamingNetworks.Sequences * StreamingNetworks.Steps, samples);
        float[][][] actual = Run(new Session(Model.Load(EdgeWriter.Write(plan))), sequences);
        double measured = SignalToNoise.Decibels(Flat(expected), Flat(actual));
        Assert.True(measured >= decibels, $"{name}: {measured:0.0} dB");

        // The last step depends on what was before it, and the same step of another sequence on its own past.
        float[][][] single = [.. sequences.Select(sequence => new[] { sequence[^1] })];
        Assert.True(SignalToNoise.Decibels([.. expected.SelectMany(steps => steps[^1])], Flat(Run(new Session(new Model(plan)), single))) < 15, name);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StatesOfAnInt8GraphHaveOneScaleAndStartAsTheStoredInitialContent(string name, double decibels)
    {
        _ = decibels;
        Graph graph = Imported(name);
        FloatToInt8.Prepare(graph);
        float initial = name == "gated" ? 0.5f : 0;
        Graph quantized = Quantizer.Quantize(graph, Calibrator.Run(
            graph, new SampleSequences(StreamingNetworks.Inputs(graph.Inputs[0].Elements, 1)), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(graph.States.Count, quantized.States.Count);
        Assert.All(quantized.States, state =>
        {
            Assert.Equal((ElementType.Int8, ElementType.Int8), (state.Current.Type, state.Next.Type));
            Assert.True(state.Current.Quantization!.SameAs(state.Next.Quantization));
            Assert.All(state.Initial, stored => Assert.Equal(
                QuantizationParameters.ToInt8(initial, state.Current.Quantization!.Scale, state.Current.Quantization.ZeroPoint), (sbyte)stored));
        });
    }

    [Fact]
    public void AStateOfTangentsKeepsTheirScale()
    {
        Graph graph = Imported("recurrent");
        FloatToInt8.Prepare(graph);
        Graph quantized = Quantizer.Quantize(graph, RangesOf.Make(graph));
        Assert.True(quantized.States[0].Current.Quantization!.SameAs(new Quantization(1f / 128, 0)));
        Assert.DoesNotContain(quantized.Nodes, node => node.Op is Quantize);
    }

    [Fact]
    public void RangesOfStatesCoverWholeSequencesAndRestartWithEach()
    {
        // The sum of ones grows by one a step: to 4 in sequences of 4, to 12 without a restart.
        GraphBuilder b = new();
        Value x = b.Input(1, 1), h = b.Input(1, 1);
        Value sum = b.Binary(BinaryKind.Add, x, h);
        Graph graph = b.Build(b.Add(new Unary(UnaryKind.Logistic), sum), sum);
        StatesFromPairs.Run(graph, [new StatePair(h.Name, sum.Name, [0])]);
        float[][][] three = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 4).Select(_ => new[] { 1f }).ToArray())];
        CalibratedRanges ranges = Calibrator.Run(graph, new SampleSequences(three), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((new ValueRange(0, 3), new ValueRange(0, 4)), (ranges[h], ranges[sum]));
        ranges = Calibrator.Run(graph, new SampleSequences([[.. three.SelectMany(steps => steps)]]), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((new ValueRange(0, 11), new ValueRange(0, 12)), (ranges[h], ranges[sum]));
    }

    [Fact]
    public void AnOperatorMayStoreItsStateInItsOwnWay()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), c = b.Input(1, 4);
        Value next = b.Add(new Integrator(), x, c), y = b.Add(new Unary(UnaryKind.Tanh), b.Add(Reshape.To(2, 2), next));
        Graph graph = b.Build(y, next);
        StatesFromPairs.Run(graph, [new StatePair(c.Name, next.Name, [0.25f])]);
        Graph quantized = RangesOf.Quantize(graph, null, (c, -1, 3), (next, -2, 1));
        State state = quantized.States[0];
        Assert.Equal((ElementType.Int16, ElementType.Int16), (state.Current.Type, state.Next.Type));
        Assert.True(state.Current.Quantization!.SameAs(new Quantization(4f / 32768, 0)));
        Assert.True(state.Next.Quantization!.SameAs(state.Current.Quantization));
        Assert.Equal([0, 8, 0, 8, 0, 8, 0, 8], state.Initial);
        Assert.Same(state.Current, quantized.Nodes[0].Input(1));
        Node requantize = Assert.Single(quantized.Nodes, node => node.Op is Quantize);
        Assert.Equal((state.Next, ElementType.Int8), (requantize.Input(0), requantize.Output.Type));
        Assert.Equal(state.Current.Elements * 2, PlanBuilder.Build(quantized).InitialState.Length);
    }

    [Fact]
    public void AnInt8ValueIsBroughtToTheFormThatTheOperatorKeeps()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4), c = b.Input(1, 4);
        Value scaled = b.Binary(BinaryKind.Mul, c, Value.Constant("half", [1], [0.5f]));
        Graph graph = b.Build(b.Relu(b.Add(new Integrator(), x, scaled)));
        Graph quantized = RangesOf.Quantize(graph, null);
        Node integrator = quantized.Nodes.Find(node => node.Op is Integrator)!;
        Assert.Equal((ElementType.Int16, ElementType.Int16), (integrator.Input(1).Type, integrator.Output.Type));
        Assert.IsType<Quantize>(quantized.Nodes.Find(node => node.Output == integrator.Input(1))!.Op);
    }

    private static Graph Imported(string name)
    {
        (Graph graph, StatePair[] pairs) = StreamingNetworks.Make(name);
        StatesFromPairs.Run(graph, pairs);
        return OnnxImporter.Import(name, OnnxEmitter.Emit(graph));
    }

    private static float[][][] Run(FloatRunner runner, float[][][] sequences) => [.. sequences.Select(sequence =>
    {
        FloatMemory memory = runner.NewMemory();
        return sequence.Select(input => runner.Run([input], memory)[0]).ToArray();
    })];

    private static float[][][] Run(Session session, float[][][] sequences) => [.. sequences.Select(sequence =>
    {
        session.Reset();
        return sequence.Select(input =>
        {
            session.SetInput(0, input);
            session.Run();
            float[] output = new float[session.OutputInfo(0).Elements];
            session.GetOutput(0, output);
            return output;
        }).ToArray();
    })];

    private static float[] Flat(float[][][] outputs) => [.. outputs.SelectMany(steps => steps).SelectMany(values => values)];

    private static void AssertClose(float[][][] expected, float[][][] actual) =>
        Assert.All(Flat(expected).Zip(Flat(actual)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));

    private sealed class SampleSequences(float[][][] sequences) : ICalibrationData
    {
        public int? Count => null;

        public IEnumerable<float[][]> Samples() => sequences.SelectMany(steps => steps).Select(input => new[] { input });

        IEnumerable<IEnumerable<float[][]>> ICalibrationData.Sequences() => sequences.Select(steps => steps.Select(input => new[] { input }));
    }

    /// <summary>c' = c + x with c in int16 at a power of two; a sum that needs the width.</summary>
    private sealed record Integrator : Operator
    {
        public override string Name => nameof(Integrator);

        public override IReadOnlyList<StateRule> StateRules { get; } =
            [new(1, 0, ElementType.Int16, range => new Quantization(MathF.Pow(2, MathF.Ceiling(MathF.Log2(MathF.Max(range.Max, -range.Min)))) / 32768, 0))];

        public override void InferShapes(Node node) => (node.Output.Type, node.Output.Shape) = (node.Input(1).Type, node.Input(1).Shape);

        public override void Lower(Node node, PlanBuilder plan) =>
            plan.Step(OpCode.Copy, node, [plan.Index(node.Input(1))], [plan.Index(node.Output)], [node.Input(1).Elements]);
    }
}
