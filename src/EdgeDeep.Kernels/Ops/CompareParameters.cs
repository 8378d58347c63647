namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Compare"/> and its form for numbers.</summary>
public struct CompareParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 18;

    /// <summary>Size of axis 0 of operand 1, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input1Dim0;

    /// <summary>Size of axis 1 of operand 1, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input1Dim1;

    /// <summary>Size of axis 2 of operand 1, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input1Dim2;

    /// <summary>Size of axis 3 of operand 1, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input1Dim3;

    /// <summary>Size of axis 4 of operand 1, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input1Dim4;

    /// <summary>Size of axis 0 of operand 2, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input2Dim0;

    /// <summary>Size of axis 1 of operand 2, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input2Dim1;

    /// <summary>Size of axis 2 of operand 2, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input2Dim2;

    /// <summary>Size of axis 3 of operand 2, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input2Dim3;

    /// <summary>Size of axis 4 of operand 2, at least 1; equal to the other operand's or one of them is 1.</summary>
    public int Input2Dim4;

    /// <summary>What is asked: one of the constants of <see cref="Compare"/>.</summary>
    public int Kind;

    /// <summary>Bits that 8-bit operands gain before they are rescaled, 0..8; not used otherwise.</summary>
    public int LeftShift;

    /// <summary>Minus the zero point of operand 1, -127..128.</summary>
    public int Input1Offset;

    /// <summary>Significand of the scale of operand 1.</summary>
    public int Input1Multiplier;

    /// <summary>Exponent that goes with Input1Multiplier, -31..30.</summary>
    public int Input1Shift;

    /// <summary>Minus the zero point of operand 2, -127..128.</summary>
    public int Input2Offset;

    /// <summary>Significand of the scale of operand 2.</summary>
    public int Input2Multiplier;

    /// <summary>Exponent that goes with Input2Multiplier, -31..30.</summary>
    public int Input2Shift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static CompareParameters Load(int[] values, int at)
    {
        CompareParameters p;
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
        p.Kind = values[at + 10];
        p.LeftShift = values[at + 11];
        p.Input1Offset = values[at + 12];
        p.Input1Multiplier = values[at + 13];
        p.Input1Shift = values[at + 14];
        p.Input2Offset = values[at + 15];
        p.Input2Multiplier = values[at + 16];
        p.Input2Shift = values[at + 17];
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
        values[at + 10] = Kind;
        values[at + 11] = LeftShift;
        values[at + 12] = Input1Offset;
        values[at + 13] = Input1Multiplier;
        values[at + 14] = Input1Shift;
        values[at + 15] = Input2Offset;
        values[at + 16] = Input2Multiplier;
        values[at + 17] = Input2Shift;
    }
}
