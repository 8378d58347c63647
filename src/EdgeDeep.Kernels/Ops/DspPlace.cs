namespace EdgeDeep.Kernels;

/// <summary>One of the positions whose inputs <see cref="DspColumns"/> gathers.</summary>
public struct DspPlace
{
    /// <summary>Number of the position, below Lanes.</summary>
    public int Lane;

    /// <summary>Positions gathered together: 1 or 4.</summary>
    public int Lanes;

    /// <summary>Values of a position.</summary>
    public int Depth;
}
