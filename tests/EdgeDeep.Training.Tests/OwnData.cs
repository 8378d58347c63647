using System.Text;
using EdgeDeep.Perception;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Own;
using EdgeDeep.Training.Recipes;
using Spectre.Console;

namespace EdgeDeep.Training.Tests;

/// <summary>Torch's chances are one for the whole process: what depends on them runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>From a folder of a user's files to the folder of a model.</summary>
[Collection(AloneCollection.Name)]
public sealed class OwnData : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-user").FullName;

    private static TrainingOptions Options => new() { Epochs = 1, BatchSize = 64, LearningRate = 0.02, AverageDecay = 0.5, Threads = 1 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Recordings_become_a_model_that_says_everything_about_itself()
    {
        WriteTones();
        string output = Path.Combine(_folder, "out");
        Run(new SoundsRecipe(new OwnDataSettings("tones"), 0.25), output);
        string[] files = ["tones.onnx", "tones.edge", "labels.txt", "calibration.npy", "curves.svg", "metrics.txt", "split.csv"];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(output, file)), file));
        Model model = Model.Load(Path.Combine(output, "tones.edge"));
        Assert.Equal("high\nlow", model.Plan.Metadata[MetadataKeys.Labels]);
        Assert.StartsWith("mfcc:", model.Plan.Metadata[MetadataKeys.Preprocessing], StringComparison.Ordinal);
        Assert.Equal(1 + 12, File.ReadLines(Path.Combine(output, "split.csv")).Count());
        string metrics = File.ReadAllText(Path.Combine(output, "metrics.txt"));
        Assert.Contains("test: float", metrics, StringComparison.Ordinal);
        Assert.Contains("hash of the content", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_files()
    {
        WritePictures();
        string[] outputs = [Path.Combine(_folder, "first"), Path.Combine(_folder, "second")];
        foreach (string output in outputs)
        {
            Run(new PicturesRecipe(new OwnDataSettings("dots"), new PictureSettings(16)), output);
        }

        foreach (string file in (string[])["dots.onnx", "dots.edge", "metrics.txt"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(outputs[0], file)), File.ReadAllBytes(Path.Combine(outputs[1], file)));
        }

        // All pictures were grey, so the network is.
        Assert.Equal([1, 16, 16, 1], Model.Load(Path.Combine(outputs[0], "dots.edge")).Plan.Tensors[0].Shape);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        WriteTones();
        string bad = Path.Combine(_folder, "data", "low", "bad.wav");
        File.WriteAllText(bad, "this is no sound");
        Exception problem = Assert.ThrowsAny<Exception>(() => Run(new SoundsRecipe(new OwnDataSettings("x"), 0.25), Path.Combine(_folder, "out")));
        Exception inner = problem is AggregateException several ? several.InnerExceptions[0] : problem;
        Assert.Contains(bad, Assert.IsType<InputException>(inner).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_files_keep_their_test_part()
    {
        string data = Directory.CreateDirectory(Path.Combine(_folder, "idx")).FullName;
        foreach ((string name, int count) in new[] { ("train", 40), ("t10k", 10) })
        {
            File.WriteAllBytes(Path.Combine(data, $"{name}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 4, 0, 0, 0, 4, .. Enumerable.Range(0, count * 16).Select(i => (byte)(i * 31))]);
            File.WriteAllBytes(Path.Combine(data, $"{name}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
        }

        Assert.True(IdxPictures.IsIn(data));
        IdxPictures pictures = IdxPictures.Read(data);
        Assert.Equal(["0", "1"], pictures.Labels);
        Assert.Equal(10, pictures.Split().Count(part => part == Data.Part.Test));
        File.WriteAllBytes(Path.Combine(data, "t10k-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        Assert.Contains("t10k-images", Assert.Throws<InputException>(() => IdxPictures.Read(data)).Message, StringComparison.Ordinal);
    }

    private void Run(Recipe recipe, string output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        recipe.Run(new RecipeCall(Path.Combine(_folder, "data"), Path.Combine(_folder, "cache"), null, Options), output, false, console);
    }

    private void WriteTones()
    {
        foreach ((string name, int rate, double step) in new[] { ("low", 8000, 0.3), ("high", 22050, 0.9) })
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, "data", name)).FullName;
            for (int i = 0; i < 6; i++)
            {
                int count = rate * (2 + i) / 20;
                using BinaryWriter writer = new(File.Create(Path.Combine(folder, $"{i}.wav")));
                writer.Write(Encoding.ASCII.GetBytes("RIFF"));
                writer.Write(36 + (2 * count));
                writer.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
                writer.Write(16);
                writer.Write((short)1);
                writer.Write((short)1);
                writer.Write(rate);
                writer.Write(2 * rate);
                writer.Write((short)2);
                writer.Write((short)16);
                writer.Write(Encoding.ASCII.GetBytes("data"));
                writer.Write(2 * count);
                for (int k = 0; k < count; k++)
                {
                    writer.Write((short)(8000 * Math.Sin(k * (step + (i * 0.01)))));
                }
            }
        }
    }

    /// <summary>Grey pictures with a bright left or right half.</summary>
    private void WritePictures()
    {
        foreach ((string name, int side) in new[] { ("left", 0), ("right", 8) })
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, "data", name)).FullName;
            for (int i = 0; i < 6; i++)
            {
                byte[] pixels = [.. Enumerable.Range(0, 256).Select(k => (byte)(k % 16 >= side && k % 16 < side + 8 ? 200 + i : 20 + i))];
                File.WriteAllBytes(Path.Combine(folder, $"{i}.pgm"), [.. Encoding.ASCII.GetBytes("P5\n16 16\n255\n"), .. pixels]);
            }
        }
    }
}
