using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class SpectrumTests
{
    private const int Bins = 6, Window = 16;

    [Fact]
    public void Bins_get_one_range_and_the_function_stays()
    {
        (Graph graph, Sounds sounds) = Build();
        float[] before = FloatEquivalence.Run(graph, [sounds.First])[0];
        SpectrumBalance.Run(graph, sounds, TestContext.Current.CancellationToken);
        float[] after = FloatEquivalence.Run(graph, [sounds.First])[0];
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        graph.Outputs.Add(graph.Nodes[0].Output);
        float[] largest = new float[Bins];
        foreach (float[][] sound in sounds.Samples())
        {
            float[] magnitudes = FloatEquivalence.Run(graph, sound)[1];
            for (int i = 0; i < magnitudes.Length; i++)
            {
                largest[i % Bins] = Math.Max(largest[i % Bins], magnitudes[i]);
            }
        }

        Assert.All(largest, magnitude => Assert.Equal(largest[0], magnitude, largest[0] * 1e-3f));
    }

    [Fact]
    public void Recorded_samples_go_in_as_16_bit_integers()
    {
        (Graph graph, Sounds sounds) = Build();
        FloatToInt8.Prepare(graph);
        (Plan plan, _) = FloatToInt8.Run(graph, sounds, cancellation: TestContext.Current.CancellationToken);
        PlanTensor input = plan.Tensors[plan.Inputs[0]];
        Assert.Equal((ElementType.Int16, 1f / 32768, 0), (input.Type, input.Scale, input.ZeroPoint));
        Assert.Contains(plan.Steps, step => step.Op == OpCode.SpectrumMagnitudeInt16ToInt8);
        Session session = new(new Model(plan));
        float[] expected = FloatEquivalence.Run(graph, [sounds.First])[0], actual = new float[expected.Length];
        session.SetInput(0, sounds.First);
        session.Run();
        session.GetOutput(0, actual);
        Assert.InRange(SignalToNoise.Decibels(expected, actual), 25, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(0.2f, 1f / 32768)]
    [InlineData(1f, 1f / 32768)]
    [InlineData(1.5f, 1f / 16384)]
    [InlineData(20000f, 1f)]
    public void Wide_scales_are_powers_of_two(float largest, float scale)
    {
        Quantization quantization = QuantizationParameters.Wide(new ValueRange(-largest, largest / 2));
        Assert.Equal((scale, 0), (quantization.Scale, quantization.ZeroPoint));
    }

    /// <summary>Sines and cosines of six bins, then a convolution over the bins.</summary>
    private static (Graph Graph, Sounds Sounds) Build()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 40);
        float[] basis = new float[2 * Bins * Window];
        for (int i = 0; i < basis.Length; i++)
        {
            double angle = 2 * Math.PI * (i / Window % Bins) * (i % Window) / Window;
            basis[i] = (float)(i < Bins * Window ? Math.Cos(angle) : Math.Sin(angle));
        }

        Value spectrum = b.Add(new SpectrumMagnitude(8, 8), x, Value.Constant("basis", [2, Bins, Window], basis));
        Value image = b.Add(Reshape.To(1, 1, spectrum.Shape[1], Bins), spectrum);
        return (b.Build(b.Conv(image, 4, kernel: 1, pad: 0)), new Sounds());
    }

    /// <summary>A loud slow wave and quiet noise.</summary>
    private sealed class Sounds : ICalibrationData
    {
        public int? Count => 20;

        public float[] First => Samples().First()[0];

        public IEnumerable<float[][]> Samples()
        {
            Random random = new(3);
            for (int i = 0; i < Count; i++)
            {
                double phase = random.NextDouble();
                yield return [[.. Enumerable.Range(0, 40).Select(t => (float)((0.4 * Math.Sin((t / 3.0) + phase)) + (0.02 * random.NextDouble())))]];
            }
        }
    }
}
