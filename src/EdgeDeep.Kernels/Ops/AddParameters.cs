namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Add"/> and <see cref="Sub"/>.</summary>
/// <remarks>
/// Shapes of fewer than five axes are padded with 1 at the front; on every axis the two sizes are equal or one of them is 1.
/// TensorFlow Lite Micro computes the three scale ratios in double for Add but in float for Sub.
/// </remarks>
public struct AddParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 22;

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

    /// <summary>Bits both inputs are shifted left before rescaling, 0..22; 20 in TensorFlow Lite Micro.</summary>
    public int LeftShift;

    /// <summary>Minus the zero point of the first input, -127..128.</summary>
    public int Input1Offset;

    /// <summary>Significand of the first input scale over twice the larger input scale.</summary>
    public int Input1Multiplier;

    /// <summary>Exponent that goes with Input1Multiplier, -31..0.</summary>
    public int Input1Shift;

    /// <summary>Minus the zero point of the second input, -127..128.</summary>
    public int Input2Offset;

    /// <summary>Significand of the second input scale over twice the larger input scale.</summary>
    public int Input2Multiplier;

    /// <summary>Exponent that goes with Input2Multiplier, -31..0.</summary>
    public int Input2Shift;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of twice the larger input scale over (2^LeftShift * output scale).</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..0.</summary>
    public int Shift;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static AddParameters Load(int[] values, int at)
    {
        AddParameters p;
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
        p.LeftShift = values[at + 10];
        p.Input1Offset = values[at + 11];
        p.Input1Multiplier = values[at + 12];
        p.Input1Shift = values[at + 13];
        p.Input2Offset = values[at + 14];
        p.Input2Multiplier = values[at + 15];
        p.Input2Shift = values[at + 16];
        p.OutputOffset = values[at + 17];
        p.Multiplier = values[at + 18];
        p.Shift = values[at + 19];
        p.ActivationMin = values[at + 20];
        p.ActivationMax = values[at + 21];
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
        values[at + 10] = LeftShift;
        values[at + 11] = Input1Offset;
        values[at + 12] = Input1Multiplier;
        values[at + 13] = Input1Shift;
        values[at + 14] = Input2Offset;
        values[at + 15] = Input2Multiplier;
        values[at + 16] = Input2Shift;
        values[at + 17] = OutputOffset;
        values[at + 18] = Multiplier;
        values[at + 19] = Shift;
        values[at + 20] = ActivationMin;
        values[at + 21] = ActivationMax;
    }
}
