using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Planning;

/// <summary>A plan with state computes what its graph computes when a caller carries the state from run to run.</summary>
public class StateTests
{
    private const int Steps = 4;

    [Fact]
    public void StateIsWhatACallerWouldCarryOver()
    {
        int states = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            (Graph stateful, byte[][] initial, _) = Make(seed);
            stateful.States.AddRange(Pairs(stateful, seed).Select((pair, i) => new State(pair.Current, pair.Next, initial[i])));
            stateful.Inputs.RemoveAll(input => stateful.States.Exists(state => state.Current == input));
            states += stateful.States.Count;
            Session session = new(Model.Load(EdgeWriter.Write(PlanBuilder.Build(stateful))));
            byte[][] expected = Carried(seed);
            Assert.Equal(expected, Run(session, seed));
            session.Reset();
            Assert.Equal(expected, Run(session, seed));
        }

        Assert.InRange(states, 300, 3000);
    }

    [Fact]
    public void AStepWritesItsResultStraightIntoTheState()
    {
        Graph graph = new("delay");
        Value input = Int8("in"), current = Int8("state"), sum = Int8("sum"), next = Int8("next");
        graph.Inputs.Add(input);
        graph.Add("sum", new Binary(BinaryKind.Add, Clamp.None), [current, input], sum);
        graph.Add("next", new Pool2D(PoolKind.Max, 1, 1, 1, 1, default, Clamp.None), [sum], next);
        graph.Outputs.Add(sum);
        graph.States.Add(new State(current, next, new byte[16]));
        Plan plan = PlanBuilder.Build(graph);
        Assert.DoesNotContain(plan.Steps, step => step.Op == OpCode.Copy);
        Assert.Equal(16, plan.InitialState.Length);
    }

    [Fact]
    public void AStateOfAnotherSizeIsRefused()
    {
        Graph graph = new("wrong");
        Value input = Int8("in"), current = Int8("state"), sum = Int8("sum");
        graph.Inputs.Add(input);
        graph.Add("sum", new Binary(BinaryKind.Add, Clamp.None), [current, input], sum);
        graph.Outputs.Add(sum);
        graph.States.Add(new State(current, sum, new byte[15]));
        Assert.Contains("'state'", Assert.Throws<ModelException>(() => PlanBuilder.Build(graph)).Message, StringComparison.Ordinal);
    }

    /// <summary>The random graph with one more input for each state, their first contents, and the number of states.</summary>
    private static (Graph Graph, byte[][] Initial, int States) Make(int seed)
    {
        Graph graph = RandomGraph.Make(seed);
        int states = Pairs(graph, seed).Count;
        Random random = new(seed + 1);
        byte[][] initial = [.. Pairs(graph, seed).Select(pair => new byte[pair.Current.Elements])];
        Array.ForEach(initial, random.NextBytes);
        return (graph, initial, states);
    }

    /// <summary>Some inputs and, for each, a value of the same shape: a result, another input, or the input itself.</summary>
    private static List<(Value Current, Value Next)> Pairs(Graph graph, int seed)
    {
        Random random = new(seed + 2);
        List<(Value, Value)> pairs = [];
        Value[] inputs = [.. graph.Inputs];
        Value[] values = [.. graph.Nodes.Select(node => node.Output), .. inputs];
        foreach (Value input in inputs)
        {
            Value[] fitting = [.. values.Where(value => value.Elements == input.Elements)];
            pairs.Add((input, fitting[random.Next(fitting.Length)]));
        }

        return pairs;
    }

    /// <summary>The outputs of a graph without state whose caller feeds back what the states would hold.</summary>
    private static byte[][] Carried(int seed)
    {
        (Graph graph, byte[][] state, int states) = Make(seed);
        int outputs = graph.Outputs.Count;
        graph.Outputs.AddRange(Pairs(graph, seed).Select(pair => pair.Next));
        Session session = new(new Model(PlanBuilder.Build(graph, new PlanOptions(KeepIntermediates: true))));
        List<byte[]> results = [];
        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < states; i++)
            {
                state[i].CopyTo(session.InputBytes(i));
            }

            session.Run();
            results.AddRange(Enumerable.Range(0, outputs).Select(i => session.OutputBytes(i).ToArray()));
            state = [.. Enumerable.Range(outputs, states).Select(i => session.OutputBytes(i).ToArray())];
        }

        return [.. results];
    }

    private static byte[][] Run(Session session, int seed)
    {
        Assert.True(session.InputCount == 0, $"seed {seed} leaves inputs");
        List<byte[]> results = [];
        for (int step = 0; step < Steps; step++)
        {
            session.Run();
            results.AddRange(Enumerable.Range(0, session.OutputCount).Select(i => session.OutputBytes(i).ToArray()));
        }

        return [.. results];
    }

    private static Value Int8(string name) =>
        new(name, ElementType.Int8, 1, 2, 2, 4) { Quantization = new Quantization(0.05f, 3) };
}
