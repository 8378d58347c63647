namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Binary"/> and its forms for numbers.</summary>
public struct BinaryParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 13;

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

    /// <summary>What is computed: one of the constants of <see cref="Binary"/>.</summary>
    public int Kind;

    /// <summary>Smallest result; the bits of a single-precision number where elements are floating point.</summary>
    public int ActivationMin;

    /// <summary>Largest result, at least ActivationMin.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static BinaryParameters Load(int[] values, int at)
    {
        BinaryParameters p;
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
        p.ActivationMin = values[at + 11];
        p.ActivationMax = values[at + 12];
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
        values[at + 11] = ActivationMin;
        values[at + 12] = ActivationMax;
    }
}
