namespace EdgeDeep.Kernels;

/// <summary>Which taps of a filter fall inside the input: the row and column bounds that convolution and pooling share.</summary>
/// <remarks>Taps outside the input count as padding and are skipped, never multiplied.</remarks>
public static class Window
{
    /// <summary>First tap inside the input.</summary>
    /// <param name="origin">Input index of tap 0; negative within the padding.</param>
    /// <param name="dilation">Input steps between two taps, at least 1.</param>
    public static int FirstTap(int origin, int dilation)
    {
        if (origin >= 0)
        {
            return 0;
        }

        return (dilation - 1 - origin) / dilation;
    }

    /// <summary>Number of taps from tap first on that lie inside the input, 0 if none does.</summary>
    /// <param name="first">Result of <see cref="FirstTap"/>.</param>
    /// <param name="origin">Input index of tap 0.</param>
    /// <param name="dilation">Input steps between two taps, at least 1.</param>
    /// <param name="taps">Size of the filter.</param>
    /// <param name="inputSize">Size of the input.</param>
    public static int TapsInside(int first, int origin, int dilation, int taps, int inputSize)
    {
        int room = inputSize - origin;
        int end = room > 0 ? (room + dilation - 1) / dilation : 0;
        if (end > taps)
        {
            end = taps;
        }

        return end > first ? end - first : 0;
    }
}
