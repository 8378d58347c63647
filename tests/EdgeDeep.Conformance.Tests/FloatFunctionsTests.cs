using EdgeDeep.Bare.Functions;

namespace EdgeDeep.Conformance.Tests;

/// <summary>The core library of bare C# has the exponential and logarithm of .NET, rounded to single precision.</summary>
public class FloatFunctionsTests
{
    private static readonly float[] Ends =
    [
        0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
        88.72283f, 88.72284f, 89f, -87.33655f, -87.33654f, -103.27893f, -103.97207f, -103.97208f, -103.98f, -104f, 127f, -127.99f, 128f, -128f,
        0.99999994f, 1.0000001f, 1.5f, 1.4999999f, 2f, 0.75f, 1.1754944E-38f, 1.1754942E-38f, 2.9802322E-08f, -2.9802322E-08f, 1.4901161E-08f,
    ];

    [Fact]
    public void The_ends_of_all_ranges_are_the_same_bits() => Assert.All(Ends, Compare);

    [Fact]
    public void Random_values_are_the_same_bits()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            Compare((float)((random.NextDouble() * 220) - 110));
            Compare((float)random.NextDouble() * 4f);
            Compare(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
        }
    }

    private static void Compare(float value)
    {
        Same((float)Math.Exp(value), FloatFunctions.Exp(value), "exp", value);
        Same((float)Math.Log(value), FloatFunctions.Log(value), "log", value);
    }

    private static void Same(float expected, float actual, string function, float value) => Assert.True(
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) || (float.IsNaN(expected) && float.IsNaN(actual)),
        $"{function}({value:G9}) is {expected:G9}, not {actual:G9}");
}
