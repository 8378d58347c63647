using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Emit.Onnx;

public class StateEmitTests
{
    /// <summary>States whose next content is an output, another state, an input, a constant, shared, or of another shape.</summary>
    [Fact]
    public void EveryKindOfNextContentSurvives()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 2);
        Value[] current = [.. Enumerable.Range(0, 6).Select(i => new Value($"s{i}", ElementType.Float32, i == 5 ? [2] : [1, 2]))];
        Value sum = x;
        for (int i = 0; i < 5; i++)
        {
            sum = b.Binary(BinaryKind.Add, sum, b.Binary(BinaryKind.Mul, current[i], Value.Constant($"weight{i}", [1], [1 << (3 * i)])));
        }

        Value shown = b.Add(Reshape.To(2), b.Binary(BinaryKind.Add, sum, b.Add(Reshape.To(1, 2), current[5])));
        Value half = b.Binary(BinaryKind.Mul, x, Value.Constant("half", [1], [0.5f]));
        Graph graph = b.Build(shown, half);
        Value[] next = [half, half, current[0], x, Value.Constant("seven", [1, 2], [7, 8]), half];
        byte[] initial = [0, 0, 128, 63, 0, 0, 0, 64];
        graph.States.AddRange(current.Select((value, i) => new State(value, next[i], i == 2 ? initial : new byte[8])));

        Graph imported = OnnxImporter.Import("all", OnnxEmitter.Emit(graph));
        Assert.Equal(current.Select(value => value.Name), imported.States.Select(state => state.Current.Name));
        Assert.Equal(initial, imported.States[2].Initial);
        Assert.Equal((1, 2), (imported.Inputs.Count, imported.Outputs.Count));
        foreach (Graph form in new[] { graph, imported })
        {
            using FloatRunner runner = FloatRunner.ForGraph(form);
            FloatMemory memory = runner.NewMemory();
            Assert.Equal([1 + 64, 2 + 128], runner.Run([[1, 2]], memory)[0]);
            float[] second = runner.Run([[4, 6]], memory)[0];
            float[] expected =
            [
                4 + 0.5f + (8 * 0.5f) + 0 + (512 * 1) + (4096 * 7) + 0.5f,
                6 + 1 + (8 * 1) + 0 + (512 * 2) + (4096 * 8) + 1,
            ];
            Assert.Equal(expected, second);
            Assert.Equal(1 + 2 + (8 * 2) + (64 * 0.5f) + (512 * 4) + (4096 * 7) + 2, runner.Run([[1, 1]], memory)[0][0]);
        }
    }

    [Fact]
    public void ANameThatAPairCannotHoldIsRefused()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 2), state = new("a=b", ElementType.Float32, 1, 2), sum = b.Binary(BinaryKind.Add, x, state);
        Graph graph = b.Build(sum);
        graph.States.Add(new State(state, sum, new byte[8]));
        Assert.Contains("'a=b'", Assert.Throws<ModelException>(() => OnnxEmitter.Emit(graph)).Message, StringComparison.Ordinal);
    }
}
