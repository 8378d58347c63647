namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Turns real input values into the integers of a quantized input, clamped to the type's range.</summary>
/// <remarks>
/// Nearest: round(x / scale) + zeroPoint, halves away from zero. Truncate: trunc(x / scale + zeroPoint). The division is
/// carried out in float, as TensorFlow Lite does. A value that is not a number becomes 0.
/// </remarks>
public static class InputQuantizer
{
    /// <summary>Quantizes to int8.</summary>
    /// <param name="values">Real values.</param>
    /// <param name="result">Receives as many integers.</param>
    /// <param name="scale">Scale of the input, greater than 0.</param>
    /// <param name="zeroPoint">Zero point of the input.</param>
    /// <param name="rounding">How to round.</param>
    public static void ToInt8(ReadOnlySpan<float> values, Span<sbyte> result, float scale, int zeroPoint, InputRounding rounding)
    {
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = (sbyte)Math.Clamp(Round(values[i], scale, zeroPoint, rounding), sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>Quantizes to uint8; parameters as for <see cref="ToInt8"/>.</summary>
    public static void ToUInt8(ReadOnlySpan<float> values, Span<byte> result, float scale, int zeroPoint, InputRounding rounding)
    {
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = (byte)Math.Clamp(Round(values[i], scale, zeroPoint, rounding), byte.MinValue, byte.MaxValue);
        }
    }

    /// <summary>Quantizes to int16; parameters as for <see cref="ToInt8"/>.</summary>
    public static void ToInt16(ReadOnlySpan<float> values, Span<short> result, float scale, int zeroPoint, InputRounding rounding)
    {
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = (short)Math.Clamp(Round(values[i], scale, zeroPoint, rounding), short.MinValue, short.MaxValue);
        }
    }

    private static int Round(float value, float scale, int zeroPoint, InputRounding rounding)
    {
        float real = rounding == InputRounding.Truncate
            ? (value / scale) + zeroPoint
            : MathF.Round(value / scale, MidpointRounding.AwayFromZero) + zeroPoint;
        return (int)real; // saturates; not a number gives 0
    }
}
