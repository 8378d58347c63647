using EdgeDeep.Compiler.Boards;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Tests.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Boards;

public class LayerMemoryTests
{
    [Fact]
    public void A_chain_needs_operand_and_result_of_each_step()
    {
        Graph graph = new("chain");
        Value x = Int8("x", 1, 8, 8, 2), half = Int8("half"), flat = Int8("flat"), small = Int8("small"), y = Int8("y");
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Add("halve", new Pool2D(PoolKind.Max, 2, 2, 2, 2, default, Clamp.None), [x], half);
        graph.Add("turn", Reshape.To(1, 2, 8, 2), [half], flat);
        graph.Add("quarter", new Pool2D(PoolKind.Max, 2, 2, 2, 2, default, Clamp.None), [flat], small);
        graph.Add("copy", Reshape.To(1, 8), [small], y);
        Plan plan = PlanBuilder.Build(graph);
        IReadOnlyList<LayerMemory> layers = LayerMemory.Of(plan);

        // The reshapes share memory and are no steps: 128 -> 32, then 32 -> 8.
        Assert.Equal(["halve", "quarter"], layers.Select(layer => layer.Name));
        Assert.Equal([128 + 32, 32 + 8], layers.Select(layer => layer.RamBytes));
        Assert.Equal(plan.Steps.Select(step => step.Parameters.Length * 4L), layers.Select(layer => layer.FlashBytes));
    }

    [Fact]
    public void A_branch_is_counted_while_it_waits()
    {
        Graph graph = new("branch");
        Value x = Int8("x", 1, 8, 8, 2), a = Int8("a"), b = Int8("b"), y = Int8("y");
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Add("a", new Pad([0, 0, 0, 0], [0, 0, 0, 2], 0), [x], a);
        graph.Add("b", new Pad([0, 0, 0, 2], [0, 0, 0, 0], 0), [x], b);
        graph.Add("sum", new Binary(BinaryKind.Add, Clamp.None), [a, b], y);
        Assert.Equal([128 + 256, 128 + 256 + 256, 256 + 256 + 256], LayerMemory.Of(PlanBuilder.Build(graph)).Select(layer => layer.RamBytes));
    }

    [Fact]
    public void No_step_uses_more_than_the_arena_or_less_than_its_own_tensors()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Plan plan = PlanBuilder.Build(RandomGraph.Make(seed));
            IReadOnlyList<LayerMemory> layers = LayerMemory.Of(plan);
            Assert.All(layers, layer =>
            {
                PlanStep step = plan.Steps[layer.Index];
                int own = step.Inputs.Concat(step.Outputs).Select(index => plan.Tensors[index]).Where(tensor => tensor.Storage == Storage.Arena)
                    .DistinctBy(tensor => tensor.Offset).Sum(tensor => tensor.Bytes);
                Assert.InRange(layer.RamBytes, own, plan.ArenaBytes);
            });
            Assert.InRange(layers.Sum(layer => layer.FlashBytes) - plan.Steps.Sum(step => step.Parameters.Length * 4L), 0, plan.Constants.Length);
        }
    }

    private static Value Int8(string name, params int[] shape) => new(name, ElementType.Int8, shape) { Quantization = new Quantization(0.05f, 3) };
}
