namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Pad"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front.</remarks>
public struct PadParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 16;

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

    /// <summary>Elements added before axis 0, at least 0.</summary>
    public int PadBefore0;

    /// <summary>Elements added before axis 1, at least 0.</summary>
    public int PadBefore1;

    /// <summary>Elements added before axis 2, at least 0.</summary>
    public int PadBefore2;

    /// <summary>Elements added before axis 3, at least 0.</summary>
    public int PadBefore3;

    /// <summary>Elements added before axis 4, at least 0.</summary>
    public int PadBefore4;

    /// <summary>Elements added after axis 0, at least 0.</summary>
    public int PadAfter0;

    /// <summary>Elements added after axis 1, at least 0.</summary>
    public int PadAfter1;

    /// <summary>Elements added after axis 2, at least 0.</summary>
    public int PadAfter2;

    /// <summary>Elements added after axis 3, at least 0.</summary>
    public int PadAfter3;

    /// <summary>Elements added after axis 4, at least 0.</summary>
    public int PadAfter4;

    /// <summary>Value of the added elements; the zero point of the tensor for a plain Pad.</summary>
    public int PadValue;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static PadParameters Load(int[] values, int at)
    {
        PadParameters p;
        p.InputDim0 = values[at];
        p.InputDim1 = values[at + 1];
        p.InputDim2 = values[at + 2];
        p.InputDim3 = values[at + 3];
        p.InputDim4 = values[at + 4];
        p.PadBefore0 = values[at + 5];
        p.PadBefore1 = values[at + 6];
        p.PadBefore2 = values[at + 7];
        p.PadBefore3 = values[at + 8];
        p.PadBefore4 = values[at + 9];
        p.PadAfter0 = values[at + 10];
        p.PadAfter1 = values[at + 11];
        p.PadAfter2 = values[at + 12];
        p.PadAfter3 = values[at + 13];
        p.PadAfter4 = values[at + 14];
        p.PadValue = values[at + 15];
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
        values[at + 5] = PadBefore0;
        values[at + 6] = PadBefore1;
        values[at + 7] = PadBefore2;
        values[at + 8] = PadBefore3;
        values[at + 9] = PadBefore4;
        values[at + 10] = PadAfter0;
        values[at + 11] = PadAfter1;
        values[at + 12] = PadAfter2;
        values[at + 13] = PadAfter3;
        values[at + 14] = PadAfter4;
        values[at + 15] = PadValue;
    }
}
