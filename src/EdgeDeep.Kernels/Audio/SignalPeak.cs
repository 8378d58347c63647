namespace EdgeDeep.Kernels;

/// <summary>The greatest sample of a frame.</summary>
public static class SignalPeak
{
    /// <summary>int16 samples.</summary>
    /// <param name="input">Size samples.</param>
    /// <param name="inputAt">Index of the first sample.</param>
    /// <param name="output">One element: the greatest value, or the greatest absolute value, where that of -32768 counts as 32767.</param>
    /// <param name="outputAt">Its index.</param>
    /// <param name="p">Size and kind.</param>
    public static void Int16(short[] input, int inputAt, short[] output, int outputAt, in SignalPeakParameters p)
    {
        int peak = p.IsAbsolute != 0 ? 0 : short.MinValue;
        for (int i = 0; i < p.Size; i++)
        {
            int value = input[inputAt + i];
            if (p.IsAbsolute != 0 && value < 0)
            {
                value = -value;
            }

            if (value > peak)
            {
                peak = value;
            }
        }

        output[outputAt] = (short)(peak > short.MaxValue ? short.MaxValue : peak);
    }
}
