using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>Puts the micro front end of TensorFlow Lite Micro before a model, kernel by kernel.</summary>
internal static class MicroFrontEnd
{
    // What micro_speech and microWakeWord do to the features: 0..666 becomes -128..128.
    private const int FeatureFactor = 256, FeatureDivisor = 666, FeatureOffset = -128;

    /// <summary>Adds steps and tables.</summary>
    /// <returns>The tensor that holds the samples.</returns>
    public static int Append(PlanExtension plan, MicroOptions options)
    {
        int fftSize = options.FftSize, channels = options.Channels;
        int samples = plan.State("samples", ElementType.Int16, [Math.Max(options.Window, options.Stride)]);

        // The energies take the place of the samples that they are made of; what follows takes the place of the transform's scratch.
        int energyBytes = PlanExtension.Align(((fftSize / 2) + 1) * sizeof(int)), scratchBytes = PlanExtension.Align(Math.Max(fftSize * sizeof(short), channels * 7));
        int first = plan.BesideOutputs(energyBytes + scratchBytes + sizeof(int)), second = first + energyBytes, third = second + scratchBytes;
        int frame = plan.Arena("frame", ElementType.Int16, [fftSize], first);
        int energies = plan.Arena("energies", ElementType.Int32, [(fftSize / 2) + 1], first);
        int scratch = plan.Arena("transform scratch", ElementType.Int16, [fftSize], second);
        int shift = plan.Arena("scale", ElementType.Int32, [1], third);
        int amplitudes = plan.Arena("amplitudes", ElementType.Int32, [channels], second);
        int logs = plan.Arena("logarithms", ElementType.Int16, [channels], second + (channels * sizeof(int)));
        int features = plan.Arena("features", ElementType.Int8, [channels], second + (channels * 6));
        int estimates = plan.State("noise estimates", ElementType.Int32, [channels]);
        int window = plan.State("feature window", ElementType.Int8, [options.Frames, channels], Silence(options));

        plan.Frame(OpCode.SignalWindowInt16, "window", [samples, plan.Constant("window", MicroTables.Window(options.Window))], [frame, shift], Stored(options, fftSize));
        int twiddles = plan.Constant("twiddles", MicroTables.Twiddles(fftSize / 2)), split = plan.Constant("split twiddles", MicroTables.SplitTwiddles(fftSize / 2));
        plan.Frame(OpCode.SignalEnergyInt16ToInt32, "energies", [frame, twiddles, split], [energies, scratch], [int.Log2(fftSize)]);
        MicroFilterBank bank = MicroTables.FilterBank(options);
        int[] tables = [plan.Constant("band widths", bank.Widths), plan.Constant("weights", bank.Weights), plan.Constant("remainders", bank.Remainders)];
        plan.Frame(OpCode.FilterBankInt32, "filter bank", [energies, shift, .. tables], [amplitudes], [channels, bank.FirstBin]);
        plan.Frame(OpCode.SpectralSubtractionInt32, "noise reduction", [amplitudes], [amplitudes, estimates], NoiseReduction(options));
        int correction = MicroTables.CorrectionBits(fftSize);
        if (options.HasPcan)
        {
            int gains = plan.Constant("gains", MicroTables.Gains(options, correction));
            plan.Frame(OpCode.PcanInt32, "normalization", [amplitudes, estimates, gains], [amplitudes], [channels, options.PcanGainBits - correction - 12]);
        }

        int corrections = plan.Constant("log corrections", MicroTables.LogCorrections());
        plan.Frame(OpCode.FilterBankLogInt32ToInt16, "logarithm", [amplitudes, corrections], [logs], [channels, correction, options.LogScaleShift]);
        plan.Frame(OpCode.FeatureQuantizeInt16ToInt8, "features", [logs], [features], [channels, FeatureFactor, FeatureDivisor, FeatureOffset]);
        plan.Frame(OpCode.SlideInt8, "feature window", [features], [window], [options.Frames, channels]);
        plan.Look(OpCode.Copy, "model input", [window], [plan.InputIndex], [options.Frames * channels]);
        return samples;
    }

    private static byte[] Silence(MicroOptions options)
    {
        byte[] rows = new byte[options.Frames * options.Channels];
        Array.Fill(rows, unchecked((byte)FeatureOffset));
        return rows;
    }

    private static int[] Stored(MicroOptions options, int fftSize)
    {
        SignalWindowParameters p = default;
        (p.Size, p.PaddedSize, p.FractionBits) = (options.Window, fftSize, MicroTables.FractionBits);
        int[] values = new int[SignalWindowParameters.Count];
        p.Store(values, 0);
        return values;
    }

    private static int[] NoiseReduction(MicroOptions options)
    {
        static int Part(double value) => (int)((float)value * (1 << 14));
        SpectralSubtractionParameters p = default;
        (p.Channels, p.SmoothingBits) = (options.Channels, options.SmoothingBits);
        (p.EvenSmoothing, p.OddSmoothing, p.MinSignalRemaining) = (Part(options.EvenSmoothing), Part(options.OddSmoothing), Part(options.MinSignalRemaining));
        int[] values = new int[SpectralSubtractionParameters.Count];
        p.Store(values, 0);
        return values;
    }
}
