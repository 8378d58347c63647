using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Calibrate;

public class FloatRunnerTests
{
    [Fact]
    public void AnOriginalModelAndItsImportGiveTheSameAnswers()
    {
        string path = SharedData.PathOf("mlperf-tiny/onnx/kws_dscnn_float.onnx");
        float[][] inputs = [[.. Enumerable.Range(0, 490).Select(i => MathF.Sin(i) * 10)]];
        using FloatRunner original = new(File.ReadAllBytes(path), "kws"), imported = FloatRunner.ForGraph(ModelImporter.Import(path));
        float[] expected = Assert.Single(original.Run(inputs)), actual = Assert.Single(imported.Run(inputs));
        Assert.Equal(12, expected.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void InputsThatDoNotFitAreNamed()
    {
        GraphBuilder b = new();
        Value x = b.Input(2, 3);
        using FloatRunner runner = FloatRunner.ForGraph(b.Build(b.Relu(x)));
        Assert.Equal([0, 2, 0, 4, 0, 6], Assert.Single(runner.Run([[-1, 2, -3, 4, -5, 6]])));
        Assert.Contains("'input0'", Assert.Throws<ModelException>(() => runner.Run([[1, 2]])).Message, StringComparison.Ordinal);
        Assert.Contains("takes 1 inputs", Assert.Throws<ModelException>(() => runner.Run([])).Message, StringComparison.Ordinal);
        Assert.Equal(("input0", "Relu0:0"), (Assert.Single(runner.InputNames), Assert.Single(runner.OutputNames)));
    }

    [Fact]
    public void ABorderOfZerosTakesPartInAMaximum()
    {
        GraphBuilder b = new();
        Value x = b.Add(
            new Conv2D(1, 1, 1, 1, default, 1, Clamp.None), b.Input(1, 3, 3, 1), Value.Constant("one", [1, 1, 1, 1], [1]), null);
        Value border = b.Add(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), x);
        using FloatRunner runner = FloatRunner.ForGraph(
            b.Build(b.Add(new Pool2D(PoolKind.Max, 3, 3, 1, 1, default, Clamp.None), border)));
        Assert.Equal([0, 0, 0, 0, -1, 0, 0, 0, 0], Assert.Single(runner.Run([[-1, -2, -3, -4, -5, -6, -7, -8, -9]])));
    }

    [Fact]
    public void BytesThatAreNoModelAreRefused() =>
        Assert.Contains("'junk'", Assert.Throws<ModelException>(() => new FloatRunner([1, 2, 3], "'junk'")).Message, StringComparison.Ordinal);

    [Fact]
    public void MemoriesRememberEachForThemselves()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 2), h = b.Input(1, 2);
        Value sum = b.Binary(BinaryKind.Add, x, h);
        Graph graph = b.Build(b.Relu(sum), sum);
        StatesFromPairs.Run(graph, [new StatePair(h.Name, sum.Name, [1, -5])]);
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        Assert.Equal((1, 1, 1), (runner.InputNames.Count, runner.OutputNames.Count, runner.States.Count));
        FloatMemory one = runner.NewMemory(), two = runner.NewMemory();
        Assert.Equal([2, 0], runner.Run([[1, 1]], one)[0]);
        Assert.Equal([3, 0], runner.Run([[1, 1]], one)[0]);
        Assert.Equal([2, 0], runner.Run([[1, 1]], two)[0]);
        Assert.Equal([2, 0], runner.Run([[1, 1]])[0]);
        Assert.Equal([3, -3], one.Content(0));
        one.Reset();
        Assert.Equal([1, -5], one.Content(0));
        Assert.Equal([2, 0], runner.Run([[1, 1]], one)[0]);
    }

    [Fact]
    public void StatesOfAForeignFileAreChecked()
    {
        Import.Onnx.OnnxBuilder model = new();
        model.Output(model.Node("Relu", [model.Input("x", 1, 3)]));
        model.Metadata[MetadataKeys.State] = "h=y";
        Assert.Contains("edgedeep.state", Assert.Throws<ModelException>(() => new FloatRunner(model.Build(), "m")).Message, StringComparison.Ordinal);
    }
}
