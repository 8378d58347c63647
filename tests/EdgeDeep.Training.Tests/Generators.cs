using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception.Images;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Generating;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Recipes;
using EdgeDeep.Training.Writing;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>The generator of digits: its graph, its training, and the figures that describe it.</summary>
[Collection(TorchCollection.Name)]
public sealed class Generators : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-generators").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_written_graph_gives_the_pictures_of_the_module_and_int8_comes_close()
    {
        random.manual_seed(5);
        using DigitGenerator generator = new();
        generator.train();
        for (int i = 0; i < 10; i++)
        {
            generator.call(randn(16, DigitGenerator.Latents) * 2, rand(16, DigitGenerator.Classes));
        }

        List<float[][]> samples = DigitsGanRecipe.Samples(3, 2);
        Graph graph = DigitGeneratorGraph.Build(generator);
        Assert.InRange(ModelComparison.Largest(graph, samples, inputs => generator.Picture(inputs[0], inputs[1]), 1e-5f), 0, 1e-5f);
        Int8Model int8 = new ModelFolder(_folder, "digits-gan").Write(graph, samples, new ModelFacts("MIT"));
        (double absolute, double decibel) = DigitJudge.Difference(
            [.. samples.Select(inputs => generator.Picture(inputs[0], inputs[1]))], [.. samples.Select(inputs => int8.Run(inputs))]);
        Assert.InRange(absolute, 1e-6, 0.02);
        Assert.True(decibel > 30, $"{decibel} dB");
    }

    /// <summary>On halves of black and white the discriminator soon sees what is made, and the pictures change.</summary>
    [Fact]
    public void Training_teaches_the_discriminator_and_moves_the_averaged_generator()
    {
        byte[][] pixels = [.. Enumerable.Range(0, 64).Select(i => Enumerable.Range(0, 784).Select(k => (byte)((k % 28 < 14) == (i % 2 == 0) ? 230 : 10)).ToArray())];
        TrainingOptions options = new() { Epochs = 12, BatchSize = 16, LearningRate = 2e-3, AverageDecay = 0.8, Threads = 1 };
        using GanTrainer trainer = new(new DigitSet(pixels, [.. Enumerable.Range(0, 64).Select(i => i % 2)]), options);
        float[][] Pictures() => [.. DigitsGanRecipe.Samples(1, 1).Select(sample => trainer.Generator.Picture(sample[0], sample[1]))];
        float[][] before = Pictures();
        int steps = 0;
        GanFigures[] figures = [.. Enumerable.Range(1, options.Epochs).Select(epoch => trainer.Epoch(epoch, _ => steps++))];
        Assert.Equal(48, steps);
        Assert.All(figures, epoch => Assert.True(double.IsFinite(epoch.Generator) && double.IsFinite(epoch.Discriminator)));
        Assert.True(figures.Min(epoch => epoch.Discriminator) < 1.5, $"hinge loss {figures.Min(epoch => epoch.Discriminator)}");
        Assert.InRange(DigitJudge.Difference(before, Pictures()).Absolute, 0.05, 1);
    }

    [Fact]
    public void Samples_are_normal_and_have_each_class_equally_often()
    {
        List<float[][]> samples = DigitsGanRecipe.Samples(1, 50);
        float[] all = [.. samples.SelectMany(sample => sample[0])];
        Assert.InRange(all.Average(), -0.03, 0.03);
        Assert.InRange(all.Average(value => value * value), 0.95, 1.05);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(50, samples.Count(sample => sample[1][digit] == 1)));
    }

    [Fact]
    public void Differences_variety_and_novelty_have_their_textbook_values()
    {
        float[][] a = [[0, 0], [1, 1], [0, 1]], b = [[0.1f, 0], [1, 1], [0, 1]];
        (double absolute, double decibel) = DigitJudge.Difference(a, b);
        Assert.Equal(0.1 / 6, absolute, 1e-6);
        Assert.Equal(-10 * Math.Log10(0.01 / 6), decibel, 1e-4);
        Assert.Equal(Math.Sqrt(2), DigitJudge.Variety(a, [3, 3, 4]), 1e-6);
        Assert.Equal(0.1 / 3, DigitJudge.Novelty(b, a), 1e-6);
    }

    [Fact]
    public void A_sheet_shows_its_pictures_side_by_side()
    {
        string path = Path.Combine(_folder, "sheet.png");
        PictureSheet.Write(path, [[1, 0, 0, 1], [0.5f, 0.5f, 0.5f, 0.5f]], 2, 2, column => column == 0 ? 3 : 0, zoom: 2);
        Picture sheet = ImageReader.Read(path);
        Assert.Equal((11, 4), (sheet.Width, sheet.Height));
        int At(int x, int y) => sheet.Pixels[((y * sheet.Width) + x) * sheet.Channels];
        Assert.Equal([255, 255, 0, 0, 96, 96, 96, 128], Enumerable.Range(0, 8).Select(x => At(x, 1)));
        Assert.Equal([0, 0, 255, 255], Enumerable.Range(0, 4).Select(x => At(x, 3)));
    }
}
