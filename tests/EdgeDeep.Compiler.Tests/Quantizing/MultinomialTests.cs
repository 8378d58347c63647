using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Drawing classes: frequencies against the probabilities that the float formula gives.</summary>
public class MultinomialTests
{
    private const int Draws = 50_000;

    // 99.9 % of all chi-squares of 7 degrees of freedom are below.
    private const double Limit = 24.3;

    private static readonly float[] Logits = [2, 1, 0.5f, 0, -0.5f, 1.5f, -1, 2.5f];

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(2f)]
    public void Classes_are_drawn_as_often_as_the_softmax_of_their_logits_says(float temperature) => Check(
        Draw(Stored(Logits, 1 / 32f, 0), new Quantization(1 / 32f, 0), MultinomialKind.Logits, temperature),
        [.. Logits.Select(logit => Math.Exp(logit / temperature))]);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.7f)]
    public void Classes_are_drawn_as_often_as_their_probabilities_say(float temperature)
    {
        float[] probabilities = [.. new[] { 64, 32, 16, 8, 4, 60, 40, 32 }.Select(part => part / 256f)];
        Check(
            Draw(Stored(probabilities, 1 / 256f, -128), new Quantization(1 / 256f, -128), MultinomialKind.Probabilities, temperature),
            [.. probabilities.Select(p => Math.Pow(p, 1 / temperature))]);
    }

    [Fact]
    public void What_has_no_weight_is_never_drawn()
    {
        sbyte[] probabilities = [-128, -128, 127, -128, -128];
        Assert.All(Draw(probabilities, new Quantization(1 / 256f, -128), MultinomialKind.Probabilities, 1), i => Assert.Equal(2, i));
        Assert.All(Draw([-128, -128], new Quantization(1 / 256f, -128), MultinomialKind.Probabilities, 1), i => Assert.Equal(0, i));
        Assert.All(Draw([-128, 127, -128], new Quantization(1f, 0), MultinomialKind.Logits, 1), i => Assert.Equal(1, i));
    }

    [Fact]
    public void The_last_of_many_equal_classes_is_reached_and_nothing_beyond()
    {
        int[] drawn = Draw(new sbyte[1000], new Quantization(1f, 0), MultinomialKind.Logits, 1);
        Assert.Equal((0, 999), (drawn.Min(), drawn.Max()));
        Assert.Equal(1000, drawn.Distinct().Count());
    }

    [Fact]
    public void Weights_of_a_large_vocabulary_fit_32_bits()
    {
        Multinomial op = new(MultinomialKind.Logits, 1, 1, 0);
        foreach (int classes in (int[])[1, 1000, 50_257, 1 << 20])
        {
            int[] weights = op.WeightsOf(new Quantization(0.1f, 3), classes);
            Assert.InRange((long)weights[0] * classes, 1, int.MaxValue);
            Assert.True(weights[0] * 2L * classes > int.MaxValue || weights[0] == 1 << 24);
        }
    }

    /// <summary>A language model's last steps: logits over a temperature, then a draw for each row.</summary>
    [Fact]
    public void An_imported_model_draws_by_its_softened_logits()
    {
        OnnxBuilder model = new();
        string logits = model.Node("Gemm", [model.Input("x", 2, 4), model.Weights(4, 8), model.Weights(8)]);
        string soft = model.Node("Div", [logits, model.Floats([], 0.8f)]);
        string drawn = model.Node("Multinomial", [soft], ("sample_size", 500), ("dtype", 7), ("seed", 1f));
        Session session = RandomNormalTests.Session(model.Output(drawn, Compiler.Import.Onnx.Proto.TensorProto.Types.DataType.Int64).Output(soft).Build());
        Assert.Equal([2, 500], session.OutputInfo(0).Shape);
        session.SetInput(0, [1, -0.5f, 0.25f, 1.5f, -1, 1, 0.5f, -0.25f]);
        List<int>[] rows = [[], []];
        for (int run = 0; run < 40; run++)
        {
            session.SetInput(0, [1, -0.5f, 0.25f, 1.5f, -1, 1, 0.5f, -0.25f]);
            session.Run();
            rows[0].AddRange(session.Output<int>()[..500]);
            rows[1].AddRange(session.Output<int>()[500..]);
        }

        float[] values = new float[16];
        session.GetOutput(1, values);
        Check([.. rows[0]], [.. values[..8].Select(v => Math.Exp(v))]);
        Check([.. rows[1]], [.. values[8..].Select(v => Math.Exp(v))]);
    }

    [Fact]
    public void A_float_graph_with_temperature_draws_the_same_frequencies_in_ONNX_Runtime()
    {
        foreach (MultinomialKind kind in Enum.GetValues<MultinomialKind>())
        {
            Graph graph = new("draw");
            Value x = new("x", ElementType.Float32, 1, 8), y = new("y", ElementType.Int32);
            graph.Inputs.Add(x);
            graph.Add("draw", new Multinomial(kind, Draws, 2, 7), [x], y);
            graph.Outputs.Add(y);
            float[] input = kind == MultinomialKind.Logits ? Logits : [.. Logits.Select(MathF.Exp)];
            using FloatRunner runner = FloatRunner.ForGraph(graph);
            Check([.. runner.Run([input])[0].Select(v => (int)v)], [.. Logits.Select(logit => Math.Exp(logit / 2))]);
        }
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        OnnxBuilder model = new();
        byte[] bytes = model.Output(model.Node("Multinomial", [model.Input("x", 1, 3, 4)])).Build();
        Assert.Contains("[n,classes]", Assert.Throws<ModelException>(() => OnnxImporter.Import("test.onnx", bytes)).Message, StringComparison.Ordinal);
        OnnxBuilder other = new();
        bytes = other.Output(other.Node("Multinomial", [other.Input("x", 1, 3)], ("dtype", 1))).Build();
        Assert.Contains("int32 or int64", Assert.Throws<ModelException>(() => OnnxImporter.Import("test.onnx", bytes)).Message, StringComparison.Ordinal);
    }

    private static sbyte[] Stored(float[] values, float scale, int zeroPoint) =>
        [.. values.Select(value => QuantizationParameters.ToInt8(value, scale, zeroPoint))];

    private static int[] Draw(sbyte[] values, Quantization quantization, MultinomialKind kind, float temperature)
    {
        Graph graph = new("draw");
        Value x = new("x", ElementType.Int8, 1, values.Length) { Quantization = quantization }, y = new("y", ElementType.Int32);
        Value current = new("state", ElementType.Int32, 1), next = new("next", ElementType.Int32, 1);
        graph.Inputs.Add(x);
        graph.States.Add(new State(current, next, BitConverter.GetBytes(4711)));
        graph.Add("draw", new Multinomial(kind, Draws, temperature, 0), [x, current], y, next);
        graph.Outputs.Add(y);
        Session session = new(new Model(PlanBuilder.Build(graph)));
        values.CopyTo(session.Input<sbyte>());
        session.Run();
        return session.Output<int>().ToArray();
    }

    private static void Check(int[] drawn, double[] weights)
    {
        double sum = weights.Sum(), square = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double expected = drawn.Length * weights[i] / sum, difference = drawn.Count(index => index == i) - expected;
            square += difference * difference / expected;
        }

        Assert.InRange(square, 0.1, Limit);
    }
}
