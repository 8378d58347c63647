namespace EdgeDeep.Kernels;

/// <summary>
/// Arithmetic on two 16-bit lanes of an int, as the DSP instructions of Arm Cortex-M4, M7 and M33 do it. In C each function is
/// the instruction that its remark names where the compiler has it, and the plain arithmetic below where it has not.
/// </summary>
/// <remarks>A pair holds one signed value in bits 0..15 and another in bits 16..31. Sums wrap at 32 bits.</remarks>
public static class Dsp
{
    /// <summary>Four neighbouring bytes, the first in bits 0..7.</summary>
    /// <param name="values">At least four values from the first on.</param>
    /// <param name="valuesAt">Index of the first value.</param>
    public static int LoadBytes(sbyte[] values, int valuesAt) =>
        (values[valuesAt] & 0xFF) | ((values[valuesAt + 1] & 0xFF) << 8) | ((values[valuesAt + 2] & 0xFF) << 16)
        | (values[valuesAt + 3] << 24);

    /// <summary>A pair of two values.</summary>
    /// <remarks>PKHBT.</remarks>
    /// <param name="low">Its lower 16 bits count.</param>
    /// <param name="high">Its lower 16 bits count.</param>
    public static int Pair(int low, int high) => (low & 0xFFFF) | (high << 16);

    /// <summary>Bytes 0 and 2 as a pair.</summary>
    /// <remarks>SXTB16.</remarks>
    /// <param name="bytes">Four signed bytes.</param>
    public static int EvenBytes(int bytes) => Pair((sbyte)bytes, (sbyte)(bytes >> 16));

    /// <summary>Bytes 1 and 3 as a pair.</summary>
    /// <remarks>SXTB16 with rotation.</remarks>
    /// <param name="bytes">Four signed bytes.</param>
    public static int OddBytes(int bytes) => Pair((sbyte)(bytes >> 8), bytes >> 24);

    /// <summary>Bytes 0 and 2 as a pair, plus another pair lane by lane.</summary>
    /// <remarks>SXTAB16.</remarks>
    /// <param name="pair">Two values whose sums with a byte fit 16 bits.</param>
    /// <param name="bytes">Four signed bytes.</param>
    public static int AddEvenBytes(int pair, int bytes) =>
        Pair((short)pair + (sbyte)bytes, (pair >> 16) + (sbyte)(bytes >> 16));

    /// <summary>Bytes 1 and 3 as a pair, plus another pair lane by lane.</summary>
    /// <remarks>SXTAB16 with rotation.</remarks>
    /// <param name="pair">Two values whose sums with a byte fit 16 bits.</param>
    /// <param name="bytes">Four signed bytes.</param>
    public static int AddOddBytes(int pair, int bytes) =>
        Pair((short)pair + (sbyte)(bytes >> 8), (pair >> 16) + (bytes >> 24));

    /// <summary>sum + low * low + high * high.</summary>
    /// <remarks>SMLAD.</remarks>
    /// <param name="a">A pair.</param>
    /// <param name="b">A pair.</param>
    /// <param name="sum">Any value.</param>
    public static int MultiplyAdd(int a, int b, int sum) =>
        unchecked(sum + ((short)a * (short)b) + ((a >> 16) * (b >> 16)));

    /// <summary>sum + low * low.</summary>
    /// <remarks>SMLABB.</remarks>
    /// <param name="a">A pair.</param>
    /// <param name="b">A pair.</param>
    /// <param name="sum">Any value.</param>
    public static int MultiplyAddLow(int a, int b, int sum) => unchecked(sum + ((short)a * (short)b));

    /// <summary>sum + high * high.</summary>
    /// <remarks>SMLATT.</remarks>
    /// <param name="a">A pair.</param>
    /// <param name="b">A pair.</param>
    /// <param name="sum">Any value.</param>
    public static int MultiplyAddHigh(int a, int b, int sum) => unchecked(sum + ((a >> 16) * (b >> 16)));

    /// <summary>a * b / 2^32, rounded to nearest, ties towards plus infinity.</summary>
    /// <remarks>SMMULR.</remarks>
    /// <param name="a">Any value.</param>
    /// <param name="b">Any value.</param>
    public static int HighMultiply(int a, int b) => (int)(((((long)a * b) >> 31) + 1) >> 1);

    /// <summary>value / 2^count, rounded down.</summary>
    /// <remarks>ASR.</remarks>
    /// <param name="value">Any value.</param>
    /// <param name="count">0..31.</param>
    public static int ShiftRight(int value, int count) => value >> count;

    /// <summary>A value limited to -128..127.</summary>
    /// <remarks>SSAT.</remarks>
    /// <param name="value">Any value.</param>
    public static int SaturateInt8(int value) => FixedPoint.Clamp(value, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>
    /// The output of a sum: <see cref="FixedPoint.MultiplyByQuantizedMultiplier"/> for scales below 1, plus the zero point,
    /// limited to -128..127, without a branch.
    /// </summary>
    /// <remarks>
    /// Rounding to nearest with ties away from zero: of twice the value, which is even, the sign takes 1 away where the value
    /// is negative. That decides ties and nothing else, whatever the shift.
    /// </remarks>
    /// <param name="sum">-2^29..2^29.</param>
    /// <param name="multiplier">Q31 significand of the scale.</param>
    /// <param name="rounding">2^(shift - 1) + zero point * 2^shift.</param>
    /// <param name="shift">1 minus the exponent of the scale, 1..22.</param>
    public static int Requantize(int sum, int multiplier, int rounding, int shift)
    {
        int scaled = HighMultiply(unchecked(sum * 2), multiplier);
        return SaturateInt8(ShiftRight(rounding + (scaled * 2) + (scaled >> 31), shift));
    }

    /// <summary>The sum of the second of two filters that share the ints of <see cref="DspProducts"/>.</summary>
    /// <param name="both">Sum of the products with both.</param>
    /// <param name="first">Sum of the products with the first.</param>
    /// <param name="bias">Bias of the second; both other sums began with the bias of the first.</param>
    public static int SecondSum(int both, int first, int bias) => unchecked(bias + (unchecked(both - first) >> 8));

    /// <summary>Requantizes the sums of two neighbouring filters; the second may be missing.</summary>
    /// <param name="first">Sum of the products with the first.</param>
    /// <param name="both">Sum of the products with both.</param>
    /// <param name="constants">Bias, multiplier, rounding and shift of both.</param>
    /// <param name="constantsAt">Index of the first int.</param>
    /// <param name="output">Receives a value for each filter.</param>
    /// <param name="outputAt">Index of the first value.</param>
    /// <param name="filters">1 where the second is missing.</param>
    public static void RequantizeTwo(
        int first, int both, int[] constants, int constantsAt, sbyte[] output, int outputAt, int filters)
    {
        output[outputAt] = (sbyte)Requantize(
            first, constants[constantsAt + 1], constants[constantsAt + 2], constants[constantsAt + 3]);
        if (filters > 1)
        {
            output[outputAt + 1] = (sbyte)Requantize(
                SecondSum(both, first, constants[constantsAt + 4]),
                constants[constantsAt + 5], constants[constantsAt + 6], constants[constantsAt + 7]);
        }
    }

    /// <summary>A value at another scale below 1, rounded as <see cref="FixedPoint.MultiplyByQuantizedMultiplier"/> does.</summary>
    /// <param name="doubled">Twice the value, -2^30..2^30.</param>
    /// <param name="multiplier">Q31 significand of the scale.</param>
    /// <param name="rounding">2^(shift - 1).</param>
    /// <param name="shift">1 minus the exponent of the scale, 1..22.</param>
    public static int Rescale(int doubled, int multiplier, int rounding, int shift)
    {
        int scaled = HighMultiply(doubled, multiplier);
        return ShiftRight(rounding + (scaled * 2) + (scaled >> 31), shift);
    }

    /// <summary>Limits values in place.</summary>
    /// <param name="values">The values.</param>
    /// <param name="valuesAt">Index of the first value.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="min">Smallest result.</param>
    /// <param name="max">Largest result.</param>
    public static void Limit(sbyte[] values, int valuesAt, int count, int min, int max)
    {
        for (int i = 0; i < count; i++)
        {
            values[valuesAt + i] = (sbyte)FixedPoint.Clamp(values[valuesAt + i], min, max);
        }
    }
}
