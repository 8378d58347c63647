namespace EdgeDeep.Kernels;

/// <summary>Rectifier with limits that rescales to the output: ReLU, ReLU6 and ReLU -1..1.</summary>
/// <remarks>
/// With equal scales and zero points it only limits, as TensorFlow Lite Micro does for RELU6.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference RELU, int8.
/// </remarks>
public static class Relu
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size, scale and limits.</param>
    public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in ReluParameters p)
    {
        bool sameScale = p.Multiplier == 1 << 30 && p.Shift == 1;
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i] + p.InputOffset;
            if (!sameScale)
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, p.Multiplier, p.Shift);
            }

            output[outputAt + i] = (sbyte)FixedPoint.Clamp(value + p.OutputOffset, p.ActivationMin, p.ActivationMax);
        }
    }

    /// <summary>int16 in, int16 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size, scale and limits.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in ReluParameters p)
    {
        bool sameScale = p.Multiplier == 1 << 30 && p.Shift == 1;
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i] + p.InputOffset;
            if (!sameScale)
            {
                value = FixedPoint.MultiplyByQuantizedMultiplier(value, p.Multiplier, p.Shift);
            }

            output[outputAt + i] = (short)FixedPoint.Clamp(value + p.OutputOffset, p.ActivationMin, p.ActivationMax);
        }
    }
}
