namespace EdgeDeep.Kernels;

/// <summary>Products of gathered inputs and packed filters, requantized.</summary>
/// <remarks>
/// An int of a packed row holds weights of two filters at two depths as 16-bit values h = 256 * second + first, so that one
/// sign extension serves two filters: with A the sum of x * first and S the sum of x * h, the second filter's sum is
/// (S - A) / 256. That needs sums of x * weight below 2^23, biases apart. Constants are four ints a channel: the bias with
/// the input's zero point folded in, then multiplier, rounding and shift as <see cref="Dsp.Requantize"/> takes them.
/// </remarks>
public static class DspProducts
{
    /// <summary>All output channels of four positions.</summary>
    /// <param name="columns">2 * depth ints, see <see cref="DspColumns"/>.</param>
    /// <param name="columnsAt">Index of the first int.</param>
    /// <param name="weights">Packed rows of depth / 2 ints, one for two channels.</param>
    /// <param name="weightsAt">Index of the first row.</param>
    /// <param name="depth">Values of a position, a multiple of 8.</param>
    /// <param name="constants">Four ints a channel, for an even number of channels.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    /// <param name="output">Receives 4 * channels values.</param>
    /// <param name="outputAt">Index of the first value.</param>
    /// <param name="channels">Output channels.</param>
    public static void FourPositions(
        int[] columns, int columnsAt, int[] weights, int weightsAt, int depth, int[] constants, int constantsAt,
        sbyte[] output, int outputAt, int channels)
    {
        int w = weightsAt;
        int c = constantsAt;
        for (int channel = 0; channel < channels; channel += 2)
        {
            int end = w + (depth >> 1);
            int x = columnsAt;
            int a0 = constants[c];
            int a1 = a0;
            int a2 = a0;
            int a3 = a0;
            int s0 = a0;
            int s1 = a0;
            int s2 = a0;
            int s3 = a0;
            do
            {
                int both = weights[w];
                int first = Dsp.EvenBytes(both);
                int even = columns[x];
                int odd = columns[x + 1];
                s0 = Dsp.MultiplyAdd(even, both, s0);
                s1 = Dsp.MultiplyAdd(odd, both, s1);
                a0 = Dsp.MultiplyAdd(even, first, a0);
                a1 = Dsp.MultiplyAdd(odd, first, a1);
                even = columns[x + 2];
                odd = columns[x + 3];
                s2 = Dsp.MultiplyAdd(even, both, s2);
                s3 = Dsp.MultiplyAdd(odd, both, s3);
                a2 = Dsp.MultiplyAdd(even, first, a2);
                a3 = Dsp.MultiplyAdd(odd, first, a3);

                both = weights[w + 1];
                first = Dsp.EvenBytes(both);
                even = columns[x + 4];
                odd = columns[x + 5];
                s0 = Dsp.MultiplyAdd(even, both, s0);
                s1 = Dsp.MultiplyAdd(odd, both, s1);
                a0 = Dsp.MultiplyAdd(even, first, a0);
                a1 = Dsp.MultiplyAdd(odd, first, a1);
                even = columns[x + 6];
                odd = columns[x + 7];
                s2 = Dsp.MultiplyAdd(even, both, s2);
                s3 = Dsp.MultiplyAdd(odd, both, s3);
                a2 = Dsp.MultiplyAdd(even, first, a2);
                a3 = Dsp.MultiplyAdd(odd, first, a3);

                both = weights[w + 2];
                first = Dsp.EvenBytes(both);
                even = columns[x + 8];
                odd = columns[x + 9];
                s0 = Dsp.MultiplyAdd(even, both, s0);
                s1 = Dsp.MultiplyAdd(odd, both, s1);
                a0 = Dsp.MultiplyAdd(even, first, a0);
                a1 = Dsp.MultiplyAdd(odd, first, a1);
                even = columns[x + 10];
                odd = columns[x + 11];
                s2 = Dsp.MultiplyAdd(even, both, s2);
                s3 = Dsp.MultiplyAdd(odd, both, s3);
                a2 = Dsp.MultiplyAdd(even, first, a2);
                a3 = Dsp.MultiplyAdd(odd, first, a3);

                both = weights[w + 3];
                first = Dsp.EvenBytes(both);
                even = columns[x + 12];
                odd = columns[x + 13];
                s0 = Dsp.MultiplyAdd(even, both, s0);
                s1 = Dsp.MultiplyAdd(odd, both, s1);
                a0 = Dsp.MultiplyAdd(even, first, a0);
                a1 = Dsp.MultiplyAdd(odd, first, a1);
                even = columns[x + 14];
                odd = columns[x + 15];
                s2 = Dsp.MultiplyAdd(even, both, s2);
                s3 = Dsp.MultiplyAdd(odd, both, s3);
                a2 = Dsp.MultiplyAdd(even, first, a2);
                a3 = Dsp.MultiplyAdd(odd, first, a3);
                x += 16;
                w += 4;
            }
            while (w < end);

            int to = outputAt + channel;
            int multiplier = constants[c + 1];
            int rounding = constants[c + 2];
            int shift = constants[c + 3];
            output[to] = (sbyte)Dsp.Requantize(a0, multiplier, rounding, shift);
            output[to + channels] = (sbyte)Dsp.Requantize(a1, multiplier, rounding, shift);
            output[to + (2 * channels)] = (sbyte)Dsp.Requantize(a2, multiplier, rounding, shift);
            output[to + (3 * channels)] = (sbyte)Dsp.Requantize(a3, multiplier, rounding, shift);
            if (channel + 1 < channels)
            {
                int bias = constants[c + 4];
                multiplier = constants[c + 5];
                rounding = constants[c + 6];
                shift = constants[c + 7];
                output[to + 1] = (sbyte)Dsp.Requantize(Dsp.SecondSum(s0, a0, bias), multiplier, rounding, shift);
                output[to + channels + 1] = (sbyte)Dsp.Requantize(Dsp.SecondSum(s1, a1, bias), multiplier, rounding, shift);
                output[to + (2 * channels) + 1] = (sbyte)Dsp.Requantize(Dsp.SecondSum(s2, a2, bias), multiplier, rounding, shift);
                output[to + (3 * channels) + 1] = (sbyte)Dsp.Requantize(Dsp.SecondSum(s3, a3, bias), multiplier, rounding, shift);
            }

            c += 8;
        }
    }

    /// <summary>All output channels of one position.</summary>
    /// <param name="columns">depth / 2 ints, see <see cref="DspColumns"/>.</param>
    /// <param name="columnsAt">Index of the first int.</param>
    /// <param name="weights">Packed rows of depth / 2 ints, one for two channels.</param>
    /// <param name="weightsAt">Index of the first row.</param>
    /// <param name="depth">Values of a position, a multiple of 8.</param>
    /// <param name="constants">Four ints a channel, for an even number of channels.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    /// <param name="output">Receives a value a channel.</param>
    /// <param name="outputAt">Index of the first value.</param>
    /// <param name="channels">Output channels.</param>
    public static void OnePosition(
        int[] columns, int columnsAt, int[] weights, int weightsAt, int depth, int[] constants, int constantsAt,
        sbyte[] output, int outputAt, int channels)
    {
        int row = depth >> 1;
        int w = weightsAt;
        int c = constantsAt;
        for (int channel = 0; channel < channels; channel += 4)
        {
            // The last two channels may be without neighbours; they are computed twice then.
            bool four = channel + 2 < channels;
            int v = four ? w + row : w;
            int d = four ? c + 8 : c;
            int end = w + row;
            int x = columnsAt;
            int a0 = constants[c];
            int a1 = constants[d];
            int s0 = a0;
            int s1 = a1;
            do
            {
                int value = columns[x];
                int next = columns[x + 1];
                int both = weights[w];
                int last = weights[w + 1];
                s0 = Dsp.MultiplyAdd(value, both, s0);
                a0 = Dsp.MultiplyAdd(value, Dsp.EvenBytes(both), a0);
                s0 = Dsp.MultiplyAdd(next, last, s0);
                a0 = Dsp.MultiplyAdd(next, Dsp.EvenBytes(last), a0);
                both = weights[v];
                last = weights[v + 1];
                s1 = Dsp.MultiplyAdd(value, both, s1);
                a1 = Dsp.MultiplyAdd(value, Dsp.EvenBytes(both), a1);
                s1 = Dsp.MultiplyAdd(next, last, s1);
                a1 = Dsp.MultiplyAdd(next, Dsp.EvenBytes(last), a1);

                value = columns[x + 2];
                next = columns[x + 3];
                both = weights[w + 2];
                last = weights[w + 3];
                s0 = Dsp.MultiplyAdd(value, both, s0);
                a0 = Dsp.MultiplyAdd(value, Dsp.EvenBytes(both), a0);
                s0 = Dsp.MultiplyAdd(next, last, s0);
                a0 = Dsp.MultiplyAdd(next, Dsp.EvenBytes(last), a0);
                both = weights[v + 2];
                last = weights[v + 3];
                s1 = Dsp.MultiplyAdd(value, both, s1);
                a1 = Dsp.MultiplyAdd(value, Dsp.EvenBytes(both), a1);
                s1 = Dsp.MultiplyAdd(next, last, s1);
                a1 = Dsp.MultiplyAdd(next, Dsp.EvenBytes(last), a1);
                x += 4;
                w += 4;
                v += 4;
            }
            while (w < end);

            int to = outputAt + channel;
            Dsp.RequantizeTwo(a0, s0, constants, c, output, to, channels - channel);
            if (four)
            {
                Dsp.RequantizeTwo(a1, s1, constants, d, output, to + 2, channels - channel - 2);
            }

            w = v;
            c += 16;
        }
    }
}
