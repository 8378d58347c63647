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
    private const int Draws = 300;
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

        return new Plan
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
    }

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
