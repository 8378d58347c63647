namespace EdgeDeep.Kernels;

/// <summary>
/// Weights a frame of sound with a window and scales it up by the power of two that brings its largest sample nearest to
/// the limits of int16, so that the transform after it loses as little as possible.
/// </summary>
/// <remarks>
/// Bit for bit the window and automatic scaling of the micro front end of TensorFlow Lite Micro: products are shifted right
/// and rounded down; a weighted sample of -32768 does not count as large. Output and input must not overlap.
/// </remarks>
public static class SignalWindow
{
    /// <summary>int16 to int16.</summary>
    /// <param name="input">Size samples.</param>
    /// <param name="inputAt">Index of the first sample.</param>
    /// <param name="weights">Size weights, 0..2^FractionBits.</param>
    /// <param name="weightsAt">Index of the first weight.</param>
    /// <param name="output">PaddedSize samples.</param>
    /// <param name="outputAt">Index of the first output sample.</param>
    /// <param name="shift">One element: by how many bits the output was scaled up, 0..15.</param>
    /// <param name="shiftAt">Index of that element.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16(
        short[] input, int inputAt, short[] weights, int weightsAt, short[] output, int outputAt, int[] shift, int shiftAt,
        in SignalWindowParameters p)
    {
        int largest = 0;
        for (int i = 0; i < p.Size; i++)
        {
            int value = (input[inputAt + i] * weights[weightsAt + i]) >> p.FractionBits;
            int magnitude = value < 0 ? -value : value;
            output[outputAt + i] = (short)value;
            if (magnitude > largest && magnitude <= short.MaxValue)
            {
                largest = magnitude;
            }
        }

        int up = 15 - IntegerBits.Length(largest);
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = (short)(output[outputAt + i] << up);
        }

        for (int i = p.Size; i < p.PaddedSize; i++)
        {
            output[outputAt + i] = 0;
        }

        shift[shiftAt] = up;
    }
}
