using System.Runtime.InteropServices;
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

    /// <summary>The scale of int8 weights: a 127th of the largest magnitude.</summary>
    public static double Symmetric(double largestMagnitude) => largestMagnitude / 127;

    /// <summary>The int8 that stands for a real number; numbers outside the range saturate.</summary>
    public static sbyte ToInt8(double real, float scale, int zeroPoint) =>
        (sbyte)Math.Clamp(Math.Round(real / scale, MidpointRounding.AwayFromZero) + zeroPoint, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>The real range of a float constant.</summary>
    /// <exception cref="ModelException">An element is infinite or not a number.</exception>
    public static ValueRange RangeOf(Value constant)
    {
        float min = 0, max = 0;
        foreach (float value in constant.Floats)
        {
            if (!float.IsFinite(value))
            {
                throw new ModelException($"Constant '{constant.Name}' holds an infinite number or NaN; repair the model.");
            }

            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        return new ValueRange(min, max);
    }

    /// <summary>A float constant as an int8 constant with per-tensor parameters.</summary>
    public static Value Constant(Value constant, string name, Quantization parameters)
    {
        sbyte[] stored = new sbyte[constant.Elements];
        for (int i = 0; i < stored.Length; i++)
        {
            stored[i] = ToInt8(constant.Floats[i], parameters.Scale, parameters.ZeroPoint);
        }

        return new Value(name, ElementType.Int8, constant.Shape)
        {
            Data = MemoryMarshal.AsBytes(stored.AsSpan()).ToArray(),
            Quantization = parameters,
        };
    }
}
