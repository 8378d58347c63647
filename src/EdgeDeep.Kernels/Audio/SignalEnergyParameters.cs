namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SignalEnergy"/>.</summary>
public struct SignalEnergyParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 1;

    /// <summary>Logarithm of the number of samples, 2..15.</summary>
    public int SizeLog2;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SignalEnergyParameters Load(int[] values, int at)
    {
        SignalEnergyParameters p;
        p.SizeLog2 = values[at];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = SizeLog2;
    }
}
