namespace EdgeDeep.Kernels;

/// <summary>
/// The inputs of one or four output positions of a convolution, gathered as pairs for <see cref="DspProducts"/>.
/// </summary>
/// <remarks>
/// A filter's row of values is filled up to a multiple of 4, all rows together to a multiple of 8: the depth. Value k of
/// position lane is half of the int at (2 * (k / 4) + k % 2) * lanes + lane: the lower one where k % 4 is 0 or 1, the upper one
/// where it is 2 or 3. That is what <see cref="Dsp.EvenBytes"/> and <see cref="Dsp.OddBytes"/> make of four bytes.
/// What is filled up meets weights of 0 and may be anything.
/// </remarks>
public static class DspColumns
{
    /// <summary>Values of a filter's row, filled up to a multiple of 4.</summary>
    /// <param name="p">Geometry.</param>
    public static int RowDepth(in Conv2DParameters p) => ((p.FilterWidth * p.InputChannels) + 3) & ~3;

    /// <summary>Values of a filter, filled up to a multiple of 8.</summary>
    /// <param name="p">Geometry.</param>
    public static int Depth(in Conv2DParameters p) => ((p.FilterHeight * RowDepth(in p)) + 7) & ~7;

    /// <summary>Copies neighbouring values.</summary>
    /// <param name="input">At least count values.</param>
    /// <param name="inputAt">Index of the first value.</param>
    /// <param name="count">Number of values, at least 1.</param>
    /// <param name="columns">Receives them; half an int for each value and position.</param>
    /// <param name="columnsAt">Index of the first int.</param>
    /// <param name="first">k of the first value, a multiple of 4.</param>
    /// <param name="place">The position.</param>
    public static void Copy(
        sbyte[] input, int inputAt, int count, int[] columns, int columnsAt, int first, in DspPlace place)
    {
        int to = columnsAt + ((first >> 1) * place.Lanes) + place.Lane;
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            int bytes = Dsp.LoadBytes(input, inputAt + i);
            columns[to] = Dsp.EvenBytes(bytes);
            columns[to + place.Lanes] = Dsp.OddBytes(bytes);
            to += 2 * place.Lanes;
        }

        if (i < count)
        {
            int second = i + 1 < count ? input[inputAt + i + 1] : 0;
            int third = i + 2 < count ? input[inputAt + i + 2] : 0;
            columns[to] = Dsp.Pair(input[inputAt + i], third);
            columns[to + place.Lanes] = Dsp.Pair(second, 0);
        }
    }

    /// <summary>Sets neighbouring values to one value, as padding is.</summary>
    /// <param name="value">-128..127.</param>
    /// <param name="count">Number of values, at least 1.</param>
    /// <param name="columns">Receives them; half an int for each value and position.</param>
    /// <param name="columnsAt">Index of the first int.</param>
    /// <param name="first">k of the first value, a multiple of 4.</param>
    /// <param name="place">The position.</param>
    public static void Fill(int value, int count, int[] columns, int columnsAt, int first, in DspPlace place)
    {
        int pair = Dsp.Pair(value, value);
        int to = columnsAt + ((first >> 1) * place.Lanes) + place.Lane;
        for (int i = 0; i < count; i += 4)
        {
            columns[to] = pair;
            columns[to + place.Lanes] = pair;
            to += 2 * place.Lanes;
        }
    }

    /// <summary>Sets four neighbouring values.</summary>
    /// <param name="bytes">The values, the first in bits 0..7.</param>
    /// <param name="columns">Receives them; half an int for each value and position.</param>
    /// <param name="columnsAt">Index of the first int.</param>
    /// <param name="first">k of the first value, a multiple of 4.</param>
    /// <param name="place">The position.</param>
    public static void SetFour(int bytes, int[] columns, int columnsAt, int first, in DspPlace place)
    {
        int to = columnsAt + ((first >> 1) * place.Lanes) + place.Lane;
        columns[to] = Dsp.EvenBytes(bytes);
        columns[to + place.Lanes] = Dsp.OddBytes(bytes);
    }
}
