using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;

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
        KernelLevelException error = Assert.Throws<KernelLevelException>(() => KernelLevels.Choose("abacus"));
        Assert.Contains("abacus", error.Message, StringComparison.Ordinal);
        Assert.Contains("Portable", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A model's parameters may say anything: a vector kernel takes a step only where the portable one, whose indices are
    /// checked, runs it inside its tensors, and then gives the same bytes.
    /// </summary>
    [Theory]
    [MemberData(nameof(Levels))]
    public void TakesOnlyStepsWhoseParametersFitTheirTensors(KernelLevel level)
    {
        int refused = 0, taken = 0;
        foreach (OperatorCase item in CaseTable.DrawVectors(66, 7).Where(item => IsTaken(item, level)))
        {
            for (int at = 0; at < item.Parameters.Length; at++)
            {
                foreach (int value in (int[])[-1, 0, item.Parameters[at] + 1, (item.Parameters[at] * 2) + 1, 1 << 20, int.MaxValue, int.MinValue])
                {
                    int[] parameters = [.. item.Parameters];
                    parameters[at] = value;
                    OperatorCase changed = item with { Parameters = parameters };
                    Plan plan = CaseRunner.PlanOf(changed);
                    if (WorkBound.Of(plan.Steps[0]) is < 0 or > WorkBound.Most)
                    {
                        // No kernel takes it at all.
                        Assert.Throws<ModelFormatException>(() => new Model(plan, level));
                        refused++;
                        continue;
                    }

                    Model model = new(plan, level);
                    if (model.LevelOf(0) == KernelLevel.Portable)
                    {
                        refused++;
                        continue;
                    }

                    taken++;
                    Assert.Equal(CaseRunner.Run(changed), CaseRunner.Run(changed, model));
                }
            }
        }

        Assert.True(level == KernelLevel.Portable || (refused > 100 && taken > 100), $"{refused} refused, {taken} taken");
    }

    /// <summary>The same for tensors that are shorter than the parameters say, or of another type.</summary>
    [Theory]
    [MemberData(nameof(Levels))]
    public void TakesOnlyStepsWhoseTensorsFitTheirParameters(KernelLevel level)
    {
        foreach (OperatorCase item in CaseTable.DrawVectors(66, 11).Where(item => IsTaken(item, level)))
        {
            for (int i = 0; i < item.Inputs.Length; i++)
            {
                CaseTensor tensor = item.Inputs[i];
                int size = tensor.Content.Length / tensor.Elements;
                CaseTensor[] shorter = [.. item.Inputs], other = [.. item.Inputs];
                shorter[i] = tensor with { Content = tensor.Content[..^size] };
                other[i] = new CaseTensor(ElementType.Int64, new byte[8 * tensor.Elements]);
                Assert.False(IsTaken(item with { Inputs = shorter }, level), $"{item}: operand {i} is too short");
                Assert.False(IsTaken(item with { Inputs = other }, level), $"{item}: operand {i} is of another type");
            }

            CaseTensor output = item.Outputs[0];
            CaseTensor[] outputs = [output with { Content = output.Content[..^1] }, .. item.Outputs[1..]];
            Assert.False(IsTaken(item with { Outputs = outputs }, level), $"{item}: the result is too short");
        }
    }

    private static bool IsTaken(OperatorCase item, KernelLevel level) =>
        new Model(CaseRunner.PlanOf(item), level).LevelOf(0) != KernelLevel.Portable;

    private static void Compare(KernelLevel level, int count, ulong seed)
    {
        int cases = 0, own = 0;
        foreach (OperatorCase item in CaseTable.DrawVectors(count, seed))
        {
            Model model = new(CaseRunner.PlanOf(item), level);
            byte[][] expected = CaseRunner.Run(item), actual = CaseRunner.Run(item, model);
            cases++;
            own += model.LevelOf(0) == KernelLevel.Portable ? 0 : 1;
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
