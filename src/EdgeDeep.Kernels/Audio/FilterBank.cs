namespace EdgeDeep.Kernels;

/// <summary>
/// Energies of a spectrum in half overlapping triangular channels, square roots of them, and the automatic scaling undone.
/// </summary>
/// <remarks>
/// Bit for bit the filter bank of the micro front end of TensorFlow Lite Micro. The bands between the channels' centres follow
/// one another: each bin gives its weight to the channel that rises there and the remainder to the one that falls; the first
/// band's remainder and the last band's weights complete the outermost channels. Sums are exact in 64 bits; the square root is
/// rounded to nearest, then shifted right and rounded down. Operands must not overlap results.
/// </remarks>
public static class FilterBank
{
    /// <summary>int32 energies to int32 amplitudes.</summary>
    /// <param name="energy">Energies of all bins.</param>
    /// <param name="energyAt">Index of the energy of bin 0.</param>
    /// <param name="shift">One element, 0..15: by how many bits the spectrum was scaled up.</param>
    /// <param name="shiftAt">Index of that element.</param>
    /// <param name="widths">Number of bins of each of Channels + 1 bands, at least 0; the first band begins at FirstBin.</param>
    /// <param name="widthsAt">Index of the first width.</param>
    /// <param name="weights">One weight a bin for the rising channel, Q12.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="remainders">One weight a bin for the falling channel, Q12.</param>
    /// <param name="remaindersAt">Index of the first remainder.</param>
    /// <param name="output">One amplitude a channel.</param>
    /// <param name="outputAt">Index of the first amplitude.</param>
    /// <param name="p">Sizes.</param>
    public static void Int32(
        int[] energy, int energyAt, int[] shift, int shiftAt, short[] widths, int widthsAt, short[] weights, int weightsAt,
        short[] remainders, int remaindersAt, int[] output, int outputAt, in FilterBankParameters p)
    {
        int bin = 0;
        long falling = 0;
        for (int band = 0; band <= p.Channels; band++)
        {
            long sum = falling;
            falling = 0;
            int end = bin + widths[widthsAt + band];
            while (bin < end)
            {
                long value = energy[energyAt + p.FirstBin + bin];
                sum += weights[weightsAt + bin] * value;
                falling += remainders[remaindersAt + bin] * value;
                bin++;
            }

            // What rises in the first band alone belongs to no channel.
            if (band > 0)
            {
                output[outputAt + band - 1] = IntegerBits.RoundedSquareRoot(sum) >> shift[shiftAt];
            }
        }
    }
}
