namespace EdgeDeep.Kernels;

/// <summary>Logarithms of the sums of a spectrum under triangular filters.</summary>
/// <remarks>
/// Sums of magnitudes are exact in 64 bits. Squared magnitudes are shifted right first, by as much as the largest one of a filter
/// asks for to keep 18 bits. Results are log2 with 9 fraction bits, rounded to nearest; a sum of 0 becomes -64. Operands and
/// results must not overlap.
/// </remarks>
public static class MelLog
{
    private const int KeptBits = 18;
    private const int LargestShift = 31;

    /// <summary>int32 magnitudes to int16 logarithms.</summary>
    /// <param name="magnitudes">Magnitudes of all bins, 0..2^30.</param>
    /// <param name="magnitudesAt">Index of the magnitude of bin 0.</param>
    /// <param name="scale">One element, 0..15: by how many bits the magnitudes were scaled up.</param>
    /// <param name="scaleAt">Index of that element.</param>
    /// <param name="starts">First bin of each filter.</param>
    /// <param name="startsAt">Index of the first start.</param>
    /// <param name="widths">Number of bins of each filter, 0..1024.</param>
    /// <param name="widthsAt">Index of the first width.</param>
    /// <param name="weights">The weights of all filters in turn, 0..32767 for 0..1.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="table">The table of <see cref="SignalLog.Log2"/>.</param>
    /// <param name="tableAt">Index of its first value.</param>
    /// <param name="output">One logarithm a filter.</param>
    /// <param name="outputAt">Index of the first logarithm.</param>
    /// <param name="p">Sizes and scale.</param>
    public static void Int32ToInt16(
        int[] magnitudes, int magnitudesAt, int[] scale, int scaleAt, short[] starts, int startsAt, short[] widths, int widthsAt,
        short[] weights, int weightsAt, short[] table, int tableAt, short[] output, int outputAt, in MelLogParameters p)
    {
        int weightAt = weightsAt;
        int up = p.IsPower != 0 ? 2 * scale[scaleAt] : scale[scaleAt];
        for (int filter = 0; filter < p.Filters; filter++)
        {
            int from = magnitudesAt + starts[startsAt + filter];
            int width = widths[widthsAt + filter];
            int down = p.IsPower != 0 ? Excess(magnitudes, from, width, p.OffsetShift + up) : 0;
            long sum = 0;
            for (int i = 0; i < width; i++)
            {
                long value = magnitudes[from + i] >> down;
                sum += weights[weightAt + i] * (p.IsPower != 0 ? value * value : value);
            }

            weightAt += width;
            int shift = p.OffsetShift + up - (2 * down);
            sum += shift >= 0 ? (long)p.OffsetMantissa << shift : (long)p.OffsetMantissa >> (shift < -62 ? 62 : -shift);
            output[outputAt + filter] = (short)(sum > 0 ? Scaled(SignalLog.Log2(sum, table, tableAt), p.Exponent + up - (2 * down)) : short.MinValue);
        }
    }

    private static int Scaled(int log2, int exponent) => FixedPoint.Clamp(
        (log2 - (exponent << SignalLog.FractionBits) + 16) >> 5, short.MinValue, short.MaxValue);

    /// <summary>By how many bits the largest of some magnitudes, or half of an offset's shift, exceeds what a square may have.</summary>
    private static int Excess(int[] magnitudes, int magnitudesAt, int width, int offsetShift)
    {
        int largest = 0;
        for (int i = 0; i < width; i++)
        {
            largest |= magnitudes[magnitudesAt + i];
        }

        int excess = IntegerBits.Length(largest) - KeptBits;
        int ofOffset = (offsetShift - LargestShift + 1) / 2;
        excess = ofOffset > excess ? ofOffset : excess;
        return excess > 0 ? excess : 0;
    }
}
