using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Tests;

/// <summary>The folder of a model: what is written, and figures held against it.</summary>
public sealed class Folder : IDisposable
{
    private static readonly IAnsiConsole Silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    private readonly string _parent = Directory.CreateTempSubdirectory("edgedeep-folder").FullName;

    private string Made => Path.Combine(_parent, "new", "one");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void A_folder_that_does_not_exist_is_made_with_all_files()
    {
        Write(new ModelFolder(Made, "one"));
        Assert.Equal(
            ["calibration.npy", "labels.txt", "metrics.txt", "one.edge", "one.onnx"],
            Directory.GetFiles(Made).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["no", "yes"], File.ReadAllLines(Path.Combine(Made, "labels.txt")));
    }

    [Fact]
    public void Figures_of_an_opened_folder_are_compared_line_by_line_or_looked_for()
    {
        Write(new ModelFolder(Made, "one"));
        ModelFolder folder = new(Made, "one");
        folder.Open();
        folder.CompareMetrics(["a: 1", "b: 2"], Silent);
        folder.FindMetrics(["b: 2"], Silent);
        Assert.Contains("1 of 5 lines", Assert.Throws<InputException>(() => folder.CompareMetrics(["a: 1", "b: 3"], Silent)).Message, StringComparison.Ordinal);
        Assert.Contains("'b: 3'", Assert.Throws<InputException>(() => folder.FindMetrics(["b: 3"], Silent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_whose_int8_model_is_another_is_refused()
    {
        Write(new ModelFolder(Made, "one"));
        string edge = Path.Combine(Made, "one.edge");
        byte[] bytes = File.ReadAllBytes(edge);
        bytes[^1] ^= 1;
        File.WriteAllBytes(edge, bytes);
        Assert.Contains("one.edge", Assert.Throws<InputException>(() => new ModelFolder(Made, "one").Open()).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Made, "calibration.npy"));
        Assert.Contains("calibration.npy", Assert.Throws<InputException>(() => new ModelFolder(Made, "one").Open()).Message, StringComparison.Ordinal);
    }

    private static void Write(ModelFolder folder)
    {
        Graph graph = new LogisticNeuron([1.5f, -0.5f], 0.25f).ToGraph("one");
        folder.Write(graph, [[[1f, 2f]], [[-3f, 4f]], [[0.5f, -1f]]], new ModelFacts("MIT", null, ["no", "yes"]));
        folder.WriteMetrics(["a: 1", "b: 2"], Silent);
    }
}
