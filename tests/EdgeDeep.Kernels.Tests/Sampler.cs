namespace EdgeDeep.Kernels.Tests;

/// <summary>
/// Draws pseudo-random cases and hashes the results (FNV-1a), so that one number compares hundreds of cases. The expected
/// numbers are what TensorFlow Lite Micro's reference kernels (commit 90b983c2) answer to the same cases.
/// Arrays start with <see cref="At"/> unused elements, so that a kernel that ignores its offsets fails.
/// </summary>
internal sealed class Sampler(ulong seed = 1)
{
    public const int At = 3;

    private ulong _state = seed;

    public ulong Hash { get; private set; } = 14695981039346656037UL;

    public int Next(int low, int high)
    {
        _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
        return low + (int)((_state >> 33) % ((ulong)((long)high - low) + 1));
    }

    public int Multiplier() => Next(1 << 30, int.MaxValue);

    public sbyte[] Bytes(int count, int low = -128, int high = 127) => Fill(count, low, high, v => (sbyte)v);

    public int[] Ints(int count, int low, int high) => Fill(count, low, high, v => v);

    public T[] Fill<T>(int count, int low, int high, Func<int, T> convert)
    {
        T[] values = new T[At + count];
        for (int i = At; i < values.Length; i++)
        {
            values[i] = convert(Next(low, high));
        }

        return values;
    }

    public static T[] Empty<T>(int count) => new T[At + count];

    public void Add<T>(T[] values, Func<T, int> convert)
    {
        for (int i = 0; i < At; i++)
        {
            Assert.Equal(default, values[i]);
        }

        for (int i = At; i < values.Length; i++)
        {
            Hash = unchecked((Hash ^ (uint)convert(values[i])) * 1099511628211UL);
        }
    }

    public void Add(sbyte[] values) => Add(values, v => v);

    /// <summary>Runs the cases of one operator and returns the hash of all results.</summary>
    public static ulong Run(int cases, Action<Sampler> oneCase)
    {
        Sampler sampler = new();
        for (int i = 0; i < cases; i++)
        {
            oneCase(sampler);
        }

        return sampler.Hash;
    }

    /// <summary>Runs a property on cases whose seeds CsCheck chooses.</summary>
    public static void Check(Action<Sampler> property, int cases = 300) =>
        CsCheck.Check.Sample(CsCheck.Gen.ULong, seed => property(new Sampler(seed)), iter: cases);
}
