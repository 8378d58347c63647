namespace EdgeDeep.Kernels.Float;

/// <summary>Single-precision numbers stored as ints, decoded by arithmetic: not every target can reinterpret bits.</summary>
public static class SingleBits
{
    /// <summary>The number with the given IEEE-754 bits.</summary>
    /// <param name="bits">Bits of a positive normal number.</param>
    public static float ToSingle(int bits)
    {
        float value = (bits & 0x7FFFFF) | 0x800000;
        int exponent = (bits >> 23) - 150;
        for (; exponent > 0; exponent--)
        {
            value *= 2f;
        }

        for (; exponent < 0; exponent++)
        {
            value *= 0.5f;
        }

        return value;
    }

    /// <summary>The number with the given IEEE-754 bits, of either sign; infinities too, and numbers below 2^-126 as 0.</summary>
    /// <param name="bits">Bits of anything but not-a-number.</param>
    public static float ToAnySingle(int bits)
    {
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude < 0x800000)
        {
            return 0f;
        }

        float value = ToSingle(magnitude < 0x7F800000 ? magnitude : 0x7F000000);
        if (magnitude >= 0x7F800000)
        {
            value *= 4f;
        }

        return bits < 0 ? -value : value;
    }
}
