using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels that make MFCC and log-mel features.</summary>
internal static class MelCases
{
    private static readonly int[] LogTable = [.. Enumerable.Range(0, 129).Select(i => (int)Math.Round(16384 * Math.Log2(1 + (i / 128.0))))];
    private static readonly int[] SumTable = [.. Enumerable.Range(0, 129).Select(i => (int)Math.Round(16384 * Math.Log2(1 + Math.Pow(2, -i / 8.0))))];

    public static OperatorCase MagnitudeSpectrum(CaseDraw s)
    {
        MagnitudeSpectrumParameters p = default;
        p.SizeLog2 = s.Next(2, 8);
        int size = 1 << p.SizeLog2;
        (p.Window, p.Bins) = (s.Next(1, size), s.Next(1, (size / 2) + 1));
        int[] values = new int[MagnitudeSpectrumParameters.Count];
        p.Store(values, 0);
        int loudness = 1 << s.Next(0, 15);
        int[] sines = [.. Enumerable.Range(0, (size / 4) + 1).Select(i => (int)Math.Round((1 << 30) * Math.Sin(2 * Math.PI * i / size)))];
        CaseTensor[] inputs = [s.Int16(p.Window, -loudness, loudness - 1), s.Int16(p.Window, 0, 16384), CaseDraw.Of(sines)];
        return s.Case(values, inputs, s.Int32(p.Bins, -9, 9), CaseDraw.Of(-1), s.Int32(size, -9, 9));
    }

    public static OperatorCase MelLog(CaseDraw s)
    {
        MelLogParameters p = default;
        (p.Filters, p.IsPower, p.Exponent) = (s.Next(1, 8), s.Next(0, 1), s.Next(0, 60));
        (p.OffsetMantissa, p.OffsetShift) = s.Next(0, 2) == 0 ? (0, 0) : (s.Next(1 << 29, 1 << 30), s.Next(-62, p.IsPower != 0 ? 60 : 16));
        int[] values = new int[MelLogParameters.Count];
        p.Store(values, 0);
        int[] widths = [.. Enumerable.Range(0, p.Filters).Select(_ => s.Next(0, 6))], starts = [.. widths.Select(_ => s.Next(0, 20))];
        int loudest = s.Next(0, 5) == 0 ? 0 : 1 << s.Next(0, 30);
        CaseTensor[] inputs =
        [
            s.Int32(26, 0, loudest), CaseDraw.Of(s.Next(0, 15)), CaseDraw.OfInt16(starts), CaseDraw.OfInt16(widths), s.Int16(widths.Sum(), 0, 32767), CaseDraw.OfInt16(LogTable),
        ];
        return s.Case(values, inputs, s.Int16(p.Filters));
    }

    public static OperatorCase SignalPeak(CaseDraw s)
    {
        SignalPeakParameters p = default;
        (p.Size, p.IsAbsolute) = (s.Next(1, 40), s.Next(0, 1));
        int[] values = new int[SignalPeakParameters.Count];
        p.Store(values, 0);
        CaseTensor samples = s.Next(0, 4) == 0 ? s.Int16(p.Size, -32768, -32760) : s.Int16(p.Size);
        return s.Case(values, [samples], s.Int16(1));
    }

    public static OperatorCase MelFeatures(CaseDraw s)
    {
        MelFeaturesParameters p = default;
        (p.Frames, p.Filters, p.HasPeak, p.IsPower, p.IsTruncated) = (s.Next(1, 5), s.Next(1, 12), s.Next(0, 1), s.Next(0, 1), s.Next(0, 1));
        p.Coefficients = s.Next(0, p.Filters);
        int features = p.Coefficients == 0 ? p.Filters : p.Coefficients;
        bool isTurned = s.Next(0, 1) == 1;
        (p.FrameStride, p.FeatureStride) = isTurned ? (1, p.Frames) : (features, 1);
        (p.OffsetLog, p.Multiplier, p.Shift, p.OutputOffset) = (s.Next(-20000, 2000), s.Next(1 << 20, 1 << 22), s.Next(24, 36), s.Next(-128, 127));
        int[] values = new int[MelFeaturesParameters.Count];
        p.Store(values, 0);
        int loudness = s.Next(0, 3) == 0 ? 32767 : 4000, filters = p.Filters + p.HasPeak;
        CaseTensor[] inputs =
        [
            s.Int16(p.Frames * filters, -loudness - 1, loudness), s.Int16(Math.Max(1, p.Coefficients * p.Filters)),
            CaseDraw.OfInt16(LogTable), CaseDraw.OfInt16(SumTable),
        ];
        return s.Case(values, inputs, s.Int8(p.Frames * features), s.Int16(p.Filters));
    }
}
