using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.TestSupport;

namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>The kernels in C give the bytes that they give in C#.</summary>
public class SameBytesTests
{
    [Fact]
    public void Every_kernel_of_the_runtime_has_cases_and_a_C_function()
    {
        Assert.Equal(KernelTable.All.Select(row => row.Op).Order(), CaseTable.All.Select(row => row.Op).Order());
        Assert.Equal(KernelTable.All.Select(row => row.Op).Distinct().Order(), CKernelTable.All.Select(row => row.Op).Distinct().Order());
    }

    [Fact]
    public void The_same_seed_draws_the_same_case()
    {
        foreach (CaseRow row in CaseTable.All)
        {
            byte[] once = CaseFile.Write([CaseTable.Draw(row.Op, 7)]);
            Assert.Equal(once, CaseFile.Write([CaseTable.Draw(row.Op, 7)]));
            Assert.NotEqual(once, CaseFile.Write([CaseTable.Draw(row.Op, 8)]));
        }
    }

    [Fact]
    public void Sanitized_C_gives_the_same_bytes() => Compare(CCompiler.Sanitized, 12 * CaseTable.All.Count, seed: 1);

    [Fact]
    public void Optimized_C_gives_the_same_bytes() => Compare(["-O2"], 12 * CaseTable.All.Count, seed: 1001);

    [Fact]
    [Trait("Category", "Long")]
    public void Sanitized_C_gives_the_same_bytes_ten_thousand_times() => Compare(CCompiler.Sanitized, 10_000, seed: 1_000_000);

    private static void Compare(IReadOnlyList<string> flags, int count, ulong seed)
    {
        using CaseHarness harness = new(flags);
        OperatorCase[] cases = [.. CaseTable.Draw(count, seed)];
        IReadOnlyList<byte[][]> answers = harness.Run(cases);
        for (int i = 0; i < cases.Length; i++)
        {
            byte[][] expected = CaseRunner.Run(cases[i]);
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.True(
                    expected[k].AsSpan().SequenceEqual(answers[i][k]),
                    $"{cases[i]}, result {k}: C# {Text(cases[i], k, expected[k])}, C {Text(cases[i], k, answers[i][k])}");
            }
        }
    }

    private static string Text(OperatorCase item, int output, byte[] bytes) => CaseRunner.Describe(item.Outputs[output].Type, bytes);
}
