using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that draw random numbers; the generator's state is the result behind the output.</summary>
internal static class RandomCases
{
    public static OperatorCase NormalInt8(CaseDraw s)
    {
        (int[] values, CaseTensor quantiles, int elements) = Normal(s, s.Next(-128, 127));
        return s.Case(values, [quantiles], s.Int8(elements), State(s));
    }

    public static OperatorCase NormalInt16(CaseDraw s)
    {
        (int[] values, CaseTensor quantiles, int elements) = Normal(s, 0);
        return s.Case(values, [quantiles], s.Int16(elements), State(s));
    }

    public static OperatorCase Multinomial(CaseDraw s)
    {
        MultinomialParameters p = default;
        (p.Batches, p.Classes, p.Samples, p.FromLargest) = (s.Next(1, 3), s.Next(1, 12), s.Next(1, 9), s.Next(0, 1));
        int[] values = new int[MultinomialParameters.Count];
        p.Store(values, 0);
        return s.Case(
            values, [s.Int8(p.Batches * p.Classes), s.Int32(256, 0, 1 << 20)], s.Int32(p.Batches * p.Samples, -9, 9), State(s));
    }

    private static (int[] Values, CaseTensor Quantiles, int Elements) Normal(CaseDraw s, int zeroPoint)
    {
        RandomNormalParameters p = default;
        (p.Elements, p.Rows, p.Mean) = (s.Next(1, 64), s.Next(1, 30), s.Next(-9000, 9000));
        (p.Multiplier, p.Shift, p.OutputOffset) = (s.Multiplier(), s.Next(-12, 0), zeroPoint);
        int[] values = new int[RandomNormalParameters.Count];
        p.Store(values, 0);
        return (values, s.Int16(p.Rows * RandomNormal.RowSize, 0, 32000), p.Elements);
    }

    private static CaseTensor State(CaseDraw s) => s.Int32(1, int.MinValue, int.MaxValue);
}
