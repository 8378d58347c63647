namespace EdgeDeep.Kernels;

/// <summary>Features that are whole numbers to int8: input * factor / divisor + offset.</summary>
/// <remarks>
/// The quotient is rounded to nearest, ties up, for inputs of at least 0: bit for bit what micro_speech and microWakeWord do to
/// the features of the micro front end, with factor 256, divisor 666 and offset -128.
/// </remarks>
public static class FeatureQuantize
{
    /// <summary>int16 to int8.</summary>
    /// <param name="input">Size values, at least 0.</param>
    /// <param name="inputAt">Index of the first value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The fraction.</param>
    public static void Int16ToInt8(short[] input, int inputAt, sbyte[] output, int outputAt, in FeatureQuantizeParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            int quotient = ((input[inputAt + i] * p.Factor) + (p.Divisor / 2)) / p.Divisor;
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(quotient + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
        }
    }
}
