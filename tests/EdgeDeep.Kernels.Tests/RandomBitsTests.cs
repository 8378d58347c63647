namespace EdgeDeep.Kernels.Tests;

public class RandomBitsTests
{
    /// <summary>The generator as its description says, in unsigned arithmetic.</summary>
    [Fact]
    public void Numbers_are_those_of_a_Weyl_sequence_under_the_mix_of_MurmurHash3()
    {
        int[] state = [0, 12345];
        uint expected = 12345;
        for (int i = 0; i < 10_000; i++)
        {
            expected += 0x9E3779B9;
            Assert.Equal(Mix(expected), (uint)RandomBits.Next(state, 1));
            Assert.Equal(expected, (uint)state[1]);
        }

        Assert.Equal(0, state[0]);
    }

    [Fact]
    public void Known_numbers()
    {
        int[] state = [RandomBits.FromSeed(0)];
        Assert.Equal(unchecked((int)Mix(0x9E3779B9)), state[0]);
        int[] first = [.. Enumerable.Range(0, 4).Select(_ => RandomBits.Next(state, 0))];
        Assert.Equal([-741171420, 2060969114, -505684765, 1263763164], first);
    }

    [Fact]
    public void Seeds_start_from_different_states() =>
        Assert.Equal(100_000, Enumerable.Range(-50_000, 100_000).Select(RandomBits.FromSeed).Distinct().Count());

    /// <summary>Chi-square of the top and the bottom byte, each over 256 values: 99.9 % of good generators stay below 330.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public void Bytes_are_equally_likely(int shift)
    {
        int[] state = [RandomBits.FromSeed(7)];
        int[] counts = new int[256];
        const int Draws = 1 << 18;
        for (int i = 0; i < Draws; i++)
        {
            counts[(RandomBits.Next(state, 0) >> shift) & 255]++;
        }

        const double Expected = Draws / 256.0;
        Assert.InRange(counts.Sum(count => (count - Expected) * (count - Expected) / Expected), 180, 330);
    }

    /// <summary>Each pair of an output bit and the same bit of the number before it agrees in half of the cases.</summary>
    [Fact]
    public void Neighbouring_numbers_do_not_agree()
    {
        int[] state = [RandomBits.FromSeed(1)];
        int[] same = new int[32];
        const int Draws = 1 << 17;
        for (int i = 0, last = 0; i < Draws; i++)
        {
            int next = RandomBits.Next(state, 0);
            for (int bit = 0; bit < 32; bit++)
            {
                same[bit] += ((next ^ last) >> bit) & 1;
            }

            last = next;
        }

        Assert.All(same, count => Assert.InRange((double)count / Draws, 0.494, 0.506));
    }

    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }
}
