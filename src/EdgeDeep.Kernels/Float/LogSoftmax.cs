using System;

namespace EdgeDeep.Kernels.Float;

/// <summary>Logarithm of the softmax over the last axis.</summary>
/// <remarks>
/// value - row maximum - log(sum of exp(value - row maximum)), all in single precision, summed in order of the row.
/// Exponential and logarithm are taken in double and rounded, which is the correctly rounded single but for a few arguments
/// in a billion. The output may be the input.
/// Source of the arithmetic: TensorFlow Lite Micro, reference LOG_SOFTMAX, float.
/// </remarks>
public static class LogSoftmax
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes; beta counts as 1.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in SoftmaxParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int x = inputAt + (row * p.Depth);
            int y = outputAt + (row * p.Depth);
            float max = input[x];
            for (int i = 1; i < p.Depth; i++)
            {
                max = input[x + i] > max ? input[x + i] : max;
            }

            float sum = 0f;
            for (int i = 0; i < p.Depth; i++)
            {
                sum += (float)Math.Exp(input[x + i] - max);
            }

            float logOfSum = (float)Math.Log(sum);
            for (int i = 0; i < p.Depth; i++)
            {
                output[y + i] = input[x + i] - max - logOfSum;
            }
        }
    }
}
