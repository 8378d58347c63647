namespace EdgeDeep.Kernels;

/// <summary>Natural logarithms of amplitudes; 0 for amplitudes of 0 and 1.</summary>
/// <remarks>
/// Bit for bit the logarithm of the micro front end of TensorFlow Lite Micro: the integer part of log2 from the highest bit,
/// the fraction as a straight line plus a tabulated correction, then times ln 2, all with 16 fraction bits. The reference
/// shifts the last step between two corrections by 16 instead of 9 bits, and so does this.
/// </remarks>
public static class FilterBankLog
{
    private const int FractionBits = 16;
    private const int SegmentBits = 7;
    private const int Half = 1 << (FractionBits - 1);
    private const long LogOf2 = 45426L;

    /// <summary>int32 amplitudes to int16 logarithms.</summary>
    /// <param name="signal">One amplitude a channel, at least 0; below 2^31 once shifted by the correction bits.</param>
    /// <param name="signalAt">Index of the first amplitude.</param>
    /// <param name="corrections">(log2(1 + i/128) - i/128) * 2^16 for i = 0..128, and one more 0.</param>
    /// <param name="correctionsAt">Index of the first correction.</param>
    /// <param name="output">One logarithm a channel, ln * 2^ScaleShift.</param>
    /// <param name="outputAt">Index of the first logarithm.</param>
    /// <param name="p">Scales.</param>
    public static void Int32ToInt16(
        int[] signal, int signalAt, short[] corrections, int correctionsAt, short[] output, int outputAt, in FilterBankLogParameters p)
    {
        for (int i = 0; i < p.Channels; i++)
        {
            int value = signal[signalAt + i];
            value = p.CorrectionBits < 0 ? value >> -p.CorrectionBits : value << p.CorrectionBits;
            output[outputAt + i] = (short)(value > 1 ? Log(value, corrections, correctionsAt, p.ScaleShift) : 0);
        }
    }

    private static int Log(int value, short[] corrections, int correctionsAt, int scaleShift)
    {
        int whole = IntegerBits.Length(value) - 1;
        int fraction = value - (1 << whole);
        fraction = whole < FractionBits ? fraction << (FractionBits - whole) : fraction >> (whole - FractionBits);
        int segment = fraction >> (FractionBits - SegmentBits);
        int low = corrections[correctionsAt + segment];
        int high = corrections[correctionsAt + segment + 1];
        int within = fraction - (segment << (FractionBits - SegmentBits));
        int log2 = (whole << FractionBits) + fraction + low + (((high - low) * within) >> FractionBits);
        int natural = (int)(((LogOf2 * log2) + Half) >> FractionBits);
        return (int)((((long)natural << scaleShift) + Half) >> FractionBits);
    }
}
