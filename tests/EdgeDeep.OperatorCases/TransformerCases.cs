using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels that transformers need.</summary>
internal static class TransformerCases
{
    public static OperatorCase BatchMatMul(CaseDraw s)
    {
        int[] left = s.Shape(1, 3), right = [.. left];
        for (int axis = 0; axis < 3; axis++)
        {
            int single = s.Next(0, 3);
            left[axis] = single == 1 ? 1 : left[axis];
            right[axis] = single == 2 ? 1 : right[axis];
        }

        BatchMatMulParameters p = default;
        (p.LeftBatch0, p.LeftBatch1, p.LeftBatch2) = (left[0], left[1], left[2]);
        (p.RightBatch0, p.RightBatch1, p.RightBatch2) = (right[0], right[1], right[2]);
        (p.Rows, p.Columns, p.Depth, p.LeftTransposed, p.RightTransposed) = (s.Next(1, 6), s.Next(1, 6), s.Next(1, 20), s.Next(0, 1), s.Next(0, 1));
        (p.LeftOffset, p.RightOffset, p.OutputOffset) = (s.Next(-127, 128), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift) = (s.Multiplier(), s.Next(-12, 2));
        int[] values = new int[BatchMatMulParameters.Count];
        p.Store(values, 0);
        int batches = Enumerable.Range(0, 3).Aggregate(1, (product, axis) => product * Math.Max(left[axis], right[axis]));
        return s.Case(
            values,
            [s.Int8(left[0] * left[1] * left[2] * p.Rows * p.Depth), s.Int8(right[0] * right[1] * right[2] * p.Depth * p.Columns)],
            s.Int8(batches * p.Rows * p.Columns));
    }

    public static OperatorCase LayerNorm(CaseDraw s)
    {
        LayerNormParameters p = default;
        (p.Rows, p.Depth, p.FractionBits, p.OutputOffset) = (s.Next(1, 3), s.Next(1, 200), s.Next(14, 22), s.Next(-128, 127));
        (p.Epsilon, p.EpsilonShift) = (s.Next(0, 1 << 24), s.Next(0, 12));
        int[] values = new int[LayerNormParameters.Count];
        p.Store(values, 0);

        // Small spreads make small variances, where rounding shows.
        int spread = s.Next(0, 2) == 0 ? s.Next(0, 2) : 127;
        CaseTensor[] inputs =
        [
            s.Int8(p.Rows * p.Depth, -spread, spread), s.Int32(p.Depth, -(1 << 22), 1 << 22), s.Int32(p.Depth, -(1 << 24), 1 << 24),
        ];
        return s.Case(values, inputs, s.Int8(p.Rows * p.Depth));
    }

    public static OperatorCase Lookup(CaseDraw s)
    {
        LookupParameters p = default;
        p.Size = s.Next(1, 300);
        int[] values = new int[LookupParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size), s.Int8(256)], s.Int8(p.Size));
    }

    public static OperatorCase SpectrumMagnitude(CaseDraw s)
    {
        SpectrumMagnitudeParameters p = default;
        (p.Samples, p.Window, p.Hop, p.Bins, p.OutputOffset) = (s.Next(20, 60), s.Next(1, 19), s.Next(1, 9), s.Next(1, 6), s.Next(-128, 127));
        p.Frames = ((p.Samples + s.Next(0, p.Window) - p.Window) / p.Hop) + 1;
        int[] values = new int[SpectrumMagnitudeParameters.Count];
        p.Store(values, 0);
        CaseTensor[] operands =
        [
            s.Int16(p.Samples), s.Int8(2 * p.Bins * p.Window, -127, 127), s.Int32(p.Bins, 1 << 30, int.MaxValue), s.Int32(p.Bins, -20, -12),
        ];
        return s.Case(values, operands, s.Int8(p.Frames * p.Bins));
    }
}
