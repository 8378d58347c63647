namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Mul"/>.</summary>
/// <remarks>Shapes of fewer than five axes are padded with 1 at the front; on every axis the two sizes are equal or one of them is 1.</remarks>
public struct MulParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 17;

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

    /// <summary>Minus the zero point of the first input, -127..128.</summary>
    public int Input1Offset;

    /// <summary>Minus the zero point of the second input, -127..128.</summary>
    public int Input2Offset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of input1 scale * input2 scale / output scale.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static MulParameters Load(int[] values, int at)
    {
        MulParameters p;
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
        p.Input1Offset = values[at + 10];
        p.Input2Offset = values[at + 11];
        p.OutputOffset = values[at + 12];
        p.Multiplier = values[at + 13];
        p.Shift = values[at + 14];
        p.ActivationMin = values[at + 15];
        p.ActivationMax = values[at + 16];
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
        values[at + 10] = Input1Offset;
        values[at + 11] = Input2Offset;
        values[at + 12] = OutputOffset;
        values[at + 13] = Multiplier;
        values[at + 14] = Shift;
        values[at + 15] = ActivationMin;
        values[at + 16] = ActivationMax;
    }
}
