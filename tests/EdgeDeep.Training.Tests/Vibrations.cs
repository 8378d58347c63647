using System.Globalization;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Anomalies;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Recipes;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Tests;

/// <summary>The vibration recipe on made-up fans, and its figures.</summary>
[Collection(TorchCollection.Name)]
public sealed class Vibrations : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-vibrations").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_area_counts_pairs_and_ties()
    {
        Assert.Equal(1, Detection.Area([1, 2], [3, 4]));
        Assert.Equal(0, Detection.Area([3], [1, 2]));
        Assert.Equal(2.5 / 4, Detection.Area([1, 2], [2, 1.5]));
        Assert.Equal(1.5, Detection.Quantile([2, 1], 0.5));
        Assert.Equal(3, Detection.Quantile([2, 1, 3], 1));
        Assert.Equal(0.5, Detection.Above([1, 2, 3, 4], 2));
    }

    [Fact]
    public void Blocks_follow_time_and_no_second_is_learnt_and_held_out()
    {
        WriteFans(12);
        Vibration[][] normal = [.. FanData.Speeds.Select(speed => FanData.Read(_folder, $"{speed}_0"))];
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], normal[0].Select(sample => sample.Block));
        VibrationParts parts = new(normal, normal, normal[0], 2);
        Vibration[] held = [.. parts.HeldOut(0), .. parts.HeldOut(1), .. parts.HeldOut(2)];
        Assert.Equal((27, 9), (parts.TrainingSamples.Length, held.Length));
        Assert.Empty(parts.TrainingSamples.Intersect(held));
    }

    [Fact]
    public void The_written_graph_reconstructs_as_the_module_does()
    {
        WriteFans(12);
        float[][] normal = [.. FanData.Read(_folder, "low_0").Select(sample => sample.Spectrum)];
        TrainingOptions options = new() { Epochs = 30, BatchSize = 4, Threads = 1 };
        List<double> losses = [];
        using SpectrumAutoencoder model = AutoencoderTrainer.Train(normal, true, options, (_, loss) => losses.Add(loss));
        Assert.True(losses[^1] < losses[0], $"loss {losses[0]} to {losses[^1]}");
        Graph graph = model.Build("vibration");
        ModelComparison.Largest(graph, [.. normal.Select(spectrum => new[] { spectrum })], inputs => model.Reconstruct(inputs[0]));
        Assert.Equal([1, 96], graph.Outputs[0].Shape);
    }

    /// <summary>Weights that double an oscillation are found by every method, and all files of the folder are written.</summary>
    [Fact]
    public void The_recipe_finds_a_strong_change_and_writes_the_folder()
    {
        WriteFans(12);
        VibrationRecipe recipe = new();
        string output = Path.Combine(_folder, "out");
        recipe.Run(new RecipeCall(_folder, _folder, null, recipe.Defaults with { Epochs = 40 }), output, false, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));
        string[] lines = File.ReadAllLines(Path.Combine(output, "metrics.txt"));
        Assert.Contains(lines, line => line.StartsWith("  variational, int8: all 1.0000 (1.0000)", StringComparison.Ordinal));
        Assert.All(
            ["vibration.onnx", "vibration.edge", "calibration.npy", "curves.svg"],
            file => Assert.True(new FileInfo(Path.Combine(output, file)).Length > 0, file));
    }

    [Fact]
    public void Bad_recordings_are_clear_errors()
    {
        Assert.Contains("--data", Assert.Throws<InputException>(() => FanData.Read(_folder, "low_0")).Message, StringComparison.Ordinal);
        string file = Path.Combine(_folder, "bad.csv");
        File.WriteAllText(file, "1,2,3\n1,x,3\n");
        Assert.Contains("1,x,3", Assert.Throws<InputException>(() => FanData.ReadFile(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "1,2,3\n");
        Assert.Contains("has 1 lines", Assert.Throws<InputException>(() => FanData.ReadFile(file)).Message, StringComparison.Ordinal);
    }

    private void WriteFans(int seconds)
    {
        Random chance = new(1);
        foreach ((string condition, double amplitude, double hertz) in new[]
        {
            ("low_0", 0.01, 60.0), ("med_0", 0.02, 70.0), ("high_0", 0.04, 80.0), ("low_1", 0.1, 30.0), ("med_1", 0.1, 40.0), ("high_1", 0.1, 50.0), ("off_0", 0, 0.0),
        })
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, $"fan_0_{condition}_weight")).FullName;
            for (int second = 0; second < seconds; second++)
            {
                File.WriteAllLines(Path.Combine(folder, $"{second:0000}.csv"), Enumerable.Range(0, 200).Select(i => string.Join(
                    ',', Enumerable.Range(0, 3).Select(axis => ((amplitude * Math.Sin(2 * Math.PI * hertz * i / 200)) + (0.002 * (chance.NextDouble() - 0.5)) + axis).ToString(CultureInfo.InvariantCulture)))));
            }
        }
    }
}
