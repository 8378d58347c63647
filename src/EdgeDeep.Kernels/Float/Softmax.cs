using System;

namespace EdgeDeep.Kernels.Float;

/// <summary>Softmax over the last axis.</summary>
/// <remarks>
/// exp((value - row maximum) * beta) over the sum of the row, all in single precision, summed in order of the row.
/// The exponential is taken in double and rounded, which is the correctly rounded single but for a few arguments in a billion.
/// The output may be the input. Source of the arithmetic: TensorFlow Lite Micro, reference SOFTMAX, float.
/// </remarks>
public static class Softmax
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Depth values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and beta.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in SoftmaxParameters p)
    {
        float beta = SingleBits.ToSingle(p.BetaBits);
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
                float scaled = (input[x + i] - max) * beta;
                float exponential = (float)Math.Exp(scaled);
                output[y + i] = exponential;
                sum += exponential;
            }

            for (int i = 0; i < p.Depth; i++)
            {
                output[y + i] /= sum;
            }
        }
    }
}
