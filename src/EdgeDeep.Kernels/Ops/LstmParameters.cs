namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Lstm"/>.</summary>
public struct LstmParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 17;

    /// <summary>Number of independent sequences, at least 1.</summary>
    public int Batches;

    /// <summary>Length of a sequence, at least 1.</summary>
    public int Steps;

    /// <summary>Values of one step, at least 1.</summary>
    public int InputChannels;

    /// <summary>Size of the hidden state, at least 1.</summary>
    public int Units;

    /// <summary>1 where steps are the outer dimension of input and output, 0 where batches are.</summary>
    public int TimeMajor;

    /// <summary>Minus the zero point of the input, -127..128.</summary>
    public int InputOffset;

    /// <summary>Minus the zero point of hidden state and output, -127..128.</summary>
    public int HiddenOffset;

    /// <summary>Significand of the forget gate's scale, 2^-15.</summary>
    public int ForgetMultiplier;

    /// <summary>Exponent that goes with ForgetMultiplier.</summary>
    public int ForgetShift;

    /// <summary>Significand of 2^-30 / cell state scale.</summary>
    public int InputMultiplier;

    /// <summary>Exponent that goes with InputMultiplier.</summary>
    public int InputShift;

    /// <summary>Significand of 2^-30 / hidden state scale.</summary>
    public int HiddenMultiplier;

    /// <summary>Exponent that goes with HiddenMultiplier.</summary>
    public int HiddenShift;

    /// <summary>Factor of the cell state, 3 or a multiple; with CellShift it becomes the argument of tanh with 12 fractional bits, times 3.</summary>
    public int CellMultiplier;

    /// <summary>Rounding right shift after CellMultiplier, 0..15.</summary>
    public int CellShift;

    /// <summary>Smallest cell state, -32768..0.</summary>
    public int CellMin;

    /// <summary>Largest cell state, 0..32767.</summary>
    public int CellMax;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static LstmParameters Load(int[] values, int at)
    {
        LstmParameters p;
        p.Batches = values[at];
        p.Steps = values[at + 1];
        p.InputChannels = values[at + 2];
        p.Units = values[at + 3];
        p.TimeMajor = values[at + 4];
        p.InputOffset = values[at + 5];
        p.HiddenOffset = values[at + 6];
        p.ForgetMultiplier = values[at + 7];
        p.ForgetShift = values[at + 8];
        p.InputMultiplier = values[at + 9];
        p.InputShift = values[at + 10];
        p.HiddenMultiplier = values[at + 11];
        p.HiddenShift = values[at + 12];
        p.CellMultiplier = values[at + 13];
        p.CellShift = values[at + 14];
        p.CellMin = values[at + 15];
        p.CellMax = values[at + 16];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = Steps;
        values[at + 2] = InputChannels;
        values[at + 3] = Units;
        values[at + 4] = TimeMajor;
        values[at + 5] = InputOffset;
        values[at + 6] = HiddenOffset;
        values[at + 7] = ForgetMultiplier;
        values[at + 8] = ForgetShift;
        values[at + 9] = InputMultiplier;
        values[at + 10] = InputShift;
        values[at + 11] = HiddenMultiplier;
        values[at + 12] = HiddenShift;
        values[at + 13] = CellMultiplier;
        values[at + 14] = CellShift;
        values[at + 15] = CellMin;
        values[at + 16] = CellMax;
    }
}
