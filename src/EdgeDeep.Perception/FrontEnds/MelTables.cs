using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>The tables of the fixed-point MFCC and log-mel front end.</summary>
internal static class MelTables
{
    /// <summary>Fraction bits of the logarithms that frames are kept as.</summary>
    public const int LogBits = 9;

    /// <summary>Periodic Hann window, Q15.</summary>
    public static short[] Window(int size) => Fixed(size, i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)), 15);

    /// <summary>sin(2 pi i / size) * 2^30 for a quarter of the circle and its end.</summary>
    public static int[] Sines(int size) =>
        [.. Enumerable.Range(0, (size / 4) + 1).Select(i => (int)Math.Round((1 << 30) * Math.Sin(2 * Math.PI * i / size)))];

    /// <summary>log2(1 + i/128), Q14.</summary>
    public static short[] Logarithms() => Fixed(129, i => Math.Log2(1 + (i / 128.0)), 14);

    /// <summary>log2(1 + 2^(-i/8)), Q14.</summary>
    public static short[] Sums() => Fixed(129, i => Math.Log2(1 + Math.Pow(2, -i / 8.0)), 14);

    /// <summary>Mel filters: first bin, number of bins and, one filter after the other, weights in Q15.</summary>
    public static (short[] Starts, short[] Widths, short[] Weights) Filters(MfccOptions options)
    {
        MelFilterBank bank = new(options.MelBins, (options.FftSize / 2) + 1, options.SampleRate, options.LowHz, options.HighHz);
        int[] filters = [.. Enumerable.Range(0, options.MelBins)];
        short[] weights = [.. filters.SelectMany(f => bank.WeightsOf(f).ToArray()).Select(weight => Fixed(weight, 15))];
        return ([.. filters.Select(f => (short)bank.FirstBinOf(f))], [.. filters.Select(f => (short)bank.WeightsOf(f).Length)], weights);
    }

    /// <summary>The cosine transform of logarithms to the base 2, or the factor that makes natural ones of them, and its fraction bits.</summary>
    public static (short[] Cosines, int Bits) Cosines(MfccOptions options)
    {
        double ln2 = Math.Log(2);
        if (options.Coefficients == 0)
        {
            return ([Fixed(ln2, 15)], 15);
        }

        double scale = 2 * ln2 / Math.Sqrt(2.0 * options.MelBins);
        int bits = 15;
        while (scale * (1 << (bits + 1)) < short.MaxValue && bits < 20)
        {
            bits++;
        }

        int mels = options.MelBins;
        return (Fixed(options.Coefficients * mels, i => scale * Math.Cos(Math.PI * (i / mels) * ((2 * (i % mels)) + 1) / (2.0 * mels)), bits), bits);
    }

    private static short[] Fixed(int count, Func<int, double> value, int bits) => [.. Enumerable.Range(0, count).Select(i => Fixed(value(i), bits))];

    private static short Fixed(double value, int bits) => (short)Math.Clamp(Math.Round(Math.ScaleB(value, bits)), short.MinValue, short.MaxValue);
}
