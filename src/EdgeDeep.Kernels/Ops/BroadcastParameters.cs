namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Maximum"/> and <see cref="Minimum"/>: the two shapes.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front; on every axis the two sizes are equal or one of them is 1.</remarks>
public struct BroadcastParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 10;

    /// <summary>Size of axis 0 of the first input, at least 1.</summary>
    public int Input1Dim0;

    /// <summary>Size of axis 1 of the first input, at least 1.</summary>
    public int Input1Dim1;

    /// <summary>Size of axis 2 of the first input, at least 1.</summary>
    public int Input1Dim2;

    /// <summary>Size of axis 3 of the first input, at least 1.</summary>
    public int Input1Dim3;

    /// <summary>Size of axis 4 of the first input, at least 1.</summary>
    public int Input1Dim4;

    /// <summary>Size of axis 0 of the second input, at least 1.</summary>
    public int Input2Dim0;

    /// <summary>Size of axis 1 of the second input, at least 1.</summary>
    public int Input2Dim1;

    /// <summary>Size of axis 2 of the second input, at least 1.</summary>
    public int Input2Dim2;

    /// <summary>Size of axis 3 of the second input, at least 1.</summary>
    public int Input2Dim3;

    /// <summary>Size of axis 4 of the second input, at least 1.</summary>
    public int Input2Dim4;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static BroadcastParameters Load(int[] values, int at)
    {
        BroadcastParameters p;
        p.Input1Dim0 = values[at];
        p.Input1Dim1 = values[at + 1];
        p.Input1Dim2 = values[at + 2];
        p.Input1Dim3 = values[at + 3];
        p.Input1Dim4 = values[at + 4];
        p.Input2Dim0 = values[at + 5];
        p.Input2Dim1 = values[at + 6];
        p.Input2Dim2 = values[at + 7];
        p.Input2Dim3 = values[at + 8];
        p.Input2Dim4 = values[at + 9];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Input1Dim0;
        values[at + 1] = Input1Dim1;
        values[at + 2] = Input1Dim2;
        values[at + 3] = Input1Dim3;
        values[at + 4] = Input1Dim4;
        values[at + 5] = Input2Dim0;
        values[at + 6] = Input2Dim1;
        values[at + 7] = Input2Dim2;
        values[at + 8] = Input2Dim3;
        values[at + 9] = Input2Dim4;
    }
}
