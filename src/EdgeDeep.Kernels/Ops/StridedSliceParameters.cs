namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="StridedSlice"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front.</remarks>
public struct StridedSliceParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 20;

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

    /// <summary>First input index taken on axis 0, already resolved, 0..InputDim0 - 1.</summary>
    public int Begin0;

    /// <summary>First input index taken on axis 1, already resolved, 0..InputDim1 - 1.</summary>
    public int Begin1;

    /// <summary>First input index taken on axis 2, already resolved, 0..InputDim2 - 1.</summary>
    public int Begin2;

    /// <summary>First input index taken on axis 3, already resolved, 0..InputDim3 - 1.</summary>
    public int Begin3;

    /// <summary>First input index taken on axis 4, already resolved, 0..InputDim4 - 1.</summary>
    public int Begin4;

    /// <summary>Step on axis 0, not 0; negative walks backwards.</summary>
    public int Stride0;

    /// <summary>Step on axis 1, not 0; negative walks backwards.</summary>
    public int Stride1;

    /// <summary>Step on axis 2, not 0; negative walks backwards.</summary>
    public int Stride2;

    /// <summary>Step on axis 3, not 0; negative walks backwards.</summary>
    public int Stride3;

    /// <summary>Step on axis 4, not 0; negative walks backwards.</summary>
    public int Stride4;

    /// <summary>Elements taken on axis 0, at least 0; Begin0 + (OutputDim0 - 1) * Stride0 lies inside the input.</summary>
    public int OutputDim0;

    /// <summary>Elements taken on axis 1, at least 0; Begin1 + (OutputDim1 - 1) * Stride1 lies inside the input.</summary>
    public int OutputDim1;

    /// <summary>Elements taken on axis 2, at least 0; Begin2 + (OutputDim2 - 1) * Stride2 lies inside the input.</summary>
    public int OutputDim2;

    /// <summary>Elements taken on axis 3, at least 0; Begin3 + (OutputDim3 - 1) * Stride3 lies inside the input.</summary>
    public int OutputDim3;

    /// <summary>Elements taken on axis 4, at least 0; Begin4 + (OutputDim4 - 1) * Stride4 lies inside the input.</summary>
    public int OutputDim4;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static StridedSliceParameters Load(int[] values, int at)
    {
        StridedSliceParameters p;
        p.InputDim0 = values[at];
        p.InputDim1 = values[at + 1];
        p.InputDim2 = values[at + 2];
        p.InputDim3 = values[at + 3];
        p.InputDim4 = values[at + 4];
        p.Begin0 = values[at + 5];
        p.Begin1 = values[at + 6];
        p.Begin2 = values[at + 7];
        p.Begin3 = values[at + 8];
        p.Begin4 = values[at + 9];
        p.Stride0 = values[at + 10];
        p.Stride1 = values[at + 11];
        p.Stride2 = values[at + 12];
        p.Stride3 = values[at + 13];
        p.Stride4 = values[at + 14];
        p.OutputDim0 = values[at + 15];
        p.OutputDim1 = values[at + 16];
        p.OutputDim2 = values[at + 17];
        p.OutputDim3 = values[at + 18];
        p.OutputDim4 = values[at + 19];
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
        values[at + 5] = Begin0;
        values[at + 6] = Begin1;
        values[at + 7] = Begin2;
        values[at + 8] = Begin3;
        values[at + 9] = Begin4;
        values[at + 10] = Stride0;
        values[at + 11] = Stride1;
        values[at + 12] = Stride2;
        values[at + 13] = Stride3;
        values[at + 14] = Stride4;
        values[at + 15] = OutputDim0;
        values[at + 16] = OutputDim1;
        values[at + 17] = OutputDim2;
        values[at + 18] = OutputDim3;
        values[at + 19] = OutputDim4;
    }
}
