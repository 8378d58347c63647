namespace EdgeDeep.Compiler.Quantizing;

/// <summary>How well a quantized tensor follows its float original.</summary>
public static class SignalToNoise
{
    /// <summary>
    /// Energy of the reference over the energy of the difference, in decibels: 20 is a tenth of the amplitude. Positive
    /// infinity where both are equal, negative infinity where the reference is all zero and the other one is not.
    /// </summary>
    /// <param name="reference">The float tensor.</param>
    /// <param name="actual">The other one as real numbers, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Decibels(ReadOnlySpan<float> reference, ReadOnlySpan<float> actual)
    {
        if (reference.Length != actual.Length)
        {
            throw new ArgumentException($"{reference.Length} and {actual.Length} elements cannot be compared.", nameof(actual));
        }

        double signal = 0, noise = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            double difference = (double)reference[i] - actual[i];
            signal += (double)reference[i] * reference[i];
            noise += difference * difference;
        }

        return noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
    }
}
