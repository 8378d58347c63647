using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>Layers on tokens: the module and the written graph compute the same.</summary>
[Collection(TorchCollection.Name)]
public sealed class Transformers
{
    public static TheoryData<string> Parts { get; } = ["RowsToTokens", "PositionEmbedding", "LayerNorm", "SelfAttention", "FeedForward", "all"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void The_written_graph_gives_the_answers_of_the_module(string part)
    {
        random.manual_seed(5);
        using TorchNetwork network = Disturbed(new Network("tokens", [6, 2, 4], [new RowsToTokens(), .. Layers(part), new GlobalAverage(), new Dense(3)]));
        network.eval();
        using FloatRunner runner = FloatRunner.ForGraph(GraphBuilder.Build(network));
        Tensor inputs = randn(8, 6, 2, 4);
        float[] expected = nn.functional.softmax(network.call(inputs), 1).data<float>().ToArray();
        for (int i = 0; i < 8; i++)
        {
            float[] actual = runner.Run([inputs[i].contiguous().data<float>().ToArray()])[0];
            Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(expected[(i * 3) + c], actual[c], 1e-5f));
        }
    }

    [Fact]
    public void Tokens_see_each_other_and_know_their_places()
    {
        random.manual_seed(5);
        using TorchNetwork blind = Disturbed(new Network("blind", [6, 2, 4], [new RowsToTokens(), .. Network.Transformer(2, 16), new GlobalAverage(), new Dense(3)]));
        using TorchNetwork placed = Disturbed(new Network("placed", [6, 2, 4], [new RowsToTokens(), new PositionEmbedding(), .. Network.Transformer(2, 16), new GlobalAverage(), new Dense(3)]));
        Tensor input = randn(1, 6, 2, 4), turned = input.flip(1);
        Assert.Equal(0, Difference(blind, input, turned), 1e-4f);
        Assert.True(Difference(placed, input, turned) > 1e-3f);
    }

    [Fact]
    public void Rounding_to_int8_changes_answers_a_little()
    {
        random.manual_seed(5);
        using TorchNetwork network = Disturbed(new Network("tokens", [6, 2, 4], [new RowsToTokens(), .. Layers("all"), new GlobalAverage(), new Dense(3)]));
        Tensor inputs = randn(64, 6, 2, 4);
        network.eval();
        float[] plain = network.call(inputs).data<float>().ToArray();
        network.Quantizing = true;
        network.train();
        for (int i = 0; i < 40; i++)
        {
            network.call(inputs);
        }

        network.eval();
        float[] rounded = network.call(inputs).data<float>().ToArray();
        float worst = plain.Zip(rounded, (a, b) => Math.Abs(a - b)).Max(), spread = plain.Max() - plain.Min();
        Assert.InRange(worst, 1e-6f, 0.2f * spread);
    }

    [Fact]
    public void Heads_must_share_the_features_evenly() =>
        Assert.Throws<ArgumentException>(() => new TorchNetwork(new Network("bad", [6, 2, 4], [new RowsToTokens(), new SelfAttention(3)])));

    private static Layer[] Layers(string part) => part switch
    {
        "RowsToTokens" => [],
        "PositionEmbedding" => [new PositionEmbedding()],
        "LayerNorm" => [new LayerNorm()],
        "SelfAttention" => [new SelfAttention(4)],
        "FeedForward" => [new FeedForward(12)],
        _ => [new Dense(12, Relu: true), new PositionEmbedding(), .. Network.Transformer(3, 20, 0.1), .. Network.Transformer(2, 20, 0.1), new LayerNorm()],
    };

    /// <summary>A network whose parameters are all random, those that start as ones and zeros too.</summary>
    private static TorchNetwork Disturbed(Network description)
    {
        TorchNetwork network = new(description);
        using IDisposable none = no_grad();
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
        {
            parameter.add_(randn_like(parameter) * 0.3);
        }

        network.eval();
        return network;
    }

    private static float Difference(TorchNetwork network, Tensor a, Tensor b) => (network.call(a) - network.call(b)).abs().max().item<float>();
}
