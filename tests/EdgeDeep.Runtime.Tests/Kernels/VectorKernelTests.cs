using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Kernels;

namespace EdgeDeep.Runtime.Tests.Kernels;

/// <summary>Every level that this processor has gives the bytes of the portable kernels.</summary>
public class VectorKernelTests
{
    public static TheoryData<KernelLevel> Levels => [.. KernelLevels.Available];

    [Theory]
    [MemberData(nameof(Levels))]
    public void SameBytesAsThePortableKernels(KernelLevel level) => Compare(level, 330, 1);

    [Theory]
    [MemberData(nameof(Levels))]
    [Trait("Category", "Long")]
    public void SameBytesTenThousandTimes(KernelLevel level) => Compare(level, 5_000, 1_000_000);

    [Fact]
    public void TheEnvironmentForcesALevel()
    {
        Assert.Equal(KernelLevels.Available[0], KernelLevels.Choose(null));
        Assert.Equal(KernelLevel.Portable, KernelLevels.Choose("portable"));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => KernelLevels.Choose("abacus"));
        Assert.Contains("abacus", error.Message, StringComparison.Ordinal);
        Assert.Contains("Portable", error.Message, StringComparison.Ordinal);
    }

    private static void Compare(KernelLevel level, int count, ulong seed)
    {
        int cases = 0, own = 0;
        foreach (OperatorCase item in CaseTable.DrawVectors(count, seed))
        {
            byte[][] expected = CaseRunner.Run(item), actual = CaseRunner.Run(item, level, out bool ownKernel);
            cases++;
            own += ownKernel ? 1 : 0;
            for (int i = 0; i < expected.Length; i++)
            {
                int at = expected[i].AsSpan().CommonPrefixLength(actual[i]);
                Assert.True(
                    at == expected[i].Length,
                    $"{item}, {level}: byte {at} of {expected[i].Length} is {(at < actual[i].Length ? actual[i][at] : -1)}, portable {(at < expected[i].Length ? expected[i][at] : -1)}; parameters {string.Join(' ', item.Parameters)}");
            }
        }

        // Small cases and odd scales are for the portable kernels, wide ones are not.
        Assert.True(level == KernelLevel.Portable ? own == 0 : own > cases / 3, $"{own} of {cases} cases ran on {level}");
    }
}
