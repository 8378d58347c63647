using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Brings the last axis to mean 0 and variance 1, then multiplies by gamma and adds beta. Inputs: data [..., c], gamma [c]
/// (optional), beta [c] (optional). Output: the data's shape.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNorm(float Epsilon) : Operator
{
    private const int LargestDepth = 1 << 15, VarianceBits = 16, MostFractionBits = 22;

    /// <summary>Gamma is kept within this, so that its product with a normalized element fits the kernel.</summary>
    private const double LargestGamma = 1 << 22;

    /// <summary>Beta is kept within this.</summary>
    private const double LargestBeta = 1 << 29;

    /// <inheritdoc/>
    public override string Name => nameof(LayerNorm);

    /// <inheritdoc/>
    public override bool KeepsReals(int input) => input > 0;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = node.Input(0);
        if (data.Rank == 0)
        {
            throw node.Error("its data is a single number without dimensions");
        }

        foreach (Value parameter in node.Inputs.Skip(1).OfType<Value>())
        {
            Shapes.Match(node, parameter.Elements, data.Shape[^1], $"the number of elements of '{parameter.Name}'");
        }

        Shapes.Set(node, data.Type, data.Shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization inputQ = Lowering.Int8(node, input), outputQ = Lowering.Int8(node, node.Output);
        int depth = input.Shape[^1];
        if (depth > LargestDepth)
        {
            throw node.Error($"its rows have {depth} elements, and the kernel takes at most {LargestDepth}");
        }

        double[] gamma = Lowering.Reals(node, 1, depth, 1), beta = Lowering.Reals(node, 2, depth, 0);
        int bits = Math.Min(FractionBits(gamma, outputQ.Scale, LargestGamma), FractionBits(beta, outputQ.Scale, LargestBeta));
        if (bits < 0)
        {
            throw node.Error("its factors are far too large for the range of its results; calibrate with more and more varied samples");
        }

        (int epsilon, int epsilonShift) = Scaled(node, (double)depth * depth * Epsilon / ((double)inputQ.Scale * inputQ.Scale));
        plan.Step(
            OpCode.LayerNormInt8,
            node,
            [plan.Index(input), plan.Table("gamma", Store(gamma, outputQ.Scale, bits)), plan.Table("beta", Store(beta, outputQ.Scale, bits))],
            [plan.Index(node.Output)],
            [input.Elements / depth, depth, epsilon, epsilonShift, bits, outputQ.ZeroPoint]);
    }

    /// <summary>Epsilon in the kernel's units as an integer of 31 bits and a shift.</summary>
    private static (int Significand, int Shift) Scaled(Node node, double epsilon)
    {
        double value = Math.Round(Math.ScaleB(epsilon, VarianceBits));
        int shift = value < 1 ? 0 : Math.Max(0, Math.ILogB(value) - 29);
        return shift <= 30 && value >= 0
            ? ((int)Math.Round(Math.ScaleB(value, -shift)), shift)
            : throw node.Error("its data is almost constant next to its epsilon; calibrate with more and more varied samples");
    }

    private static int FractionBits(double[] reals, float scale, double limit)
    {
        double largest = reals.Max(Math.Abs) / scale;
        return largest == 0 ? MostFractionBits : Math.Min(MostFractionBits, (int)Math.Floor(Math.Log2(limit / largest)));
    }

    private static int[] Store(double[] reals, float scale, int bits) =>
        [.. reals.Select(real => (int)Math.Round(Math.ScaleB(real / scale, bits), MidpointRounding.AwayFromZero))];
}
