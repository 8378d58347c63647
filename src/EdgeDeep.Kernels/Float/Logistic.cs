using System;

namespace EdgeDeep.Kernels.Float;

/// <summary>Logistic function, 1 / (1 + exp(-value)).</summary>
/// <remarks>
/// Exactly 1 above 16.619047, exp(value) below -9. The output may be the input.
/// The exponential is taken in double and rounded, which is the correctly rounded single but for a few arguments in a billion.
/// Source of the arithmetic: TensorFlow Lite Micro, reference LOGISTIC, float.
/// </remarks>
public static class Logistic
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">The size.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in LogisticParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            float value = input[inputAt + i];
            if (value > 16.619047164916992f)
            {
                output[outputAt + i] = 1f;
            }
            else if (value < -9f)
            {
                output[outputAt + i] = (float)Math.Exp(value);
            }
            else
            {
                output[outputAt + i] = 1f / (1f + (float)Math.Exp(-value));
            }
        }
    }
}
