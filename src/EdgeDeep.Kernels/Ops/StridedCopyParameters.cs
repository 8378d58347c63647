namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="StridedCopy"/>.</summary>
public struct StridedCopyParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 17;

    /// <summary>Size of axis 0, at least 1.</summary>
    public int Size0;

    /// <summary>Size of axis 1, at least 1.</summary>
    public int Size1;

    /// <summary>Size of axis 2, at least 1.</summary>
    public int Size2;

    /// <summary>Size of axis 3, at least 1.</summary>
    public int Size3;

    /// <summary>Size of axis 4, at least 1.</summary>
    public int Size4;

    /// <summary>Input elements before the first one that is read, at least 0.</summary>
    public int InputStart;

    /// <summary>Input elements from one index of axis 0 to the next; 0 repeats, negative runs backwards.</summary>
    public int InputStride0;

    /// <summary>Input elements from one index of axis 1 to the next; 0 repeats, negative runs backwards.</summary>
    public int InputStride1;

    /// <summary>Input elements from one index of axis 2 to the next; 0 repeats, negative runs backwards.</summary>
    public int InputStride2;

    /// <summary>Input elements from one index of axis 3 to the next; 0 repeats, negative runs backwards.</summary>
    public int InputStride3;

    /// <summary>Input elements from one index of axis 4 to the next; 0 repeats, negative runs backwards.</summary>
    public int InputStride4;

    /// <summary>Output elements before the first one that is written, at least 0.</summary>
    public int OutputStart;

    /// <summary>Output elements from one index of axis 0 to the next.</summary>
    public int OutputStride0;

    /// <summary>Output elements from one index of axis 1 to the next.</summary>
    public int OutputStride1;

    /// <summary>Output elements from one index of axis 2 to the next.</summary>
    public int OutputStride2;

    /// <summary>Output elements from one index of axis 3 to the next.</summary>
    public int OutputStride3;

    /// <summary>Output elements from one index of axis 4 to the next.</summary>
    public int OutputStride4;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static StridedCopyParameters Load(int[] values, int at)
    {
        StridedCopyParameters p;
        p.Size0 = values[at];
        p.Size1 = values[at + 1];
        p.Size2 = values[at + 2];
        p.Size3 = values[at + 3];
        p.Size4 = values[at + 4];
        p.InputStart = values[at + 5];
        p.InputStride0 = values[at + 6];
        p.InputStride1 = values[at + 7];
        p.InputStride2 = values[at + 8];
        p.InputStride3 = values[at + 9];
        p.InputStride4 = values[at + 10];
        p.OutputStart = values[at + 11];
        p.OutputStride0 = values[at + 12];
        p.OutputStride1 = values[at + 13];
        p.OutputStride2 = values[at + 14];
        p.OutputStride3 = values[at + 15];
        p.OutputStride4 = values[at + 16];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Size0;
        values[at + 1] = Size1;
        values[at + 2] = Size2;
        values[at + 3] = Size3;
        values[at + 4] = Size4;
        values[at + 5] = InputStart;
        values[at + 6] = InputStride0;
        values[at + 7] = InputStride1;
        values[at + 8] = InputStride2;
        values[at + 9] = InputStride3;
        values[at + 10] = InputStride4;
        values[at + 11] = OutputStart;
        values[at + 12] = OutputStride0;
        values[at + 13] = OutputStride1;
        values[at + 14] = OutputStride2;
        values[at + 15] = OutputStride3;
        values[at + 16] = OutputStride4;
    }
}
