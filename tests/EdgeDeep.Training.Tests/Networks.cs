using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>The module and the written graph of one description compute the same.</summary>
[Collection(TorchCollection.Name)]
public sealed class Networks
{
    private static readonly Network Mixed = new("mixed", [9, 7, 2],
    [
        new Convolution(8, 5, 4, 2),
        .. Network.Separable(12, 2),
        Network.SeparableResidual(12),
        new Depthwise(3, 3, 1, Relu: false),
        new GlobalAverage(),
        new Dropout(0.5),
        new Dense(6, Relu: true),
        new Dense(4),
    ]);

    [Fact]
    public void The_written_graph_gives_the_answers_of_the_module()
    {
        using TorchNetwork network = Trained();
        using FloatRunner runner = FloatRunner.ForGraph(GraphBuilder.Build(network));
        Tensor inputs = randn(16, 9, 7, 2);
        float[] expected = nn.functional.softmax(network.call(inputs), 1).data<float>().ToArray();
        for (int i = 0; i < 16; i++)
        {
            float[] actual = runner.Run([inputs[i].contiguous().data<float>().ToArray()])[0];
            for (int c = 0; c < 4; c++)
            {
                Assert.Equal(expected[(i * 4) + c], actual[c], 1e-5f);
            }
        }
    }

    [Fact]
    public void Rounding_to_int8_changes_answers_a_little_and_can_be_turned_off()
    {
        using TorchNetwork network = Trained();
        Tensor inputs = randn(64, 9, 7, 2);
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
    public void Weights_are_rounded_to_127_steps_of_each_channel_and_gradients_pass()
    {
        Tensor weights = tensor(new float[] { 1.27f, 0.004f, -0.0051f, 12.7f, 0.04f, -0.26f }, [2, 3], requires_grad: true);
        Tensor rounded = FakeQuantizer.Weights(weights);
        float[] expected = [1.27f, 0, -0.01f, 12.7f, 0, -0.3f];
        Assert.All(rounded.data<float>().ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        rounded.sum().backward();
        Assert.All(weights.grad!.data<float>().ToArray(), gradient => Assert.Equal(1, gradient));
    }

    [Fact]
    public void A_body_that_changes_the_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TorchNetwork(new Network("bad", [8, 8, 4], [new Residual(new Convolution(5, 3, 3))])));

    /// <summary>A network whose batch normalizations have seen data, so that folding them matters.</summary>
    private static TorchNetwork Trained()
    {
        random.manual_seed(3);
        TorchNetwork network = new(Mixed);
        network.train();
        for (int i = 0; i < 20; i++)
        {
            network.call((randn(32, 9, 7, 2) * 2) + 0.5);
        }

        network.eval();
        return network;
    }
}
