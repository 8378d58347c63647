using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Operators of transformers in int8 against ONNX Runtime in float.</summary>
public class AttentionTests
{
    private const int Tokens = 10, Width = 16, Heads = 2;

    [Fact]
    public void ATransformerBlockComputesWhatItsFloatOriginalDoes()
    {
        GraphBuilder b = new(3);
        Value x = b.Input(1, Tokens, Width);
        x = b.Binary(BinaryKind.Add, x, b.Random(-1, 1, 1, Tokens, Width));
        x = b.Binary(BinaryKind.Add, x, Attention(b, Norm(b, x)));
        Value hidden = b.Add(new Unary(UnaryKind.Gelu), Dense(b, Norm(b, x), 32));
        x = b.Binary(BinaryKind.Add, x, Dense(b, hidden, Width));
        Compare(b.Build(b.Add(new Reduce(ReduceKind.Mean, [1], false), Norm(b, x))), 22);
    }

    [Theory]
    [InlineData(UnaryKind.Gelu, 0f, 0f)]
    [InlineData(UnaryKind.GeluTanh, 0f, 0f)]
    [InlineData(UnaryKind.Silu, 1f, 0f)]
    [InlineData(UnaryKind.Mish, 0f, 0f)]
    [InlineData(UnaryKind.Elu, 1f, 0f)]
    [InlineData(UnaryKind.Softplus, 0f, 0f)]
    [InlineData(UnaryKind.Softsign, 0f, 0f)]
    [InlineData(UnaryKind.Erf, 0f, 0f)]
    [InlineData(UnaryKind.Exp, 0f, 0f)]
    [InlineData(UnaryKind.Sin, 0f, 0f)]
    [InlineData(UnaryKind.Cos, 0f, 0f)]
    [InlineData(UnaryKind.Abs, 0f, 0f)]
    [InlineData(UnaryKind.Neg, 0f, 0f)]
    [InlineData(UnaryKind.Power, 3f, 0f)]
    [InlineData(UnaryKind.HardSigmoid, 0.2f, 0.5f)]
    public void FunctionsComputeWhatTheirFloatOriginalsDo(UnaryKind kind, float alpha, float beta)
    {
        GraphBuilder b = new();
        Compare(b.Build(b.Add(new Unary(kind, alpha, beta), b.Input(1, 64))), 30);
    }

    [Theory]
    [InlineData(UnaryKind.Log)]
    [InlineData(UnaryKind.Sqrt)]
    [InlineData(UnaryKind.Rsqrt)]
    [InlineData(UnaryKind.Reciprocal)]
    public void FunctionsOfPositiveNumbersDoSo(UnaryKind kind)
    {
        GraphBuilder b = new();
        Value positive = b.Add(new Activate(new Clamp(0.3f, 2)), b.Input(1, 64));
        Compare(b.Build(b.Add(new Unary(kind), positive)), 30);
    }

    private static Value Attention(GraphBuilder b, Value x)
    {
        Value Split(Value value, params int[] order) => b.Add(new Transpose(order), b.Add(Reshape.To(1, Tokens, Heads, Width / Heads), value));
        Value q = Split(Dense(b, x, Width), 0, 2, 1, 3), k = Split(Dense(b, x, Width), 0, 2, 3, 1), v = Split(Dense(b, x, Width), 0, 2, 1, 3);
        Value scaled = b.Binary(BinaryKind.Mul, b.Add(new BatchMatMul(false, false), q, k), Value.Constant("scale", ElementType.Float32, [], [0.35355338f]));
        Value mixed = b.Add(new BatchMatMul(false, false), b.Add(new Softmax(1), scaled), v);
        return Dense(b, b.Add(Reshape.To(1, Tokens, Width), b.Add(new Transpose([0, 2, 1, 3]), mixed)), Width);
    }

    private static Value Norm(GraphBuilder b, Value x) => b.Add(new LayerNorm(1e-5f), x, b.Random(0.5, 1.5, Width), b.Random(-0.5, 0.5, Width));

    private static Value Dense(GraphBuilder b, Value x, int units) => b.Add(
        new FullyConnected(true, Clamp.None), x, b.Random(-0.4, 0.4, units, x.Shape[^1]), b.Random(-0.2, 0.2, units));

    private static void Compare(Graph graph, double decibels)
    {
        float[][][] samples = [.. Enumerable.Range(0, 20).Select(seed => FloatEquivalence.Inputs(graph, seed))];
        PassPipeline.ForFloat(graph);
        CalibratedRanges ranges = Calibrator.Run(
            graph, new Samples(samples), new CalibrationOptions { Method = CalibrationMethod.MinMax }, null, TestContext.Current.CancellationToken);
        Session session = new(new Model(PlanBuilder.Build(Quantizer.Quantize(graph, ranges))));
        foreach (float[][] sample in samples)
        {
            float[] expected = FloatEquivalence.Run(graph, sample)[0], actual = new float[expected.Length];
            session.SetInput(0, sample[0]);
            session.Run();
            session.GetOutput(0, actual);
            double found = SignalToNoise.Decibels(expected, actual);
            Assert.True(found > decibels, $"{found} dB");
        }
    }

    private sealed class Samples(float[][][] samples) : ICalibrationData
    {
        public int? Count => samples.Length;

        IEnumerable<float[][]> ICalibrationData.Samples() => samples;
    }
}
