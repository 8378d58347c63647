namespace EdgeDeep.Kernels;

/// <summary>The taps of one output position that lie inside the input, as runs of neighbouring values.</summary>
internal struct ConvolutionTaps
{
    /// <summary>Index of the first input value.</summary>
    public int InputAt;

    /// <summary>Index of its weight in the first filter.</summary>
    public int WeightsAt;

    /// <summary>Filter rows inside the input.</summary>
    public int Rows;

    /// <summary>Runs in a row.</summary>
    public int Runs;

    /// <summary>Values in a run, contiguous in input and weights.</summary>
    public int RunLength;

    /// <summary>Input values from one run to the next.</summary>
    public int InputTapStep;

    /// <summary>Input values from one row to the next.</summary>
    public int InputRowStep;

    /// <summary>Weights from one row to the next.</summary>
    public int WeightsRowStep;

    /// <summary>Weights from one output channel's filter to the next.</summary>
    public int FilterSize;
}

/// <summary>Sums of four neighbouring output channels.</summary>
internal struct Accumulators
{
    /// <summary>Sum of the first channel.</summary>
    public int A;

    /// <summary>Sum of the second channel.</summary>
    public int B;

    /// <summary>Sum of the third channel.</summary>
    public int C;

    /// <summary>Sum of the fourth channel.</summary>
    public int D;
}
