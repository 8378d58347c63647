using CsCheck;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class CancelTransposesTests
{
    /// <summary>Random chains of views and operators compute the same before and after.</summary>
    [Fact]
    public void Random_graphs_keep_their_function() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            Graph before = RandomGraph(seed), after = RandomGraph(seed);
            CancelTransposes.Run(after);
            Assert.Equal(before.Outputs.Select(value => value.ToString()), after.Outputs.Select(value => value.ToString()));
            byte[] model = OnnxEmitter.Emit(before);
            Dictionary<string, float[]> feeds = OnnxRun.RandomFeeds(model, seed);
            Dictionary<string, float[]> expected = OnnxRun.Run(model, feeds), actual = OnnxRun.Run(OnnxEmitter.Emit(after), feeds);
            foreach ((string name, float[] values) in expected)
            {
                Assert.All(values.Zip(actual[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * (1 + MathF.Abs(pair.First))));
            }
        },
        iter: 150,
        threads: 1);

    [Fact]
    public void A_second_run_changes_nothing()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Graph graph = RandomGraph(seed);
            CancelTransposes.Run(graph);
            string[] once = [.. graph.Nodes.Select(node => $"{node.Op.Name} {node.Output}").Order()];
            CancelTransposes.Run(graph);
            Assert.Equal(once, graph.Nodes.Select(node => $"{node.Op.Name} {node.Output}").Order());
        }
    }

    [Fact]
    public void Inverse_transposes_around_an_activation_vanish()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 1, 2, 3, 4), a = New("a"), b = New("b"), y = New("y");
        graph.Inputs.Add(x);
        graph.Add("1", new Transpose([0, 3, 1, 2]), [x], a);
        graph.Add("2", new Activate(Clamp.Relu), [a], b);
        graph.Add("3", new Transpose([0, 2, 3, 1]), [b], y);
        graph.Outputs.Add(y);
        CancelTransposes.Run(graph);
        Assert.IsType<Activate>(Assert.Single(graph.Nodes).Op);
        Assert.Equal("y", graph.Outputs[0].Name);
    }

    [Fact]
    public void A_transpose_of_an_axis_of_one_is_a_reshape()
    {
        Graph graph = new("g");
        Value x = new("x", ElementType.Float32, 1, 1, 3, 4), y = New("y");
        graph.Inputs.Add(x);
        graph.Add("1", new Transpose([0, 2, 3, 1]), [x], y);
        graph.Outputs.Add(y);
        CancelTransposes.Run(graph);
        Assert.IsType<Reshape>(Assert.Single(graph.Nodes).Op);
    }

    private static Value New(string name) => new(name, ElementType.Float32);

    private static Graph RandomGraph(int seed)
    {
        Random random = new(seed);
        Graph graph = new("random");
        List<Value> values = [];
        for (int i = 0; i < 2; i++)
        {
            values.Add(new Value($"x{i}", ElementType.Float32, random.Next(4) == 0 ? [1, 1, 4, 3] : [1, 2, 6, 4]));
            graph.Inputs.Add(values[^1]);
        }

        for (int i = 0; i < 9; i++)
        {
            Value x = values[random.Next(values.Count)], y = New($"v{i}");
            (Operator op, Value?[] inputs) = RandomNode(random, x, values);
            graph.Add($"n{i}", op, inputs, y);
            values.Add(y);
        }

        graph.Outputs.AddRange(values.Skip(2).Where(_ => random.Next(4) == 0).Append(values[^1]).Distinct());
        return graph;
    }

    private static (Operator Op, Value?[] Inputs) RandomNode(Random random, Value x, List<Value> values)
    {
        int[] permutation = [.. Enumerable.Range(0, x.Rank)];
        random.Shuffle(permutation);
        int axis = x.Rank == 0 ? 0 : random.Next(x.Rank);
        Value? equal = values.Find(value => value != x && value.Shape.AsSpan().SequenceEqual(x.Shape));
        switch (random.Next(x.Rank == 0 ? 1 : 13))
        {
            case 0:
                return (new Unary(UnaryKind.Tanh), [x]);
            case 1 or 2 or 3:
                return (new Transpose(permutation), [x]);
            case 4:
                return (new Reshape([.. x.Shape.Where(size => size != 1).Prepend(1)]), [x]);
            case 5:
                int[] merged = x.Rank < 2 ? x.Shape : [.. x.Shape[..^2], x.Shape[^1] * x.Shape[^2]];
                return (new Reshape(merged), [x]);
            case 6:
                return (new Concatenation(axis), [x, equal ?? x]);
            case 7:
                return (new Binary(BinaryKind.Add, Clamp.None), [x, equal ?? Constant(random, [x.Shape[axis], .. x.Shape[(axis + 1)..].Select(_ => 1)])]);
            case 8:
                return (new Reduce(ReduceKind.Mean, [axis], random.Next(2) == 0), [x]);
            case 9:
                int[] size = [.. x.Shape];
                size[axis] = (size[axis] + 1) / 2;
                return (new StridedSlice(new int[x.Rank], size, [.. x.Shape.Select(_ => 1)]), [x]);
            case 10:
                int[] before = new int[x.Rank];
                before[axis] = 1;
                return (new Pad(before, new int[x.Rank], 0.5f), [x]);
            case 11:
                return (new FullyConnected(random.Next(2) == 0, Clamp.None), [x, Constant(random, [3, x.Shape[^1]]), null]);
            default:
                return (new Softmax(1), [x]);
        }
    }

    private static Value Constant(Random random, int[] shape)
    {
        float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)random.NextDouble())];
        return Value.Constant("c", shape, values);
    }
}
