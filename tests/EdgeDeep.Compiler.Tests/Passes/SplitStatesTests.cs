using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Passes;

public class SplitStatesTests
{
    [Fact]
    public void A_state_that_is_taken_apart_becomes_several()
    {
        Graph graph = Packed(out Value a, out Value b);
        Assert.Equal(1, SplitStates.Run(graph));
        Assert.Equal(2, graph.States.Count);
        Assert.All(graph.States, state => Assert.Equal([1, 3], state.Current.Shape));
        Assert.Equal([1f, 2, 3], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(graph.States[0].Initial).ToArray());
        Assert.Equal([4f, 5, 6], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(graph.States[1].Initial).ToArray());

        // The second index of the old state is the second state, and each becomes its own part.
        Assert.Equal(graph.States[1].Current, graph.Producers()[a].Input(0));
        Assert.Equal(graph.States[0].Current, graph.Producers()[b].Input(0));
        Assert.DoesNotContain(graph.Nodes, node => node.Op is Gather);
        Assert.Equal(0, SplitStates.Run(graph));
    }

    [Fact]
    public void A_state_that_is_also_read_whole_stays()
    {
        Graph graph = Packed(out _, out _);
        graph.Add("whole", new Activate(Clamp.Relu), [graph.States[0].Current], new Value("whole", ElementType.Float32));
        Assert.Equal(0, SplitStates.Run(graph));
    }

    private static Graph Packed(out Value second, out Value first)
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 3), state = new("state", ElementType.Float32, 2, 1, 3);
        Value Index(int index) => Value.Constant<int>($"index{index}", ElementType.Int32, [], [index]);
        second = b.Add(new Gather(0), state, Index(1));
        first = b.Add(new Gather(0), state, Index(0));
        Value sum = b.Binary(BinaryKind.Add, x, first), product = b.Binary(BinaryKind.Mul, x, second);
        Value next = b.Add(new Concatenation(0), b.Add(Reshape.To(1, 1, 3), sum), b.Add(Reshape.To(1, 1, 3), product));
        Graph graph = b.Build(b.Binary(BinaryKind.Sub, sum, product));
        byte[] initial = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([1, 2, 3, 4, 5, 6]).ToArray();
        graph.States.Add(new State(state, next, initial));
        return graph;
    }
}
