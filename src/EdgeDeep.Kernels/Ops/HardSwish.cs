namespace EdgeDeep.Kernels;

/// <summary>value * min(max(value + 3, 0), 6) / 6.</summary>
/// <remarks>
/// 16-bit fixed point: the input with 7 more bits, once on the output scale and once mapped from [-3, 3] to [0, 1].
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference HARD_SWISH, int8.
/// </remarks>
public static class HardSwish
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and scales.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in HardSwishParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            int fine = (input[inputAt + i] + p.InputOffset) * (1 << 7);
            int onOutputScale = FixedPoint.SaturatingRoundingDoublingHighMul16(fine, p.OutputMultiplier);
            int gate = Gate(fine, p.ReluishMultiplier, p.ReluishExponent);
            int product = FixedPoint.SaturatingDoublingHighMul16(gate, onOutputScale);
            int result = FixedPoint.RoundingDivideByPowerOfTwo(product, -p.OutputExponent) + p.OutputOffset;
            output[outputAt + i] = (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>Maps [-3, 3] to [0, 1] as 0..32767, saturating outside.</summary>
    private static int Gate(int fine, int multiplier, int exponent)
    {
        int value = fine;
        if (exponent > 0)
        {
            // The last bit of the shift comes after the multiplication, so that only it can saturate the result.
            value = FixedPoint.SaturatingShiftLeft16(value, exponent - 1);
            value = FixedPoint.SaturatingRoundingDoublingHighMul16(value, multiplier);
            value = FixedPoint.SaturatingShiftLeft16(value, 1);
        }
        else
        {
            value = FixedPoint.SaturatingRoundingDoublingHighMul16(value, multiplier);
            value = FixedPoint.RoundingDivideByPowerOfTwo(value, -exponent);
        }

        return (value + (1 << 15)) >> 1;
    }
}
