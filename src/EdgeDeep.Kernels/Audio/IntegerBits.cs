namespace EdgeDeep.Kernels;

/// <summary>Bit lengths and square roots of integers, for signals.</summary>
public static class IntegerBits
{
    /// <summary>The lower 32 bits as an unsigned number.</summary>
    /// <param name="value">Any value.</param>
    public static long LowHalf(long value) => value - ((value >> 32) * (1L << 32));

    /// <summary>Number of bits up to the highest one that is set; 0 for 0.</summary>
    /// <param name="value">At least 0.</param>
    public static int Length(int value)
    {
        int length = 0;
        if (value >= 1 << 16)
        {
            value >>= 16;
            length = 16;
        }

        if (value >= 1 << 8)
        {
            value >>= 8;
            length += 8;
        }

        if (value >= 1 << 4)
        {
            value >>= 4;
            length += 4;
        }

        while (value > 0)
        {
            value >>= 1;
            length++;
        }

        return length;
    }

    /// <summary>Number of bits up to the highest one that is set; 0 for 0.</summary>
    /// <param name="value">0..2^62 - 1.</param>
    public static int LengthOfLong(long value)
    {
        int high = (int)(value >> 31);
        return high > 0 ? 31 + Length(high) : Length((int)value);
    }

    /// <summary>The square root rounded down.</summary>
    /// <param name="value">At least 0.</param>
    public static int SquareRoot(int value)
    {
        int bit = value > 0 ? 1 << ((Length(value) - 1) & ~1) : 0;
        int root = 0;
        while (bit > 0)
        {
            int candidate = root + bit;
            root >>= 1;
            if (value >= candidate)
            {
                value -= candidate;
                root += bit;
            }

            bit >>= 2;
        }

        return root;
    }

    /// <summary>The square root rounded to nearest, as the micro front end of TensorFlow Lite Micro rounds it.</summary>
    /// <param name="value">0..2^62 - 1.</param>
    /// <remarks>Where a 32-bit value's root would round to 2^16, it stays at 2^16 - 1.</remarks>
    public static int RoundedSquareRoot(long value)
    {
        long rest = value;
        long root = 0;
        long bit = value > 0 ? 1L << ((LengthOfLong(value) - 1) & ~1) : 0;
        while (bit > 0)
        {
            long candidate = root + bit;
            root >>= 1;
            if (rest >= candidate)
            {
                rest -= candidate;
                root += bit;
            }

            bit >>= 2;
        }

        bool staysBelow = root == 0xFFFF && value < 1L << 32;
        return rest > root && !staysBelow ? (int)(root + 1) : (int)root;
    }
}
