using System.Buffers.Binary;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Scales and zero points by the TFLite 8-bit quantization specification: activations in [-128,127] with any zero point,
/// weights in [-127,127] with zero point 0.
/// </summary>
public static class QuantizationParameters
{
    /// <summary>The smallest scale that is given out: below it floats lose precision.</summary>
    private const double SmallestScale = 1.1754943508222875e-38;

    /// <summary>Bits of an int16 besides its sign.</summary>
    private const int WideBits = 15;

    /// <summary>
    /// The scale and zero point of an int8 activation. The range is widened to hold zero, the scale is a 255th of it, and the
    /// zero point is rounded to an integer, so zero is stored exactly and the ends of the range move by half a step at most.
    /// A range of nothing but zero has scale 1.
    /// </summary>
    public static Quantization Asymmetric(ValueRange range)
    {
        (double min, double max) = (Math.Min(range.Min, 0.0), Math.Max(range.Max, 0.0));
        if (min == max)
        {
            return new Quantization(1f, 0);
        }

        double scale = Math.Max((max - min) / 255, SmallestScale);
        double zeroPoint = Math.Round(-128 - (min / scale), MidpointRounding.AwayFromZero);
        return new Quantization((float)scale, (int)Math.Clamp(zeroPoint, -128, 127));
    }

    /// <summary>
    /// The smallest power of two, 2^-15 at least, as scale of an int16 tensor that holds a range. Sound from -1 to 1 is so stored
    /// as the integers that it was recorded as, whatever the loudness of the calibration samples.
    /// </summary>
    public static Quantization Wide(ValueRange range)
    {
        double largest = Math.Max(Math.Abs((double)range.Min), Math.Abs((double)range.Max)) / (1 << WideBits);
        return new Quantization(MathF.ScaleB(1, largest > 0 ? Math.Max((int)Math.Ceiling(Math.Log2(largest)), -WideBits) : -WideBits), 0);
    }

    /// <summary>The scale of an int16 activation with zero point 0 whose largest magnitude is stored as 32767; 1 for nothing but zero.</summary>
    public static Quantization Symmetric16(ValueRange range)
    {
        double largest = Math.Max(Math.Abs((double)range.Min), Math.Abs((double)range.Max));
        return new Quantization(largest > 0 ? (float)Math.Max(largest / short.MaxValue, SmallestScale) : 1, 0);
    }

    /// <summary>The scale of int8 weights: a 127th of the largest magnitude.</summary>
    public static double Symmetric(double largestMagnitude) => largestMagnitude / 127;

    /// <summary>The int8 that stands for a real number; numbers outside the range saturate.</summary>
    public static sbyte ToInt8(double real, float scale, int zeroPoint) =>
        (sbyte)Math.Clamp(Math.Round(real / scale, MidpointRounding.AwayFromZero) + zeroPoint, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Real numbers as the bytes of stored integers; numbers outside the range saturate.</summary>
    /// <param name="reals">The numbers.</param>
    /// <param name="type">int8, uint8 or int16.</param>
    /// <param name="parameters">One scale and zero point for all of them.</param>
    /// <exception cref="ModelException">The type is another one.</exception>
    public static byte[] Stored(ReadOnlySpan<float> reals, ElementType type, Quantization parameters)
    {
        (int low, int high) = type switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            _ => throw new ModelException($"Real numbers are not stored as {ElementTypes.NameOf(type)}; use int8, uint8 or int16."),
        };
        byte[] bytes = new byte[reals.Length * ElementTypes.SizeOf(type)];
        for (int i = 0; i < reals.Length; i++)
        {
            double stored = Math.Round(reals[i] / (double)parameters.Scale, MidpointRounding.AwayFromZero) + parameters.ZeroPoint;
            short clamped = (short)Math.Clamp(stored, low, high);
            if (type == ElementType.Int16)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), clamped);
            }
            else
            {
                bytes[i] = (byte)clamped;
            }
        }

        return bytes;
    }

    /// <summary>The real range of a float constant.</summary>
    /// <exception cref="ModelException">An element is infinite or not a number.</exception>
    public static ValueRange RangeOf(Value constant) => RangeOf(constant.Name, constant.Floats);

    /// <summary>The real range of numbers and zero.</summary>
    /// <param name="name">Name of the tensor for messages.</param>
    /// <param name="numbers">The numbers.</param>
    /// <exception cref="ModelException">One of them is infinite or not a number.</exception>
    public static ValueRange RangeOf(string name, ReadOnlySpan<float> numbers)
    {
        float min = 0, max = 0;
        foreach (float value in numbers)
        {
            if (!float.IsFinite(value))
            {
                throw new ModelException($"Constant '{name}' holds an infinite number or NaN; repair the model.");
            }

            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        return new ValueRange(min, max);
    }

    /// <summary>A float constant as a constant of stored integers.</summary>
    internal static Value Constant(Value constant, string name, StoredAs stored) => new(name, stored.Type, constant.Shape)
    {
        Data = Stored(constant.Floats, stored.Type, stored.Parameters),
        Quantization = stored.Parameters,
    };
}
