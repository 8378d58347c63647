using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class LookupTableTests
{
    /// <summary>
    /// Tables of 200 pairs of scales, hashed (FNV-1a); the numbers are what TensorFlow Lite Micro's ELU and ABS (commit
    /// 90b983c2) answer to every stored operand.
    /// </summary>
    [Theory]
    [InlineData(UnaryKind.Elu, 0x4A6148F30A71655EUL)]
    [InlineData(UnaryKind.Abs, 0xD6A90D55AB4C6C6DUL)]
    public void Matches_TensorFlow_Lite_Micro(UnaryKind kind, ulong expected)
    {
        ulong state = 1, hash = 14695981039346656037UL;
        int Next(int low, int high)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            return low + (int)((state >> 33) % (ulong)(high - low + 1));
        }

        for (int i = 0; i < 200; i++)
        {
            float input = Next(1, 1000) / 4096f, output = Next(1, 1000) / 4096f;
            Quantization from = new(input, Next(-128, 127)), to = new(i % 4 == 0 ? input : output, Next(-128, 127));
            foreach (sbyte result in LookupTable.Of(new Unary(kind, 1), from, to))
            {
                hash = unchecked((hash ^ (uint)(int)result) * 1099511628211UL);
            }
        }

        Assert.Equal(expected, hash);
    }

    /// <summary>Values from tables of the functions.</summary>
    [Theory]
    [InlineData(UnaryKind.Erf, 0.5, 0.5204998778)]
    [InlineData(UnaryKind.Erf, -2.0, -0.9953222650)]
    [InlineData(UnaryKind.Erf, 5.5, 0.9999999999999927)]
    [InlineData(UnaryKind.Gelu, 1.0, 0.8413447461)]
    [InlineData(UnaryKind.GeluTanh, 1.0, 0.8411919906)]
    [InlineData(UnaryKind.Mish, 1.0, 0.8650983883)]
    [InlineData(UnaryKind.Softplus, 0.0, 0.6931471806)]
    [InlineData(UnaryKind.Softsign, -3.0, -0.75)]
    public void Functions_have_their_published_values(UnaryKind kind, double argument, double value) =>
        Assert.Equal(value, UnaryFunction.Evaluate(new Unary(kind), argument), 1e-9);

    [Fact]
    public void Results_outside_the_domain_are_those_of_its_edge()
    {
        Quantization from = new(0.1f, 0), to = new(0.1f, 0);
        Assert.Equal(0, LookupTable.Of(new Unary(UnaryKind.Sqrt), from, to)[0]);
        Assert.Equal(-128, LookupTable.Of(new Unary(UnaryKind.Log), from, to)[128]);
        Assert.Equal(127, LookupTable.Of(new Unary(UnaryKind.Rsqrt), from, to)[0]);
        Assert.Equal(127, LookupTable.Of(new Unary(UnaryKind.Exp), from, to)[255]);
    }
}
