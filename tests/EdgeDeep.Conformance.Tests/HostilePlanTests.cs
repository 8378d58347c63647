using CsCheck;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Kernels.Simd;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>
/// A model file with a right checksum whose tensors and parameters somebody has changed either runs within its memory or is
/// refused with a sentence, whatever kernels are chosen.
/// </summary>
public class HostilePlanTests
{
    private const int Draws = 300, LongDraws = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly int[] Numbers = [0, 1, -1, 2, 3, 127, 255, 256, 4096, 65536, int.MaxValue, int.MinValue, int.MaxValue / 2, 31, -31];

    private static readonly Plan[] Plans = [.. new[] { "digits", "digits-gan", "keywords", "keywords-transformer", "motion", "motion-lstm", "next-word", "presence", "vibration", "wakeword" }
        .Select(name => PlanReader.Read(File.ReadAllBytes(Repository.Model(name))))];

    /// <summary>Changes: which model, and for each change which step or tensor, what of it, and the number that it becomes.</summary>
    private static readonly Gen<(int Model, (int Which, int Place, int Number)[] Changes)> Changes = Gen.Select(
        Gen.Int[0, Plans.Length - 1],
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], Gen.OneOf(Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i]), Gen.Int, Gen.Int[-64, 64])).Array[1, 3]);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Changed_parameters_stay_within_the_models_memory(KernelLevel level) => Changes.Check(Draws, draw => Try(draw.Model, draw.Changes, level));

    /// <remarks>The seed is the clock's where EDGEDEEP_FUZZ_SEED is not set, and CsCheck tells the one that fails.</remarks>
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Levels))]
    public void A_long_sweep_ends_too(KernelLevel level) => Changes.Check(LongDraws, draw => Try(draw.Model, draw.Changes, level));

    [Fact]
    public void Counts_that_never_end_are_refused_when_the_model_is_loaded()
    {
        Plan keywords = Plans[2];
        int first = keywords.Steps.ToList().FindIndex(step => step.Op == OpCode.Conv2DInt8), last = keywords.Steps.ToList().FindIndex(step => step.Op == OpCode.SoftmaxInt8);

        // Groups without channels, batches without end, no stride, rows without elements.
        Refused(first, 15, int.MaxValue);
        Refused(first, 0, int.MaxValue);
        Refused(first, 9, 0);
        Refused(last, 1, 0);
        void Refused(int step, int parameter, int number)
        {
            PlanStep[] steps = [.. keywords.Steps];
            steps[step] = steps[step] with { Parameters = With(steps[step].Parameters, parameter, number) };
            ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => new Model(With(keywords, steps, keywords.Tensors)));
            Assert.Contains(steps[step].Name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kernel_says_how_much_it_computes() => Assert.All(
        KernelTable.All, row => Assert.InRange(WorkBound.Of(new PlanStep(row.Op, "step", [], [], [.. Enumerable.Repeat(4, row.Parameters)], 0)), 1, 1L << 40));

    [Fact]
    public void What_ships_stays_far_below_the_bound() => Assert.All(Plans, plan =>
    {
        long work = plan.Steps.Sum(WorkBound.Of);
        Assert.InRange(work, plan.Steps.Sum(step => step.Macs), WorkBound.Most / 1000);
    });

    public static TheoryData<KernelLevel> Levels() => [.. KernelLevels.Available];

    private static void Try(int model, (int Which, int Place, int Number)[] changes, KernelLevel level)
    {
        Plan plan = changes.Aggregate(Plans[model], (changed, change) => Change(changed, change.Which, change.Place, change.Number));
        Task run = Task.Run(() => LoadAndRun(plan, level), TestContext.Current.CancellationToken);
        Assert.True(run.Wait(Patience), $"runs for more than {Patience}");
    }

    private static void LoadAndRun(Plan plan, KernelLevel level)
    {
        try
        {
            Session session = new(Model.Load(EdgeWriter.Write(plan), level));
            for (int i = 0; i < session.InputCount; i++)
            {
                session.InputBytes(i).Fill(77);
            }

            session.Run();
            session.Run();
        }
        catch (ModelFormatException)
        {
            // Refused.
        }
    }

    /// <summary>The plan with another number in one of its steps or tensors.</summary>
    private static Plan Change(Plan plan, int which, int place, int number)
    {
        PlanStep[] steps = [.. plan.Steps];
        PlanTensor[] tensors = [.. plan.Tensors];
        if (which % 4 == 0)
        {
            tensors[which % tensors.Length] = Change(tensors[which % tensors.Length], place, number);
        }
        else
        {
            steps[which % steps.Length] = Change(steps[which % steps.Length], place, number, tensors.Length);
        }

        return With(plan, steps, tensors);
    }

    private static Plan With(Plan plan, IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanTensor> tensors) => new()
    {
        Tensors = tensors,
        Steps = steps,
        Inputs = plan.Inputs,
        Outputs = plan.Outputs,
        ArenaBytes = plan.ArenaBytes,
        Constants = plan.Constants,
        InitialState = plan.InitialState,
        Metadata = plan.Metadata,
    };

    private static PlanStep Change(PlanStep step, int place, int number, int tensors)
    {
        int at = place % (step.Parameters.Length + step.Inputs.Length + step.Outputs.Length), tensor = (int)((uint)number % (uint)tensors);
        return at < step.Parameters.Length ? step with { Parameters = With(step.Parameters, at, number) }
            : at - step.Parameters.Length < step.Inputs.Length ? step with { Inputs = With(step.Inputs, at - step.Parameters.Length, tensor) }
            : step with { Outputs = With(step.Outputs, at - step.Parameters.Length - step.Inputs.Length, tensor) };
    }

    private static PlanTensor Change(PlanTensor tensor, int place, int number) => (place % 4) switch
    {
        0 => new(tensor.Name, tensor.Type, tensor.Shape, tensor.Storage, number & 0xFFFF, tensor.Scale, tensor.ZeroPoint),
        1 => new(tensor.Name, (ElementType)(number & 7), tensor.Shape, tensor.Storage, tensor.Offset, tensor.Scale, tensor.ZeroPoint),
        2 => new(tensor.Name, tensor.Type, tensor.Shape, (Storage)(number & 3), tensor.Offset, tensor.Scale, tensor.ZeroPoint),
        _ => new(tensor.Name, tensor.Type, [1 + (number & 0xFFF)], tensor.Storage, tensor.Offset, tensor.Scale, tensor.ZeroPoint),
    };

    private static int[] With(int[] numbers, int at, int number)
    {
        int[] copy = [.. numbers];
        copy[at] = number;
        return copy;
    }
}
