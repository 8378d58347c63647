using System.Numerics;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>The tables of the micro front end, computed in single precision as TensorFlow Lite Micro does when it starts.</summary>
internal static class MicroTables
{
    /// <summary>Fraction bits of window and filter bank.</summary>
    public const int FractionBits = 12;

    /// <summary>Hann window between the samples, Q12.</summary>
    public static short[] Window(int size)
    {
        float step = MathF.PI * 2 / size;
        return [.. Enumerable.Range(0, size).Select(i => ToFixed(0.5f - (0.5f * MathF.Cos(step * (i + 0.5f)))))];
    }

    /// <summary>exp(-2 pi i k / count) times 32767.</summary>
    public static short[] Twiddles(int count) => Circle(count, k => -2 * Math.PI * k / count);

    /// <summary>exp(-pi i ((k + 1) / count + 1/2)) times 32767, for half as many k.</summary>
    public static short[] SplitTwiddles(int count) => Circle(count / 2, k => -Math.PI * (((k + 1.0) / count) + 0.5));

    /// <summary>(log2(1 + i/128) - i/128) * 2^16 for i = 0..128, then 0.</summary>
    public static short[] LogCorrections() =>
        [.. Enumerable.Range(0, 129).Select(i => (short)Math.Round(65536 * (Math.Log2(1 + (i / 128.0)) - (i / 128.0)))), 0];

    /// <summary>The bands of the filter bank.</summary>
    public static MicroFilterBank FilterBank(MicroOptions options)
    {
        int bands = options.Channels + 1;
        float low = Mel((float)options.LowHz), spacing = (Mel((float)options.HighHz) - low) / bands;
        float hzPerBin = 0.5f * options.SampleRate / (options.FftSize / 2);
        int first = (int)(1.5f + ((float)options.LowHz / hzPerBin)), bin = first;
        short[] widths = new short[bands];
        List<short> weights = [], remainders = [];
        float left = low;
        for (int band = 0; band < bands; band++)
        {
            float centre = low + (spacing * (band + 1));
            for (; Mel(bin * hzPerBin) <= centre; bin++)
            {
                float weight = (centre - Mel(bin * hzPerBin)) / (centre - left);
                weights.Add(ToFixed(weight));
                remainders.Add(ToFixed(1 - weight));
                widths[band]++;
            }

            left = centre;
        }

        return new MicroFilterBank(first, widths, [.. weights], [.. remainders]);
    }

    /// <summary>The gain of the normalization over the noise estimate: values for 0 and 1, then a parabola for each power of two.</summary>
    public static short[] Gains(MicroOptions options, int correctionBits)
    {
        int inputBits = options.SmoothingBits - correctionBits;
        short[] gains = new short[125];
        gains[0] = Gain(options, inputBits, 0);
        gains[1] = Gain(options, inputBits, 1);
        for (int interval = 2; interval <= 32; interval++)
        {
            uint x0 = 1u << (interval - 1), x1 = x0 + (x0 >> 1), x2 = interval == 32 ? x0 + (x0 - 1) : 2 * x0;
            int y0 = Gain(options, inputBits, x0);
            int first = Gain(options, inputBits, x1) - y0, second = Gain(options, inputBits, x2) - y0;
            int slope = (4 * first) - second;
            int at = (4 * interval) - 6;
            gains[at] = (short)y0;
            gains[at + 1] = (short)slope;
            gains[at + 2] = (short)(second - slope);
        }

        return gains;
    }

    /// <summary>Bits by which the logarithm is corrected for the scale of transform and filter bank.</summary>
    public static int CorrectionBits(int fftSize) => BitOperations.Log2((uint)fftSize) - (FractionBits / 2);

    private static short Gain(MicroOptions options, int inputBits, uint noise)
    {
        float x = inputBits >= 0 ? (float)noise / (1u << inputBits) : (float)noise * (1u << -inputBits);
        float gain = (1u << options.PcanGainBits) * MathF.Pow(x + (float)options.PcanOffset, -(float)options.PcanStrength);
        return gain > short.MaxValue ? short.MaxValue : (short)(gain + 0.5f);
    }

    private static float Mel(float hz) => 1127f * SingleLog.OfOnePlus(hz / 700f);

    private static short ToFixed(float value) => (short)MathF.Floor((value * (1 << FractionBits)) + 0.5f);

    private static short[] Circle(int count, Func<int, double> phase)
    {
        short[] points = new short[2 * count];
        for (int k = 0; k < count; k++)
        {
            points[2 * k] = (short)Math.Floor(0.5 + (32767 * Math.Cos(phase(k))));
            points[(2 * k) + 1] = (short)Math.Floor(0.5 + (32767 * Math.Sin(phase(k))));
        }

        return points;
    }
}

/// <summary>The bands between the centres of the channels.</summary>
/// <param name="FirstBin">The first bin of the first band.</param>
/// <param name="Widths">Bins of each band.</param>
/// <param name="Weights">Weights of the rising channel, Q12.</param>
/// <param name="Remainders">Weights of the falling channel, Q12.</param>
internal sealed record MicroFilterBank(int FirstBin, short[] Widths, short[] Weights, short[] Remainders);
