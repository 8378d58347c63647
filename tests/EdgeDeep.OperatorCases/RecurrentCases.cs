using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that change state.</summary>
internal static class RecurrentCases
{
    private static readonly int[] Sigmoid =
        [.. Enumerable.Range(0, SigmoidTable.Size).Select(i => (int)Math.Min(65535, 65536 / (1 + Math.Exp(-i / 24.0))))];

    public static OperatorCase Svdf(CaseDraw s)
    {
        SvdfParameters p = DrawSvdf(s, s.Next(-20, 20));
        int taps = p.Filters * p.MemorySize;
        return Svdf(s, p, s.Int8(taps, -100, 100), s.Int8(p.Batches * taps, -100, 100));
    }

    public static OperatorCase SvdfState16(CaseDraw s)
    {
        SvdfParameters p = DrawSvdf(s, 0);
        int taps = p.Filters * p.MemorySize;
        return Svdf(s, p, s.Int16(taps, -100, 100), s.Int16(p.Batches * taps, -3000, 3000));
    }

    public static OperatorCase Lstm(CaseDraw s)
    {
        LstmParameters p = default;
        (p.Batches, p.Steps, p.InputChannels, p.Units, p.TimeMajor) = (s.Next(1, 3), s.Next(1, 6), s.Next(1, 5), s.Next(1, 6), s.Next(0, 1));
        (p.InputOffset, p.HiddenOffset) = (s.Next(-127, 128), s.Next(-127, 128));
        (p.ForgetMultiplier, p.ForgetShift, p.InputMultiplier, p.InputShift) = (1 << 30, -14, s.Multiplier(), s.Next(-20, -15));
        (p.HiddenMultiplier, p.HiddenShift) = (s.Multiplier(), s.Next(-23, -21));
        (p.CellMultiplier, p.CellShift) = s.Next(0, 1) == 0 ? (3, s.Next(0, 3)) : (s.Next(16384, 32767), s.Next(12, 15));
        (p.CellMin, p.CellMax) = (s.Next(-32768, -20000), s.Next(20000, 32767));
        int[] values = new int[LstmParameters.Count];
        p.Store(values, 0);
        int gates = 4 * p.Units, states = p.Batches * p.Units;
        CaseTensor[] inputs =
        [
            s.Int8(p.Batches * p.Steps * p.InputChannels), s.Int8(gates * p.InputChannels, -60, 60), s.Int8(gates * p.Units, -60, 60),
            s.Int32(gates, -3000, 3000), s.Int32(8, 1 << 30, int.MaxValue), s.Int32(8, -2, 1), CaseDraw.Of(Sigmoid),
        ];
        return s.Case(values, inputs, s.Int8(p.Batches * p.Steps * p.Units), s.Int8(states), s.Int16(states, -9000, 9000), s.Int16(gates));
    }

    public static OperatorCase Gru(CaseDraw s)
    {
        GruParameters p = default;
        (p.Batches, p.Steps, p.InputChannels, p.Units) = (s.Next(1, 3), s.Next(1, 6), s.Next(1, 5), s.Next(1, 6));
        (p.TimeMajor, p.LinearBeforeReset, p.InputOffset, p.OutputOffset) = (s.Next(0, 1), s.Next(0, 1), s.Next(-127, 128), s.Next(-128, 127));
        (p.OutputMultiplier, p.OutputShift) = (s.Multiplier(), s.Next(-9, -7));
        int[] values = new int[GruParameters.Count];
        p.Store(values, 0);
        int gates = 3 * p.Units, states = p.Batches * p.Units;
        CaseTensor[] inputs =
        [
            s.Int8(p.Batches * p.Steps * p.InputChannels), s.Int8(gates * p.InputChannels, -60, 60), s.Int8(gates * p.Units, -60, 60),
            s.Int32(gates, -3000, 3000), s.Int32(gates, -1_000_000, 1_000_000), s.Int32(6, 1 << 30, int.MaxValue),
            CaseDraw.Of([.. Enumerable.Range(0, 6).Select(i => i < 3 ? s.Next(-2, 1) : s.Next(-9, -6))]), CaseDraw.Of(Sigmoid),
        ];
        return s.Case(values, inputs, s.Int8(p.Batches * p.Steps * p.Units), s.Int16(states), s.Int16(gates));
    }

    private static OperatorCase Svdf(CaseDraw s, SvdfParameters p, CaseTensor timeWeights, CaseTensor state)
    {
        int[] values = new int[SvdfParameters.Count];
        p.Store(values, 0);
        CaseTensor[] inputs =
            [s.Int8(p.Batches * p.InputChannels), s.Int8(p.Filters * p.InputChannels, -127, 127), timeWeights, s.Int32(p.Filters / p.Rank, -1000, 1000)];
        return s.Case(values, inputs, s.Int8(p.Batches * p.Filters / p.Rank), state);
    }

    private static SvdfParameters DrawSvdf(CaseDraw s, int stateOffset)
    {
        SvdfParameters p = default;
        (p.Batches, p.InputChannels, p.Rank, p.MemorySize) = (s.Next(1, 2), s.Next(1, 8), s.Next(1, 3), s.Next(1, 5));
        p.Filters = p.Rank * s.Next(1, 4);
        (p.InputOffset, p.StateOffset, p.OutputOffset) = (s.Next(-127, 128), stateOffset, s.Next(-128, 127));
        (p.FeatureMultiplier, p.FeatureShift, p.Multiplier, p.Shift) = (s.Multiplier(), s.Next(-12, -6), s.Multiplier(), s.Next(-12, -6));
        return p;
    }
}
