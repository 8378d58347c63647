namespace EdgeDeep.Kernels;

/// <summary>
/// Subtracts from each channel what it holds all the time: a slow average of its own past, so that steady noise fades.
/// </summary>
/// <remarks>
/// Bit for bit the noise reduction of the micro front end of TensorFlow Lite Micro, whose unsigned 32-bit values are held in
/// int and counted modulo 2^32. Output and signal may be the same memory.
/// </remarks>
public static class SpectralSubtraction
{
    private const int Bits = 14;

    /// <summary>int32 amplitudes to int32 amplitudes.</summary>
    /// <param name="signal">One amplitude a channel, 0..2^31 - 1.</param>
    /// <param name="signalAt">Index of the first amplitude.</param>
    /// <param name="output">One amplitude a channel.</param>
    /// <param name="outputAt">Index of the first output amplitude.</param>
    /// <param name="estimate">One estimate a channel, kept from frame to frame; 0 at the beginning.</param>
    /// <param name="estimateAt">Index of the first estimate.</param>
    /// <param name="p">How fast estimates follow.</param>
    public static void Int32(
        int[] signal, int signalAt, int[] output, int outputAt, int[] estimate, int estimateAt, in SpectralSubtractionParameters p)
    {
        for (int i = 0; i < p.Channels; i++)
        {
            long smoothing = (i & 1) == 0 ? p.EvenSmoothing : p.OddSmoothing;
            long value = signal[signalAt + i];
            long scaled = IntegerBits.LowHalf(value << p.SmoothingBits);
            long noise = IntegerBits.LowHalf(((scaled * smoothing) + (IntegerBits.LowHalf(estimate[estimateAt + i]) * ((1 << Bits) - smoothing))) >> Bits);
            estimate[estimateAt + i] = (int)noise;
            if (noise > scaled)
            {
                noise = scaled;
            }

            long floor = (value * p.MinSignalRemaining) >> Bits;
            long rest = (scaled - noise) >> p.SmoothingBits;
            output[outputAt + i] = (int)(rest > floor ? rest : floor);
        }
    }
}
