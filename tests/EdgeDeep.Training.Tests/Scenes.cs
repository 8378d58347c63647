using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>Scenes of several sensors, and networks of several inputs.</summary>
[Collection(TorchCollection.Name)]
public sealed class Scenes
{
    private const int Sound = 5, Motion = SceneSource.Moments * 3, Pixels = SceneMaterial.Side * SceneMaterial.Side;

    [Fact]
    public void Scenes_hold_what_their_class_says()
    {
        SceneSource source = new(Material(), 400, 1);
        for (int i = 0; i < source.Count; i++)
        {
            (float sound, float motion, float picture) = Show(source, i, null);
            Assert.True(
                SceneSource.Labels[source.LabelOf(i)] switch
                {
                    "nobody" => (sound, motion, picture) == (1, 3, 7),
                    "quiet" => sound == 1 && motion is 3 or 4 && picture == 6,
                    "speaking" => sound == 2 && motion is 3 or 4,
                    _ => motion == 5,
                },
                $"scene {i}: {sound} {motion} {picture}");
            Assert.Equal((sound, motion, picture), Show(source, i, null));
        }
    }

    [Fact]
    public void A_missing_sensor_is_silent_and_others_are_not()
    {
        SceneSource source = new(Material(), 40, 1) { Missing = Sensor.Motion };
        Assert.All(Enumerable.Range(0, 40), i => Assert.True(Show(source, i, null) is ( > 0, 0, > 0)));
        SceneSource training = new(Material(), 400, 1) { Dropout = 0.4 };
        (float Sound, float Motion, float Picture)[] drawn = [.. Enumerable.Range(0, 400).Select(i => Show(training, i, new Random(i)))];
        Assert.InRange(drawn.Count(scene => scene.Sound == 0), 100, 200);
        Assert.DoesNotContain(drawn, scene => scene == (0, 0, 0));
    }

    [Fact]
    public void Mixed_pictures_are_means_of_two()
    {
        SceneMaterial material = Material() with { Faces = [Filled(Pixels, 2), Filled(Pixels, 4)] };
        SceneSource source = new(material, 200, 1) { HasMixedPictures = true };
        Assert.Contains(3f, Enumerable.Range(0, 200).Select(i => Show(source, i, null).Picture));
    }

    [Fact]
    public void The_written_graph_of_branches_gives_the_answers_of_the_module()
    {
        Network description = new(
            "two",
            [
                new Branch("picture", [6, 5, 1], [new Convolution(4, 3, 3, 2), new GlobalAverage()]),
                new Branch("numbers", [3], [new Dense(5, Relu: true)]),
            ],
            [new Dense(3)]);
        random.manual_seed(5);
        using TorchNetwork network = new(description);
        network.train();
        Tensor inputs = randn(8, 33);
        network.call(inputs);
        network.eval();
        using FloatRunner runner = FloatRunner.ForGraph(GraphBuilder.Build(network));
        Assert.Equal(["picture", "numbers"], runner.InputNames);
        float[] plain = network.call(inputs).data<float>().ToArray();
        for (int i = 0; i < 8; i++)
        {
            float[] sample = inputs[i].contiguous().data<float>().ToArray();
            float[] expected = network.Probabilities(sample), actual = runner.Run(description.Split(sample))[0];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }

        network.Quantizing = true;
        network.train();
        network.call(inputs);
        network.eval();
        Assert.InRange(plain.Zip(network.call(inputs).data<float>().ToArray(), (a, b) => Math.Abs(a - b)).Max(), 1e-6f, 0.3f);
        Assert.Equal(3, description.WeightLayers);
    }

    [Fact]
    public void A_branch_must_end_in_a_vector() => Assert.Throws<ArgumentException>(
        () => new TorchNetwork(new Network("bad", [new Branch("picture", [4, 4, 1], [new Convolution(2, 3, 3)])], [new Dense(2)])));

    [Fact]
    public void Series_are_read_and_damage_is_explained()
    {
        string folder = Directory.CreateTempSubdirectory("edgedeep-motion").FullName, path = Path.Combine(folder, "s.ts");
        File.WriteAllText(path, "#text\n@data\n1,2:3,4:5,6:7,8:Walking\n");
        MotionSeries series = Assert.Single(MotionSeries.ReadTs(path));
        Assert.Equal(("Walking", 2), (series.Label, series.Length));
        Assert.Equal([2f, 4f, 6f], series.Window(1, 1).ToArray());
        File.WriteAllText(path, "@data\n1,2:3,x:5,6:Walking\n");
        Assert.Contains("'x'", Assert.Throws<InputException>(() => MotionSeries.ReadTs(path)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static (float Sound, float Motion, float Picture) Show(SceneSource source, int index, Random? random)
    {
        float[] input = new float[Sound + Motion + Pixels];
        source.Fill(index, random, input, new float[4]);
        return (input[0], input[Sound + 7], random is null ? input[^1] : input.TakeLast(Pixels).Max());
    }

    private static SceneMaterial Material() => new(
        [Filled(Sound, 1)], [Filled(Sound, 2)], [Series(3)], [Series(4)], [Series(5)], [Filled(Pixels, 6)], [Filled(Pixels, 7)]);

    private static MotionSeries Series(float value) => new("x", Filled(90, value));

    private static float[] Filled(int length, float value) => [.. Enumerable.Repeat(value, length)];
}
