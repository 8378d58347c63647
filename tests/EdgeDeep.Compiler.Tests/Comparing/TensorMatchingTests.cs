using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Compiler.Tests.Quantizing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Comparing;

public class TensorMatchingTests
{
    [Fact]
    public void LayersAreFoundByWhatTheyComputeWhereNamesDiffer()
    {
        Random random = new(3);
        float[][][] samples = [.. Enumerable.Range(0, 12).Select(_ => new[] { Enumerable.Range(0, 108).Select(_ => (random.NextSingle() * 2) - 1).ToArray() })];
        Graph graph = Network();
        FloatToInt8.Prepare(graph);
        Plan plan = FloatToInt8.Run(graph, new MemorySamples(samples), cancellation: TestContext.Current.CancellationToken).Plan;
        Plan renamed = new()
        {
            Tensors = [.. plan.Tensors.Select((tensor, i) => tensor with { Name = $"other{i}" })],
            Steps = plan.Steps,
            Inputs = plan.Inputs,
            Outputs = plan.Outputs,
            ArenaBytes = plan.ArenaBytes,
            Constants = plan.Constants,
            InitialState = plan.InitialState,
            Metadata = plan.Metadata,
        };
        string[] expected = [.. plan.Steps.Select(step => plan.Tensors[step.Outputs[0]].Name)];
        Assert.Equal(expected, TensorMatching.Match(graph, plan, samples[0]).Values);
        Assert.Equal(expected, TensorMatching.Match(graph, renamed, samples[0]).Values);
    }

    private static Graph Network()
    {
        GraphBuilder b = new();
        return b.Build(b.Dense(b.Conv(b.Conv(b.Conv(b.Input(1, 6, 6, 3), 5, activation: Clamp.Relu), 5, activation: Clamp.Relu), 5), 3));
    }
}
