using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Random numbers of a normal distribution. Inputs: the result's shape as constant integers and, once quantized, the
/// generator's state [1]. Outputs: the numbers and the next state. int8 results reach four standard deviations to both
/// sides of the mean and saturate beyond, which one number in 15,800 meets.
/// </summary>
/// <param name="Mean">Mean of the distribution.</param>
/// <param name="Deviation">Its standard deviation, above 0.</param>
/// <param name="Seed">What the generator starts from, by the bits of the number.</param>
public sealed record RandomNormal(float Mean, float Deviation, float Seed) : Operator, IRandom
{
    private const int Rows = 20;
    private const int One = 4096;
    private const float Reach = 4;

    /// <inheritdoc/>
    public override string Name => nameof(RandomNormal);

    /// <inheritdoc/>
    public override QuantizationRule Rule
    {
        get
        {
            Quantization q = QuantizationParameters.Asymmetric(new ValueRange(Mean - (Reach * Deviation), Mean + (Reach * Deviation)));
            return QuantizationRule.Fixed(q.Scale, q.ZeroPoint);
        }
    }

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Shapes.Set(node, node.Output.Type is ElementType.Int8 or ElementType.Int16 ? node.Output.Type : ElementType.Float32, node.Input(0).AsInts());
        RandomState.InferShape(node);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Quantization q = Lowering.PerTensor(node, node.Output);
        OpCode op = (node.Output.Type, q.ZeroPoint) switch
        {
            (ElementType.Int8, _) => OpCode.RandomNormalInt8,
            (ElementType.Int16, 0) => OpCode.RandomNormalInt16,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(node.Output.Type)} results with zero point {q.ZeroPoint}"),
        };
        double mean = (double)Mean / Deviation * One;
        if (!(Math.Abs(mean) <= 1 << 30))
        {
            throw node.Error($"its mean {Mean} is too far from 0 for a standard deviation of {Deviation}");
        }

        (int multiplier, int shift) = Multipliers.Quantize((double)Deviation / One / q.Scale);
        RandomNormalParameters p = new()
        {
            Elements = node.Output.Elements,
            Rows = Rows,
            Mean = (int)Math.Round(mean),
            Multiplier = multiplier,
            Shift = shift,
            OutputOffset = q.ZeroPoint,
        };
        int[] parameters = new int[RandomNormalParameters.Count];
        p.Store(parameters, 0);
        Value quantiles = Value.Constant<short>("normal quantiles", ElementType.Int16, [Rows * EdgeDeep.Kernels.RandomNormal.RowSize], Quantiles());
        plan.Step(op, node, [plan.Index(quantiles)], [plan.Index(node.Output), RandomState.Lower(node, plan)], parameters);
    }

    /// <summary>The kernel's table: value j of row k is the standard normal quantile of the tail (16 + j) / 16 / 2^(k + 2), in 1/4096.</summary>
    internal static short[] Quantiles()
    {
        short[] table = new short[Rows * EdgeDeep.Kernels.RandomNormal.RowSize];
        for (int i = 0; i < table.Length; i++)
        {
            int row = i / EdgeDeep.Kernels.RandomNormal.RowSize, column = i % EdgeDeep.Kernels.RandomNormal.RowSize;
            table[i] = (short)Math.Round(Quantile((16 + column) / 16.0 / Math.Pow(2, row + 2)) * One);
        }

        return table;
    }

    /// <summary>The number that a standard normal variable exceeds with a probability of at most a half, by bisection.</summary>
    private static double Quantile(double tail)
    {
        double low = 0, high = 10;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Tail(middle) > tail ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// Probability that a standard normal variable exceeds z, 0 or more: up to 3 a half less the series of the density
    /// (z + z^3/3 + z^5/15 + ...), beyond it the continued fraction density / (z + 1/(z + 2/(z + 3/...))).
    /// </summary>
    private static double Tail(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z > 3)
        {
            double fraction = z;
            for (int k = 60; k > 0; k--)
            {
                fraction = z + (k / fraction);
            }

            return density / fraction;
        }

        double term = z, sum = z;
        for (int k = 3; k < 120; k += 2)
        {
            term *= z * z / k;
            sum += term;
        }

        return 0.5 - (density * sum);
    }
}
