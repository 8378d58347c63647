using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Real factors as integer multipliers and shifts, computed as TensorFlow Lite Micro does when it prepares an operator,
/// so that kernels get the same integers.
/// </summary>
public static class Multipliers
{
    /// <summary>
    /// A real factor as multiplier * 2^(shift-31) with the multiplier in [2^30, 2^31); factors below 2^-32 become 0.
    /// </summary>
    /// <remarks>Arithmetic: QuantizeMultiplier of TensorFlow Lite, double rounding.</remarks>
    public static (int Multiplier, int Shift) Quantize(double factor) => QuantizedMultiplier.Of(factor);

    /// <summary>One multiplier and shift for each output channel of a convolution or fully connected layer.</summary>
    public static (int[] Multipliers, int[] Shifts) PerChannel(double inputScale, float[] weightScales, double outputScale, int channels)
    {
        int[] multipliers = new int[channels], shifts = new int[channels];
        for (int i = 0; i < channels; i++)
        {
            double scale = weightScales.Length > 1 ? weightScales[i] : weightScales[0];
            (multipliers[i], shifts[i]) = Quantize(inputScale * scale / outputScale);
        }

        return (multipliers, shifts);
    }

    /// <summary>The factor of a layer whose weights have one scale.</summary>
    /// <remarks>Arithmetic: GetQuantizedConvolutionMultipler, which multiplies the two scales in single precision.</remarks>
    public static (int Multiplier, int Shift) PerTensor(float input, float weights, float output) =>
        Quantize((double)(input * weights) / output);

    /// <summary>The factor that brings differences to the integer bits of an exponential, limited to 31 bits.</summary>
    /// <remarks>Arithmetic: PreprocessSoftmaxScaling.</remarks>
    public static (int Multiplier, int Shift) Softmax(double inputScale, int integerBits) =>
        Quantize(Math.Min(inputScale * (1 << (31 - integerBits)), (1L << 31) - 1.0));

    /// <summary>The stored values that a fused activation allows in an int8 or int16 output.</summary>
    /// <remarks>Arithmetic: CalculateActivationRangeQuantized, in single precision.</remarks>
    public static (int Min, int Max) ActivationRange(Clamp clamp, Quantization output, ElementType type = ElementType.Int8)
    {
        (int lowest, int highest) = type == ElementType.Int16 ? (short.MinValue, short.MaxValue) : ((int)sbyte.MinValue, (int)sbyte.MaxValue);
        int min = lowest, max = highest;
        if (!float.IsNegativeInfinity(clamp.Min))
        {
            min = Math.Max(min, Store(clamp.Min, output));
        }

        if (!float.IsPositiveInfinity(clamp.Max))
        {
            max = Math.Min(max, Store(clamp.Max, output));
        }

        return (Math.Min(min, highest), Math.Max(max, lowest));
    }

    /// <summary>The largest difference from the zero point that a fixed-point function tells apart.</summary>
    /// <remarks>Arithmetic: CalculateInputRadius with 31 signed bits.</remarks>
    public static int InputRadius(int integerBits, int leftShift) =>
        (int)Math.Floor(((1 << integerBits) - 1.0) * (1L << (31 - integerBits)) / (1L << leftShift));

    private static int Store(float real, Quantization output) =>
        output.ZeroPoint + (int)Math.Clamp(MathF.Round(real / output.Scale, MidpointRounding.AwayFromZero), -1e9f, 1e9f);
}
