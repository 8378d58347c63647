namespace EdgeDeep.Kernels;

/// <content>int16 activations. Source of the arithmetic: TensorFlow Lite Micro, reference TRANSPOSE_CONV, 16x8.</content>
public static partial class TransposeConv2D
{
    /// <summary>int16 in, int8 symmetric weights, int64 bias, int16 out; sums have 64 bits, rescaling rounds once.</summary>
    /// <param name="input">The image.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">The filters, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..7.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">The result.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Geometry and limits; both offsets are 0 and the limits are of 16 bits.</param>
    public static void Int16(
        short[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        long[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        short[] output, int outputAt,
        in TransposeConv2DParameters p)
    {
        int imageSize = p.InputHeight * p.InputWidth * p.InputChannels;
        int filterSize = p.FilterHeight * p.FilterWidth * p.InputChannels;
        int at = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int imageAt = inputAt + (batch * imageSize);
            for (int y = 0; y < p.OutputHeight; y++)
            {
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    for (int channel = 0; channel < p.OutputChannels; channel++)
                    {
                        long sum = bias[biasAt + channel] + GatherInt16(
                            input, imageAt, weights, weightsAt + (channel * filterSize), y + p.PadTop, x + p.PadLeft, in p);
                        int scaled = FixedPoint.MultiplyByQuantizedMultiplier64(
                            sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                        output[at] = (short)FixedPoint.Clamp(scaled, p.ActivationMin, p.ActivationMax);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>The sum of the taps that reach the pixel (y, x) of the uncropped output.</summary>
    private static long GatherInt16(
        short[] image, int imageAt, sbyte[] filter, int filterAt, int y, int x, in TransposeConv2DParameters p)
    {
        long sum = 0;
        for (int fy = y % p.StrideHeight; fy < p.FilterHeight && fy <= y; fy += p.StrideHeight)
        {
            int row = (y - fy) / p.StrideHeight;
            for (int fx = x % p.StrideWidth; row < p.InputHeight && fx < p.FilterWidth && fx <= x; fx += p.StrideWidth)
            {
                int column = (x - fx) / p.StrideWidth;
                if (column < p.InputWidth)
                {
                    int pixel = imageAt + (((row * p.InputWidth) + column) * p.InputChannels);
                    int tap = filterAt + (((fy * p.FilterWidth) + fx) * p.InputChannels);
                    for (int i = 0; i < p.InputChannels; i++)
                    {
                        sum += filter[tap + i] * image[pixel + i];
                    }
                }
            }
        }

        return sum;
    }
}
