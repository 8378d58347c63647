namespace EdgeDeep.Kernels;

/// <summary>Transposed 2-D convolution: every input pixel adds its filter, Stride pixels apart, to the output.</summary>
/// <remarks>
/// Layouts: input [Batches, InputHeight, InputWidth, InputChannels], weights [OutputChannels, FilterHeight, FilterWidth,
/// InputChannels], output [Batches, OutputHeight, OutputWidth, OutputChannels]. An output pixel gathers the taps that meet
/// it, so no scratch is needed. Accumulation is 32-bit and wraps; requantization per output channel with double rounding.
/// Input and output must not overlap. Source of the arithmetic: TensorFlow Lite Micro, reference TRANSPOSE_CONV, int8.
/// </remarks>
public static partial class TransposeConv2D
{
    /// <summary>int8 in, int8 weights, int8 out.</summary>
    /// <param name="input">The image.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="weights">The filters, zero point 0.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="bias">OutputChannels values at input scale * weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="multipliers">OutputChannels significands.</param>
    /// <param name="multipliersAt">Index of the first multiplier.</param>
    /// <param name="shifts">OutputChannels exponents, -31..30.</param>
    /// <param name="shiftsAt">Index of the first shift.</param>
    /// <param name="output">The result.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and offsets.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] weights, int weightsAt,
        int[] bias, int biasAt,
        int[] multipliers, int multipliersAt,
        int[] shifts, int shiftsAt,
        sbyte[] output, int outputAt,
        in TransposeConv2DParameters p)
    {
        int filterSize = p.FilterHeight * p.FilterWidth * p.InputChannels;
        int imageSize = p.InputHeight * p.InputWidth * p.InputChannels;
        int at = outputAt;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            for (int y = 0; y < p.OutputHeight; y++)
            {
                for (int x = 0; x < p.OutputWidth; x++)
                {
                    for (int channel = 0; channel < p.OutputChannels; channel++)
                    {
                        int sum = bias[biasAt + channel] + Gather(
                            input, inputAt + (batch * imageSize), weights, weightsAt + (channel * filterSize),
                            y + p.PadTop, x + p.PadLeft, in p);
                        sum = FixedPoint.MultiplyByQuantizedMultiplier(
                            sum, multipliers[multipliersAt + channel], shifts[shiftsAt + channel]);
                        output[at] = (sbyte)FixedPoint.Clamp(sum + p.OutputOffset, p.ActivationMin, p.ActivationMax);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>The sum of the taps that reach the pixel (y, x) of the uncropped output.</summary>
    private static int Gather(
        sbyte[] image, int imageAt, sbyte[] filter, int filterAt, int y, int x, in TransposeConv2DParameters p)
    {
        int sum = 0;
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
                        sum += filter[tap + i] * (image[pixel + i] + p.InputOffset);
                    }
                }
            }
        }

        return sum;
    }
}
