namespace EdgeDeep.Kernels;

/// <summary>A function of a 16-bit value by linear interpolation between 513 results, 128 values apart.</summary>
/// <remarks>Source of the arithmetic: LUTLookup of TensorFlow Lite Micro, int16.</remarks>
public static class InterpolatedTable
{
    /// <summary>Number of entries: the results of -32768, -32640, ..., 32640 and of the end of the range.</summary>
    public const int Size = 513;

    /// <summary>The result of a value.</summary>
    /// <param name="value">-32768..32767.</param>
    /// <param name="table">The entries.</param>
    /// <param name="tableAt">Index of the first entry.</param>
    public static int Find(int value, short[] table, int tableAt)
    {
        int at = tableAt + 256 + (value >> 7);
        int start = table[at];
        return start + ((((table[at + 1] - start) * (value & 0x7F)) + 64) >> 7);
    }
}
