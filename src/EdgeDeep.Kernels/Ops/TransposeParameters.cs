namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Transpose"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front.</remarks>
public struct TransposeParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 10;

    /// <summary>Size of axis 0 of the input, at least 1.</summary>
    public int InputDim0;

    /// <summary>Size of axis 1 of the input, at least 1.</summary>
    public int InputDim1;

    /// <summary>Size of axis 2 of the input, at least 1.</summary>
    public int InputDim2;

    /// <summary>Size of axis 3 of the input, at least 1.</summary>
    public int InputDim3;

    /// <summary>Size of axis 4 of the input, at least 1.</summary>
    public int InputDim4;

    /// <summary>Input axis that becomes output axis 0, 0..4; the five are a permutation.</summary>
    public int Axis0;

    /// <summary>Input axis that becomes output axis 1, 0..4; the five are a permutation.</summary>
    public int Axis1;

    /// <summary>Input axis that becomes output axis 2, 0..4; the five are a permutation.</summary>
    public int Axis2;

    /// <summary>Input axis that becomes output axis 3, 0..4; the five are a permutation.</summary>
    public int Axis3;

    /// <summary>Input axis that becomes output axis 4, 0..4; the five are a permutation.</summary>
    public int Axis4;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static TransposeParameters Load(int[] values, int at)
    {
        TransposeParameters p;
        p.InputDim0 = values[at];
        p.InputDim1 = values[at + 1];
        p.InputDim2 = values[at + 2];
        p.InputDim3 = values[at + 3];
        p.InputDim4 = values[at + 4];
        p.Axis0 = values[at + 5];
        p.Axis1 = values[at + 6];
        p.Axis2 = values[at + 7];
        p.Axis3 = values[at + 8];
        p.Axis4 = values[at + 9];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = InputDim0;
        values[at + 1] = InputDim1;
        values[at + 2] = InputDim2;
        values[at + 3] = InputDim3;
        values[at + 4] = InputDim4;
        values[at + 5] = Axis0;
        values[at + 6] = Axis1;
        values[at + 7] = Axis2;
        values[at + 8] = Axis3;
        values[at + 9] = Axis4;
    }
}
