namespace EdgeDeep.Kernels;

/// <summary>Random integers: the same sequence from the same state everywhere.</summary>
/// <remarks>
/// The state is one 32-bit integer of any value. It advances by 0x9E3779B9 (a Weyl sequence, which visits all 2^32 states
/// before it repeats), and each number is the state scrambled by the final mix of MurmurHash3, so every 32-bit number comes
/// once a period. It is meant for sampling, not for secrets: three numbers betray the state. Source of the constants:
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014; Appleby, MurmurHash3.
/// </remarks>
public static class RandomBits
{
    private const int Step = -1640531527; // 0x9E3779B9, 2^32 over the golden ratio

    /// <summary>The next number: 32 bits, all equally likely.</summary>
    /// <param name="state">Holds the state, which advances.</param>
    /// <param name="stateAt">Index of the state.</param>
    public static int Next(int[] state, int stateAt)
    {
        int advanced = (int)((long)state[stateAt] + Step);
        state[stateAt] = advanced;
        return Mix(advanced);
    }

    /// <summary>The state that a seed starts from; neighbouring seeds start far from each other.</summary>
    /// <param name="seed">Any number.</param>
    public static int FromSeed(int seed) => Mix(seed ^ Step);

    /// <summary>Scrambles 32 bits; different numbers stay different.</summary>
    private static int Mix(int bits)
    {
        int x = bits ^ ((bits >> 16) & 0xFFFF);
        x = (int)(x * -2048144789L); // 0x85EBCA6B modulo 2^32
        x ^= (x >> 13) & 0x7FFFF;
        x = (int)(x * -1028477387L); // 0xC2B2AE35 modulo 2^32
        return x ^ ((x >> 16) & 0xFFFF);
    }
}
