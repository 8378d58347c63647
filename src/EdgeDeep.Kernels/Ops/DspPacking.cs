namespace EdgeDeep.Kernels;

/// <summary>Prepares constants for the kernels on pairs of 16-bit lanes; the layouts are those of <see cref="DspProducts"/>.</summary>
public static class DspPacking
{
    /// <summary>Ints in four packed constants of every channel, for an even number of channels.</summary>
    /// <param name="channels">Output channels.</param>
    public static int ConstantsLength(int channels) => 4 * ((channels + 1) & ~1);

    /// <summary>Ints of packed weights.</summary>
    /// <param name="p">Geometry.</param>
    public static int WeightsLength(in Conv2DParameters p) => (p.OutputChannels + 1) / 2 * (DspColumns.Depth(in p) / 2);

    /// <summary>Ints of scratch.</summary>
    /// <param name="p">Geometry.</param>
    public static int ColumnsLength(in Conv2DParameters p) =>
        DspColumns.Depth(in p) / 2 * (p.OutputHeight * p.OutputWidth >= 4 ? 4 : 1);

    /// <summary>Packs filters.</summary>
    /// <param name="weights">OHWI, -127..127.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="packed">Receives <see cref="WeightsLength"/> ints.</param>
    /// <param name="packedAt">Index of the first int.</param>
    /// <param name="p">Geometry.</param>
    public static void Weights(sbyte[] weights, int weightsAt, int[] packed, int packedAt, in Conv2DParameters p)
    {
        int row = DspColumns.Depth(in p) / 2;
        int length = WeightsLength(in p);
        for (int i = 0; i < length; i++)
        {
            packed[packedAt + i] = 0;
        }

        int taps = p.FilterWidth * p.InputChannels;
        int from = weightsAt;
        for (int channel = 0; channel < p.OutputChannels; channel++)
        {
            int to = packedAt + (channel / 2 * row);
            int scale = (channel & 1) == 0 ? 1 : 256;
            for (int filterRow = 0; filterRow < p.FilterHeight; filterRow++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    int k = (filterRow * DspColumns.RowDepth(in p)) + tap;
                    int at = to + ((k >> 2) * 2) + (k & 1);
                    int weight = weights[from] * scale;
                    int pair = packed[at];
                    packed[at] = (k & 2) == 0
                        ? Dsp.Pair((short)pair + weight, pair >> 16) : Dsp.Pair(pair, (pair >> 16) + weight);
                    from++;
                }
            }
        }
    }

    /// <summary>The four constants of a channel, and whether its sums stay in the range that the kernels need.</summary>
    /// <remarks>An output that is the same for every input, as that of a filter of zeros, is in range at any scale.</remarks>
    /// <param name="bias">The bias as the kernel adds it: for packed filters with the input's zero point folded in.</param>
    /// <param name="reach">Largest magnitude of the sum of the products.</param>
    /// <param name="multiplier">Q31 significand of the scale.</param>
    /// <param name="shift">Exponent of the scale.</param>
    /// <param name="outputOffset">Zero point of the output.</param>
    /// <param name="constants">Receives four ints.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    public static bool Constants(
        long bias, long reach, int multiplier, int shift, int outputOffset, int[] constants, int constantsAt)
    {
        long least = bias - reach;
        long most = bias + reach;
        constants[constantsAt] = (int)bias;
        constants[constantsAt + 1] = multiplier;
        if (least < int.MinValue || most > int.MaxValue)
        {
            return false;
        }

        int low = FixedPoint.MultiplyByQuantizedMultiplier((int)least, multiplier, shift);
        int high = FixedPoint.MultiplyByQuantizedMultiplier((int)most, multiplier, shift);
        if (low == high && shift <= 0)
        {
            constants[constantsAt + 1] = 0;
            constants[constantsAt + 2] = 2 * FixedPoint.Clamp(low + outputOffset, sbyte.MinValue, sbyte.MaxValue);
            constants[constantsAt + 3] = 1;
            return true;
        }

        if (shift > 0 || shift < -21 || least < -(1 << 29) || most > 1 << 29)
        {
            return false;
        }

        constants[constantsAt + 2] = (1 << -shift) + (outputOffset * (1 << (1 - shift)));
        constants[constantsAt + 3] = 1 - shift;
        return true;
    }
}
