namespace EdgeDeep.Kernels;

/// <summary>
/// Per-channel amplitude normalization: each channel is divided by a power of its own noise estimate, then compressed.
/// </summary>
/// <remarks>
/// Bit for bit the gain control of the micro front end of TensorFlow Lite Micro. The gain is a table over powers of two with
/// a parabola between them: two values for estimates of 0 and 1, then value, slope and curvature and one unused element for
/// each interval. Output and signal may be the same memory.
/// </remarks>
public static class Pcan
{
    private const int SnrBits = 12;
    private const int OutputBits = 6;

    /// <summary>int32 amplitudes to int32 amplitudes.</summary>
    /// <param name="signal">One amplitude a channel, 0..2^30.</param>
    /// <param name="signalAt">Index of the first amplitude.</param>
    /// <param name="estimate">One noise estimate a channel, as <see cref="SpectralSubtraction"/> leaves it.</param>
    /// <param name="estimateAt">Index of the first estimate.</param>
    /// <param name="gains">The table, 125 elements.</param>
    /// <param name="gainsAt">Index of its first element.</param>
    /// <param name="output">One amplitude a channel.</param>
    /// <param name="outputAt">Index of the first output amplitude.</param>
    /// <param name="p">The shift.</param>
    public static void Int32(
        int[] signal, int signalAt, int[] estimate, int estimateAt, short[] gains, int gainsAt, int[] output, int outputAt,
        in PcanParameters p)
    {
        for (int i = 0; i < p.Channels; i++)
        {
            long gain = IntegerBits.LowHalf(Gain(IntegerBits.LowHalf(estimate[estimateAt + i]), gains, gainsAt));
            long snr = IntegerBits.LowHalf((signal[signalAt + i] * gain) >> p.SnrShift);
            output[outputAt + i] = Compress(snr);
        }
    }

    private static int Gain(long noise, short[] gains, int gainsAt)
    {
        if (noise <= 2)
        {
            return gains[gainsAt + (int)noise];
        }

        int interval = IntegerBits.LengthOfLong(noise);
        int at = gainsAt + (4 * interval) - 6;
        int fraction = (int)(interval < 11 ? noise << (11 - interval) : noise >> (interval - 11)) & 0x3FF;
        int slope = unchecked(((gains[at + 2] * fraction) >> 5) + (gains[at + 1] * 32));
        int change = unchecked((slope * fraction) + (1 << 14)) >> 15;
        return (short)(change + gains[at]);
    }

    private static int Compress(long snr) => (int)(snr < 2 << SnrBits
        ? (snr * snr) >> (2 + (2 * SnrBits) - OutputBits)
        : (snr >> (SnrBits - OutputBits)) - (1 << OutputBits));
}
