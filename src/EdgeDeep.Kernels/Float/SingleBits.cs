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
}
