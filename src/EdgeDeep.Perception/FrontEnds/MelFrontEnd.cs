using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>Puts the fixed-point MFCC or log-mel front end before a model, kernel by kernel.</summary>
/// <remarks>
/// Each frame is kept as the logarithms of its filters; loudness normalization, cosine transform and quantization follow when the
/// model looks, because the greatest sample of a window is known only then.
/// </remarks>
internal static class MelFrontEnd
{
    private const int SampleBits = 15, WeightBits = 15;

    /// <summary>Smallest and largest size of the transform.</summary>
    public const int MinFftSize = 8, MaxFftSize = 4096;

    /// <summary>Adds steps and tables.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="spec">Features and rounding.</param>
    /// <param name="isTurned">Whether the model wants features then frames.</param>
    /// <returns>The tensor that holds the samples.</returns>
    public static int Append(PlanExtension plan, SpectrogramSpec spec, bool isTurned)
    {
        MfccOptions options = spec.Features;
        bool hasPeak = options.Peak != PeakMode.None;
        (short[] starts, short[] widths, short[] weights) = MelTables.Filters(options);
        int bins = starts.Zip(widths).Max(filter => filter.First + filter.Second);
        int rowSize = options.MelBins + (hasPeak ? 1 : 0);
        int samples = plan.State("samples", ElementType.Int16, [Math.Max(options.Window, options.Stride)]);
        int rows = plan.State("frames", ElementType.Int16, [options.Frames, rowSize], Silence(options, rowSize));

        int scratchBytes = PlanExtension.Align(options.FftSize * sizeof(int)), magnitudeBytes = PlanExtension.Align(bins * sizeof(int));
        int rowBytes = PlanExtension.Align(rowSize * sizeof(short));
        int first = plan.BesideOutputs(scratchBytes + magnitudeBytes + rowBytes + sizeof(int)), second = first + scratchBytes, third = second + magnitudeBytes;
        int scratch = plan.Arena("transform scratch", ElementType.Int32, [options.FftSize], first);
        int magnitudes = plan.Arena("magnitudes", ElementType.Int32, [bins], second);
        int scale = plan.Arena("scale", ElementType.Int32, [1], third + rowBytes);
        int row = plan.Arena("frame", ElementType.Int16, [rowSize], third);
        int logs = plan.Arena("logarithms", ElementType.Int16, [options.MelBins], third);
        int logTable = plan.Constant("log table", MelTables.Logarithms());
        int[] window = [samples, plan.Constant("window", MelTables.Window(options.Window)), plan.Constant("sines", MelTables.Sines(options.FftSize))];
        plan.Frame(OpCode.MagnitudeSpectrumInt16ToInt32, "spectrum", window, [magnitudes, scale, scratch], [options.Window, int.Log2(options.FftSize), bins]);
        int[] filters = [magnitudes, scale, plan.Constant("filter starts", starts), plan.Constant("filter widths", widths), plan.Constant("filter weights", weights), logTable];
        plan.Frame(OpCode.MelLogInt32ToInt16, "mel logarithms", filters, [logs], Logarithm(options));
        if (hasPeak)
        {
            int peak = plan.Arena("peak", ElementType.Int16, [1], third + (options.MelBins * sizeof(short)));
            plan.Frame(OpCode.SignalPeakInt16, "peak", [samples], [peak], [options.Window, options.Peak == PeakMode.Absolute ? 1 : 0]);
        }

        plan.Frame(OpCode.SlideInt16, "frames", [row], [rows], [options.Frames, rowSize]);
        (short[] cosines, int bits) = MelTables.Cosines(options);
        int normalized = plan.Arena("normalized frame", ElementType.Int16, [options.MelBins], plan.BesideInput(rowBytes));
        int[] operands = [rows, plan.Constant("cosines", cosines), logTable, plan.Constant("sum table", MelTables.Sums())];
        plan.Look(OpCode.MelFeaturesInt16ToInt8, "features", operands, [plan.InputIndex, normalized], Features(spec, plan.Input, bits, isTurned));
        return samples;
    }

    /// <summary>What speaks against fixed point, as part of a sentence; null where nothing does.</summary>
    public static string? Problem(MfccOptions options) => options switch
    {
        { FftSize: < MinFftSize or > MaxFftSize } => $"the FFT size {options.FftSize} must be from {MinFftSize} to {MaxFftSize} in fixed point",
        { LogOffset: > 1 } => "the log offset must be at most 1 in fixed point",
        _ => null,
    };

    /// <summary>Rows of frames that hold nothing but zeros.</summary>
    private static byte[] Silence(MfccOptions options, int rowSize)
    {
        double log = options.Peak == PeakMode.None ? Math.Log2(options.LogOffset) : double.NegativeInfinity;
        short[] rows = new short[options.Frames * rowSize];
        Array.Fill(rows, (short)Math.Max(short.MinValue, Math.Round(Math.ScaleB(log, MelTables.LogBits))));
        for (int i = options.MelBins; rowSize > options.MelBins && i < rows.Length; i += rowSize)
        {
            rows[i] = 0;
        }

        return [.. MemoryMarshal.AsBytes<short>(rows)];
    }

    private static int[] Logarithm(MfccOptions options)
    {
        // Sums count in weights times magnitudes, magnitudes in samples with some fraction bits.
        int fractionBits = 16 - int.Log2(options.FftSize), powers = options.PowerSpectrum ? 2 : 1;
        int exponent = WeightBits + (powers * (fractionBits + SampleBits));
        MelLogParameters p = default;
        (p.Filters, p.IsPower) = (options.MelBins, options.PowerSpectrum ? 1 : 0);
        if (options.Peak == PeakMode.None)
        {
            int bits = (int)Math.Floor(Math.Log2(options.LogOffset));
            p.OffsetMantissa = (int)Math.Round(Math.ScaleB(options.LogOffset, 29 - bits));
            p.OffsetShift = Math.Max(exponent + bits - 29, -62);
        }

        p.Exponent = exponent;
        int[] values = new int[MelLogParameters.Count];
        p.Store(values, 0);
        return values;
    }

    private static int[] Features(SpectrogramSpec spec, PlanTensor input, int cosineBits, bool isTurned)
    {
        MfccOptions options = spec.Features;
        int features = options.FeaturesPerFrame;
        MelFeaturesParameters p = default;
        (p.Frames, p.Filters, p.Coefficients) = (options.Frames, options.MelBins, options.Coefficients);
        (p.HasPeak, p.IsPower) = (options.Peak == PeakMode.None ? 0 : 1, options.PowerSpectrum ? 1 : 0);
        p.OffsetLog = (int)Math.Round(Math.ScaleB(Math.Log2(options.LogOffset), MelTables.LogBits));
        double factor = 1.0 / input.Scale;
        int bits = 21 - (int)Math.Floor(Math.Log2(factor));
        (p.Multiplier, p.Shift) = ((int)Math.Round(Math.ScaleB(factor, bits)), MelTables.LogBits + cosineBits + bits - 16);
        if (p.Shift is < 0 or > 62)
        {
            throw new InputException($"The scale {input.Scale} of the model's input is too far from that of features for fixed point; quantize the model with other calibration data.");
        }

        (p.OutputOffset, p.IsTruncated) = (input.ZeroPoint, spec.Rounding == InputRounding.Truncate ? 1 : 0);
        (p.FrameStride, p.FeatureStride) = isTurned ? (1, options.Frames) : (features, 1);
        int[] values = new int[MelFeaturesParameters.Count];
        p.Store(values, 0);
        return values;
    }
}
