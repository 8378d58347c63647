using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Recipes;
using TorchSharp;

namespace EdgeDeep.Training.Tests;

/// <summary>A frozen trunk with a new head.</summary>
[Collection(TorchCollection.Name)]
public sealed class Transfer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-trunk").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("digits", 96, 28 * 28)]
    [InlineData("keywords", 80, 49 * 13)]
    public void The_zoos_models_are_cut_before_their_last_layer(string name, int features, int elements)
    {
        using FrozenTrunk trunk = FrozenTrunk.Load(Path.Combine(Folders.Repository, "models", name, $"{name}.onnx"));
        Assert.Equal((features, elements), (trunk.Features, trunk.InputElements));
        Assert.NotNull(trunk.Preprocessing);
        Assert.Equal(features, trunk.Describe(new float[elements]).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void The_written_model_computes_trunk_and_head(int hidden)
    {
        using FrozenTrunk trunk = FrozenTrunk.Load(SmallModel());
        SampleSource samples = new MemorySource([.. Enumerable.Range(0, 40).Select(i => Noise(i, trunk.InputElements))], [.. Enumerable.Range(0, 40).Select(i => i % 3)]);
        TrunkFeatures features = TrunkFeatures.Of(trunk, new DataParts(samples, samples, [], samples), new TrainingOptions());
        using TorchNetwork head = new(TrunkFeatures.Head("three", trunk.Features, hidden, 3));
        float[] standardized = new float[trunk.Features];
        features.Validation.Fill(5, null, standardized, new float[3]);
        float[] expected = head.Probabilities(standardized);
        using FloatRunner written = FloatRunner.ForGraph(trunk.WithHead("three", features.OnRawFeatures(head)));
        float[] actual = written.Run([samples.InputOf(5, trunk.InputElements)])[0];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Features_are_standardized_on_the_training_part()
    {
        using FrozenTrunk trunk = FrozenTrunk.Load(SmallModel());
        SampleSource samples = new MemorySource([.. Enumerable.Range(0, 200).Select(i => Noise(i, trunk.InputElements))], new int[200]);
        TrunkFeatures features = TrunkFeatures.Of(trunk, new DataParts(samples, samples, [], samples), new TrainingOptions());
        float[][] all = [.. Enumerable.Range(0, 200).Select(i => features.Validation.InputOf(i, trunk.Features))];
        for (int k = 0; k < trunk.Features; k++)
        {
            Assert.InRange(all.Average(f => f[k]), -1e-3, 1e-3);
            Assert.InRange(all.Average(f => f[k] * f[k]), 0, 1.001);
        }
    }

    [Fact]
    public void A_model_without_a_fully_connected_layer_is_a_clear_error()
    {
        Graph graph = new("flat");
        Value input = new("x", Runtime.Plans.ElementType.Float32, 1, 4, 4, 1), output = new("y", Runtime.Plans.ElementType.Float32);
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        graph.Add("mean", new Compiler.Ops.Reduce(Compiler.Ops.ReduceKind.Mean, [1, 2], false), [input], output);
        string path = Path.Combine(_folder, "flat.onnx");
        File.WriteAllBytes(path, OnnxEmitter.Emit(graph));
        Assert.Contains("fully connected", Assert.Throws<ModelException>(() => FrozenTrunk.Load(path)).Message, StringComparison.Ordinal);
    }

    private static float[] Noise(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 1)];
    }

    private string SmallModel()
    {
        torch.random.manual_seed(1);
        using TorchNetwork network = new(new Network("small", [6, 6, 1], [new Convolution(5, 3, 3), new GlobalAverage(), new Dense(4)]));
        string path = Path.Combine(_folder, "small.onnx");
        File.WriteAllBytes(path, OnnxEmitter.Emit(GraphBuilder.Build(network)));
        return path;
    }
}
