using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using RandomNormal = EdgeDeep.Compiler.Ops.RandomNormal;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Random numbers of a normal distribution: the table, the kernel, and models that draw.</summary>
public class RandomNormalTests
{
    // Tails of the standard normal distribution beyond 0.5, 1, 1.5, ... from published tables.
    private static readonly double[] Tails = [0.308537539, 0.158655254, 0.066807201, 0.022750132, 0.006209665, 0.001349898, 0.000232629, 0.0000316712];

    [Fact]
    public void The_table_holds_the_quantiles_of_the_normal_distribution()
    {
        short[] table = RandomNormal.Quantiles();
        Assert.Equal(20 * 17, table.Length);
        Assert.Equal(0, table[16]);
        Assert.Equal(0.6744898, table[0] / 4096.0, 2e-4);
        Assert.Equal(1.1503494, table[17] / 4096.0, 2e-4);
        Assert.Equal(3.0972690782, table[17 * 8] / 4096.0, 2e-4);
        Assert.Equal(4.9421, table[17 * 19] / 4096.0, 0.2);
        for (int row = 1; row < 20; row++)
        {
            Assert.Equal(table[(row - 1) * 17], table[(row * 17) + 16]);
        }
    }

    [Fact]
    public void Int16_numbers_have_the_moments_and_quantiles_of_the_normal_distribution()
    {
        const int Draws = 400_000;
        const double Scale = 1.0 / 4096;
        short[] numbers = Draw(Draws, Scale);
        double[] x = [.. numbers.Select(number => number * Scale)];
        double mean = x.Average(), variance = x.Average(v => (v - mean) * (v - mean));
        Assert.InRange(mean, -0.005, 0.005);
        Assert.InRange(variance, 0.993, 1.007);
        Assert.InRange(x.Average(v => Math.Pow(v - mean, 3)) / Math.Pow(variance, 1.5), -0.015, 0.015);
        Assert.InRange(x.Average(v => Math.Pow(v - mean, 4)) / (variance * variance), 2.96, 3.04);
        for (int i = 0; i < Tails.Length; i++)
        {
            double z = (i + 1) / 2.0, spread = 4 * Math.Sqrt(Tails[i] / Draws);
            Assert.InRange((double)x.Count(v => v > z) / Draws, Tails[i] - spread - 1e-4, Tails[i] + spread + 1e-4);
            Assert.InRange((double)x.Count(v => v < -z) / Draws, Tails[i] - spread - 1e-4, Tails[i] + spread + 1e-4);
        }

        Assert.InRange(x.Zip(x.Skip(1), (a, b) => a * b).Average(), -0.008, 0.008);
        Assert.InRange(x.Zip(x.Skip(1), (a, b) => Math.Abs(a * b)).Average(), 0.63, 0.643);
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(0.5f, 0.1f)]
    [InlineData(-3f, 2f)]
    public void A_model_draws_int8_numbers_of_its_own_mean_and_deviation(float mean, float deviation)
    {
        Session session = Session(Model(mean, deviation, 40_000));
        session.Run();
        float[] x = new float[40_000];
        session.GetOutput(0, x);
        double average = x.Average(v => (double)v), spread = Math.Sqrt(x.Average(v => Math.Pow(v - average, 2)));
        Assert.InRange((average - mean) / deviation, -0.025, 0.025);
        Assert.InRange(spread / deviation, 0.98, 1.02);
        Assert.InRange(x.Max(), mean + (3.6 * deviation), mean + (4.2 * deviation));
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(0.2f, 0.1f)]
    [InlineData(-3f, 2f)]
    public void Numbers_kept_in_16_bits_reach_as_far_as_those_in_8(float mean, float deviation)
    {
        byte[] model = Model(mean, deviation, 40_000);
        Plan plan = PlanOf(model, OnnxImporter.Import("test.onnx", model).Outputs[0].Name);
        Assert.Contains(plan.Steps, step => step.Op == OpCode.RandomNormalInt16);
        Session session = new(new Model(plan));
        session.Run();
        float[] x = new float[40_000];
        session.GetOutput(0, x);
        double average = x.Average(v => (double)v), spread = Math.Sqrt(x.Average(v => Math.Pow(v - average, 2)));
        Assert.InRange((average - mean) / deviation, -0.025, 0.025);
        Assert.InRange(spread / deviation, 0.98, 1.02);
        Assert.InRange(x.Max(), mean + (3.6 * deviation), mean + (4.2 * deviation));
    }

    [Fact]
    public void Numbers_go_on_from_run_to_run_and_start_again_on_reset_and_by_a_seed()
    {
        Session session = Session(Model(0, 1, 64));
        sbyte[] Next()
        {
            session.Run();
            return session.Output<sbyte>().ToArray();
        }

        sbyte[] first = Next(), second = Next();
        Assert.NotEqual(first, second);
        session.Reset();
        Assert.Equal(first, Next());
        Assert.Equal(1, session.Seed(99));
        sbyte[] seeded = Next();
        Assert.NotEqual(first, seeded);
        session.Seed(99);
        Assert.Equal(seeded, Next());
        session.Seed(100);
        Assert.NotEqual(seeded, Next());
    }

    [Fact]
    public void The_seed_of_the_model_decides_and_nodes_without_one_differ()
    {
        OnnxBuilder model = new();
        (string, object)[] shape = [("shape", new[] { 1, 32 })];
        foreach (string y in (string[])[
            model.Node("RandomNormal", [], shape), model.Node("RandomNormal", [], shape),
            model.Node("RandomNormal", [], [.. shape, ("seed", 5f)]), model.Node("RandomNormal", [], [.. shape, ("seed", 5f)])])
        {
            model.Output(y);
        }

        Session session = Session(model.Build());
        session.Run();
        sbyte[][] numbers = [.. Enumerable.Range(0, 4).Select(i => session.Output<sbyte>(i).ToArray())];
        Assert.NotEqual(numbers[0], numbers[1]);
        Assert.NotEqual(numbers[0], numbers[2]);
        Assert.Equal(numbers[2], numbers[3]);
    }

    /// <summary>What a variational decoder does on a device: noise times a deviation plus a mean, then a layer.</summary>
    [Fact]
    public void A_sampled_latent_feeds_a_layer()
    {
        OnnxBuilder model = new();
        string mean = model.Input("mean", 1, 16);
        string noise = model.Node("RandomNormalLike", [mean], ("scale", 0.5f), ("seed", 3f));
        string y = model.Node("Gemm", [model.Node("Add", [mean, noise]), model.Weights(16, 4)]);
        Session session = Session(model.Output(y).Output(noise).Build());
        double sum = 0;
        for (int i = 0; i < 200; i++)
        {
            session.SetInput(0, new float[16]);
            session.Run();
            float[] drawn = new float[16];
            session.GetOutput(1, drawn);
            sum += drawn.Sum(v => v * v);
        }

        Assert.InRange(Math.Sqrt(sum / 3200), 0.48, 0.52);
    }

    [Theory]
    [InlineData("scale", 0f)]
    [InlineData("scale", -1f)]
    [InlineData("mean", float.NaN)]
    [InlineData("dtype", 11)]
    public void What_is_no_distribution_of_floats_is_refused(string attribute, object value)
    {
        OnnxBuilder model = new();
        byte[] bytes = model.Output(model.Node("RandomNormal", [], ("shape", new[] { 2 }), (attribute, value))).Build();
        Assert.Contains("only float numbers", Assert.Throws<ModelException>(() => OnnxImporter.Import("test.onnx", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_graph_is_emitted_and_runs_in_ONNX_Runtime()
    {
        Graph graph = OnnxImporter.Import("test.onnx", Model(2, 3, 20_000));
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        float[] x = runner.Run([])[0];
        Assert.InRange(x.Average(), 1.9, 2.1);
        Assert.Equal([1, 20_000], graph.Outputs[0].Shape);
    }

    internal static Session Session(byte[] model) => new(new Model(PlanOf(model)));

    private static Plan PlanOf(byte[] model, params string[] int16)
    {
        Graph graph = OnnxImporter.Import("test.onnx", model);
        FloatToInt8.Prepare(graph);
        float[][][] samples = [.. Enumerable.Range(1, 4).Select(seed => OnnxRun.RandomFeeds(model, seed).Values.ToArray())];
        return FloatToInt8.Run(graph, new MemorySamples(samples), options: new QuantizeOptions { Int16 = int16.ToHashSet() }).Plan;
    }

    private static byte[] Model(float mean, float deviation, int elements)
    {
        OnnxBuilder model = new();
        return model.Output(model.Node("RandomNormal", [], ("shape", new[] { 1, elements }), ("mean", mean), ("scale", deviation))).Build();
    }

    private static short[] Draw(int count, double scale)
    {
        Graph graph = new("draw");
        Value y = new("y", ElementType.Int16) { Quantization = new Quantization((float)scale, 0) };
        Value current = new("state", ElementType.Int32, 1), next = new("next", ElementType.Int32, 1);
        graph.States.Add(new State(current, next, BitConverter.GetBytes(RandomBits.FromSeed(11))));
        graph.Add("draw", new RandomNormal(0, 1, 0), [Value.Constant<int>("shape", ElementType.Int32, [1], [count]), current], y, next);
        graph.Outputs.Add(y);
        Session session = new(new Model(PlanBuilder.Build(graph)));
        session.Run();
        return session.Output<short>().ToArray();
    }
}
