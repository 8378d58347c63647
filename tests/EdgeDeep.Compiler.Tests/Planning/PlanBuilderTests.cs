using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Planning;

public class PlanBuilderTests
{
    [Fact]
    public void TensorsThatLiveTogetherNeverOverlap()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Plan plan = PlanBuilder.Build(RandomGraph.Make(seed));
            (int First, int Last)[] life = [.. plan.Tensors.Select((_, i) => Lifetime(plan, i))];
            for (int a = 0; a < plan.Tensors.Count; a++)
            {
                for (int b = a + 1; b < plan.Tensors.Count; b++)
                {
                    PlanTensor x = plan.Tensors[a], y = plan.Tensors[b];
                    bool together = life[a].First <= life[b].Last && life[b].First <= life[a].Last;
                    bool shared = x.Offset < y.Offset + y.Bytes && y.Offset < x.Offset + x.Bytes;
                    bool reshaped = x.Offset == y.Offset && x.Bytes == y.Bytes;
                    bool arena = x.Storage == Storage.Arena && y.Storage == Storage.Arena;
                    Assert.False(arena && together && shared && !reshaped, $"seed {seed}: '{x.Name}' and '{y.Name}' overlap");
                }
            }

            Assert.All(plan.Tensors.Where(t => t.Storage == Storage.Arena), t => Assert.InRange(t.Offset + t.Bytes, 0, plan.ArenaBytes));
        }
    }

    [Fact]
    public void SharedMemoryChangesNoResult()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            byte[][] separate = Run(PlanBuilder.Build(RandomGraph.Make(seed), new PlanOptions(KeepIntermediates: true)), seed);
            byte[][] shared = Run(Model.Load(EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(seed)))).Plan, seed);
            Assert.Equal(separate, shared);
        }
    }

    [Fact]
    public void SharingSavesMemory()
    {
        Plan separate = PlanBuilder.Build(RandomGraph.Make(7), new PlanOptions(KeepIntermediates: true));
        Plan shared = PlanBuilder.Build(RandomGraph.Make(7));
        Assert.True(shared.ArenaBytes < separate.ArenaBytes);
    }

    private static byte[][] Run(Plan plan, int seed)
    {
        Session session = new(new Model(plan));
        Random random = new(seed);
        for (int i = 0; i < session.InputCount; i++)
        {
            random.NextBytes(session.InputBytes(i));
        }

        session.Run();
        return [.. Enumerable.Range(0, session.OutputCount).Select(i => session.OutputBytes(i).ToArray())];
    }

    private static (int First, int Last) Lifetime(Plan plan, int tensor)
    {
        int first = int.MaxValue, last = int.MinValue;
        void Touch(int step) => (first, last) = (Math.Min(first, step), Math.Max(last, step));
        if (plan.Inputs.Contains(tensor))
        {
            Touch(-1);
        }

        for (int s = 0; s < plan.Steps.Count; s++)
        {
            if (plan.Steps[s].Inputs.Contains(tensor) || plan.Steps[s].Outputs.Contains(tensor))
            {
                Touch(s);
            }
        }

        if (plan.Outputs.Contains(tensor))
        {
            Touch(plan.Steps.Count);
        }

        return (first, last);
    }
}
