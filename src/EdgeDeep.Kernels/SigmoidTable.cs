namespace EdgeDeep.Kernels;

/// <summary>Logistic function and tanh of 16-bit values by linear interpolation in one table.</summary>
/// <remarks>
/// The table holds logistic(i / 24) * 2^16 for i = 0..255, adjusted for interpolation, so it ends at 10.6. Arguments have 12 fractional bits once they
/// are multiplied by 3: 24 steps of the table a unit. Results have 15 fractional bits.
/// Source of the arithmetic: TensorFlow Lite Micro, reference LOGISTIC and TANH, int16.
/// </remarks>
public static class SigmoidTable
{
    /// <summary>Number of entries.</summary>
    public const int Size = 256;

    /// <summary>1 / (1 + exp(-x)) as a value of 0..32767.</summary>
    /// <param name="scaled">3 * 2^12 * x.</param>
    /// <param name="table">256 entries, 32768..65535.</param>
    /// <param name="tableAt">Index of the first entry.</param>
    public static int Logistic(int scaled, int[] table, int tableAt)
    {
        int magnitude = scaled < 0 ? -scaled : scaled;
        int step = magnitude >> 9;
        int result = 0x7FFF << 10;
        if (step < Size - 1)
        {
            int low = table[tableAt + step];
            result = (low << 9) + ((magnitude & 0x1FF) * (table[tableAt + step + 1] - low));
        }

        return (scaled >= 0 ? result + (1 << 9) : (1 << 25) - result + (1 << 9) - 1) >> 10;
    }

    /// <summary>tanh(x) as a value of -32768..32767.</summary>
    /// <param name="scaled">3 * 2^12 * x.</param>
    /// <param name="table">256 entries, 32768..65535.</param>
    /// <param name="tableAt">Index of the first entry.</param>
    public static int Tanh(int scaled, int[] table, int tableAt)
    {
        // tanh(x) = 2 * logistic(2 * x) - 1: half as many argument bits belong to one step.
        int magnitude = scaled < 0 ? -scaled : scaled;
        int step = magnitude >> 8;
        int result = 0xFFFF << 8;
        if (step < Size - 1)
        {
            int low = table[tableAt + step];
            result = (low << 8) + ((magnitude & 0xFF) * (table[tableAt + step + 1] - low));
        }

        return (scaled >= 0 ? result - (1 << 23) + (1 << 7) : -result + (1 << 23) + (1 << 7) - 1) >> 8;
    }
}
