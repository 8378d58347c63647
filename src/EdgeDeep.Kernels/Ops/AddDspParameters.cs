namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="AddDsp"/>.</summary>
public struct AddDspParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 14;

    /// <summary>Number of elements, at least 1.</summary>
    public int Elements;

    /// <summary>Minus the zero point of the first input, times 2^21.</summary>
    public int Input1Offset;

    /// <summary>Significand of the first input scale over twice the larger input scale.</summary>
    public int Input1Multiplier;

    /// <summary>2^(Input1Shift - 1).</summary>
    public int Input1Rounding;

    /// <summary>1 minus the exponent that goes with Input1Multiplier, 1..22.</summary>
    public int Input1Shift;

    /// <summary>Minus the zero point of the second input, times 2^21.</summary>
    public int Input2Offset;

    /// <summary>Significand of the second input scale over twice the larger input scale.</summary>
    public int Input2Multiplier;

    /// <summary>2^(Input2Shift - 1).</summary>
    public int Input2Rounding;

    /// <summary>1 minus the exponent that goes with Input2Multiplier, 1..22.</summary>
    public int Input2Shift;

    /// <summary>Significand of twice the larger input scale over (2^20 * output scale).</summary>
    public int Multiplier;

    /// <summary>2^(Shift - 1) + zero point of the output * 2^Shift.</summary>
    public int Rounding;

    /// <summary>1 minus the exponent that goes with Multiplier, 1..22.</summary>
    public int Shift;

    /// <summary>Smallest value written, -128..127.</summary>
    public int ActivationMin;

    /// <summary>Largest value written, ActivationMin..127.</summary>
    public int ActivationMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static AddDspParameters Load(int[] values, int at)
    {
        AddDspParameters p;
        p.Elements = values[at];
        p.Input1Offset = values[at + 1];
        p.Input1Multiplier = values[at + 2];
        p.Input1Rounding = values[at + 3];
        p.Input1Shift = values[at + 4];
        p.Input2Offset = values[at + 5];
        p.Input2Multiplier = values[at + 6];
        p.Input2Rounding = values[at + 7];
        p.Input2Shift = values[at + 8];
        p.Multiplier = values[at + 9];
        p.Rounding = values[at + 10];
        p.Shift = values[at + 11];
        p.ActivationMin = values[at + 12];
        p.ActivationMax = values[at + 13];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Elements;
        values[at + 1] = Input1Offset;
        values[at + 2] = Input1Multiplier;
        values[at + 3] = Input1Rounding;
        values[at + 4] = Input1Shift;
        values[at + 5] = Input2Offset;
        values[at + 6] = Input2Multiplier;
        values[at + 7] = Input2Rounding;
        values[at + 8] = Input2Shift;
        values[at + 9] = Multiplier;
        values[at + 10] = Rounding;
        values[at + 11] = Shift;
        values[at + 12] = ActivationMin;
        values[at + 13] = ActivationMax;
    }
}
