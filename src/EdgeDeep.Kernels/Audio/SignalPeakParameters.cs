namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SignalPeak"/>.</summary>
public struct SignalPeakParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 2;

    /// <summary>Number of samples, at least 1.</summary>
    public int Size;

    /// <summary>1 takes the greatest absolute value, 0 the greatest value.</summary>
    public int IsAbsolute;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SignalPeakParameters Load(int[] values, int at)
    {
        SignalPeakParameters p;
        p.Size = values[at];
        p.IsAbsolute = values[at + 1];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size;
        values[at + 1] = IsAbsolute;
    }
}
