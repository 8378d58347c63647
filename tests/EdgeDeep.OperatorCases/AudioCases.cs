using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels that turn sound into features.</summary>
internal static class AudioCases
{
    public static OperatorCase SignalWindow(CaseDraw s)
    {
        SignalWindowParameters p = default;
        (p.Size, p.FractionBits) = (s.Next(1, 40), s.Next(8, 14));
        p.PaddedSize = p.Size + s.Next(0, 20);
        int[] values = new int[SignalWindowParameters.Count];
        p.Store(values, 0);

        // Quiet frames are scaled up most; a frame of nothing but -32768 has no largest sample.
        int loudness = 1 << s.Next(0, 15);
        CaseTensor samples = s.Next(0, 9) == 0 ? s.Int16(p.Size, -32768, -32768) : s.Int16(p.Size, -loudness, loudness - 1);
        return s.Case(values, [samples, s.Int16(p.Size, 0, 1 << p.FractionBits)], s.Int16(p.PaddedSize), CaseDraw.Of(-1));
    }

    public static OperatorCase SignalEnergy(CaseDraw s)
    {
        SignalEnergyParameters p = default;
        p.SizeLog2 = s.Next(2, 8);
        int[] values = new int[SignalEnergyParameters.Count];
        p.Store(values, 0);
        int size = 1 << p.SizeLog2, half = size / 2;
        bool isWaves = s.Next(0, 3) > 0;
        CaseTensor[] inputs =
        [
            s.Int16(size),
            isWaves ? CaseDraw.Wave(half, 0, 2.0 / half) : s.Int16(2 * half, -32767, 32767),
            isWaves ? CaseDraw.Wave(half / 2, 0.5 + (1.0 / half), 1.0 / half) : s.Int16(half, -32767, 32767),
        ];
        return s.Case(values, inputs, s.Int32(half + 1, -9, 9), s.Int16(size));
    }

    public static OperatorCase FilterBank(CaseDraw s)
    {
        FilterBankParameters p = default;
        (p.Channels, p.FirstBin) = (s.Next(1, 8), s.Next(0, 4));
        int[] values = new int[FilterBankParameters.Count];
        p.Store(values, 0);
        int[] widths = [.. Enumerable.Range(0, p.Channels + 1).Select(_ => s.Next(0, 5))];
        int bins = widths.Sum(), loudest = (1 << s.Next(1, 30)) - 1;
        CaseTensor[] inputs =
        [
            s.Int32(p.FirstBin + bins, 0, loudest), CaseDraw.Of(s.Next(0, 15)), CaseDraw.OfInt16(widths), s.Int16(bins, 0, 4096), s.Int16(bins, 0, 4096),
        ];
        return s.Case(values, inputs, s.Int32(p.Channels, -9, 9));
    }

    public static OperatorCase SpectralSubtraction(CaseDraw s)
    {
        SpectralSubtractionParameters p = default;
        (p.Channels, p.SmoothingBits) = (s.Next(1, 12), s.Next(0, 16));
        (p.EvenSmoothing, p.OddSmoothing, p.MinSignalRemaining) = (s.Next(0, 16384), s.Next(0, 16384), s.Next(0, 16384));
        int[] values = new int[SpectralSubtractionParameters.Count];
        p.Store(values, 0);
        int loudest = (1 << s.Next(1, 30)) - 1;
        return s.Case(values, [s.Int32(p.Channels, 0, loudest)], s.Int32(p.Channels, -9, 9), s.Int32(p.Channels, int.MinValue, int.MaxValue));
    }

    public static OperatorCase Pcan(CaseDraw s)
    {
        PcanParameters p = default;
        (p.Channels, p.SnrShift) = (s.Next(1, 12), s.Next(0, 20));
        int[] values = new int[PcanParameters.Count];
        p.Store(values, 0);
        int loudest = (1 << s.Next(1, 30)) - 1, noisiest = (1 << s.Next(1, 30)) - 1;
        CaseTensor noise = s.Next(0, 3) == 0 ? s.Int32(p.Channels, int.MinValue, int.MaxValue) : s.Int32(p.Channels, 0, noisiest);
        return s.Case(values, [s.Int32(p.Channels, 0, loudest), noise, s.Int16(125)], s.Int32(p.Channels, -9, 9));
    }

    public static OperatorCase FilterBankLog(CaseDraw s)
    {
        FilterBankLogParameters p = default;
        (p.Channels, p.CorrectionBits, p.ScaleShift) = (s.Next(1, 12), s.Next(-8, 8), s.Next(0, 10));
        int[] values = new int[FilterBankLogParameters.Count];
        p.Store(values, 0);
        int loudest = (1 << s.Next(1, 22)) - 1;
        return s.Case(values, [s.Int32(p.Channels, 0, loudest), s.Int16(130, 0, 5641)], s.Int16(p.Channels));
    }

    public static OperatorCase FeatureQuantize(CaseDraw s)
    {
        FeatureQuantizeParameters p = default;
        (p.Size, p.Factor, p.Divisor, p.OutputOffset) = (s.Next(1, 60), s.Next(1, 512), s.Next(1, 900), s.Next(-128, 127));
        int[] values = new int[FeatureQuantizeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int16(p.Size, 0, s.Next(0, 1) == 0 ? 700 : 32767)], s.Int8(p.Size));
    }

    public static OperatorCase SlideInt8(CaseDraw s)
    {
        SlideParameters p = DrawSlide(s, out int[] values);
        return s.Case(values, [s.Int8(p.RowSize)], s.Int8(p.Rows * p.RowSize));
    }

    public static OperatorCase SlideInt16(CaseDraw s)
    {
        SlideParameters p = DrawSlide(s, out int[] values);
        return s.Case(values, [s.Int16(p.RowSize)], s.Int16(p.Rows * p.RowSize));
    }

    private static SlideParameters DrawSlide(CaseDraw s, out int[] values)
    {
        SlideParameters p = default;
        (p.Rows, p.RowSize) = (s.Next(1, 6), s.Next(1, 9));
        values = new int[SlideParameters.Count];
        p.Store(values, 0);
        return p;
    }
}
