using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class RunFilesTests
{
    [Fact]
    public void Answers_are_named_and_sorted()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), picture = folder.Write("p.pgm", Samples.Picture(51, 204));
        Outcome outcome = CommandLine.Succeed("run", model, picture, "--json");
        JsonElement[] answers = [.. outcome.Json.GetProperty("files")[0].GetProperty("answers").EnumerateArray()];
        Assert.Equal(["right", "left"], answers.Select(answer => answer.GetProperty("label").GetString()));
        Assert.Equal(0.8f, answers[0].GetProperty("score").GetSingle(), 0.001f);
        Assert.Equal(0.2f, answers[1].GetProperty("score").GetSingle(), 0.001f);
        Assert.Contains("note: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--preprocess image-0-1", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_shows_the_best_answers_only()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), picture = folder.Write("p.pgm", Samples.Picture(51, 204));
        Outcome outcome = CommandLine.Succeed("run", model, picture, "--top", "1", "--preprocess", "image-0-1");
        Assert.Contains("80.00 %  right", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("left", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Labels_of_the_command_line_count_more_than_the_models()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), picture = folder.Write("p.pgm", Samples.Picture(51, 204));
        string names = folder.Write("names.txt", "west\neast\n"u8.ToArray());
        Assert.Contains("east", CommandLine.Succeed("run", model, picture, "--labels", names).Out, StringComparison.Ordinal);
        Assert.Contains("B", CommandLine.Succeed("run", model, picture, "--labels", "A,B").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_labels_classes_have_numbers()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge(null)), picture = folder.Write("p.pgm", Samples.Picture(51, 204));
        JsonElement best = CommandLine.Succeed("run", model, picture, "--json").Json.GetProperty("files")[0].GetProperty("answers")[0];
        Assert.Equal("1", best.GetProperty("label").GetString());
        Assert.Equal(1, best.GetProperty("index").GetInt32());
    }

    [Theory]
    [InlineData("one,two,three", "2 classes", "3 labels")]
    [InlineData("one,one", "'one' occurs twice", "must differ")]
    [InlineData("one,", "label 2", "empty")]
    [InlineData("nolabels.txt", "nolabels.txt", "no such file")]
    public void Wrong_labels_are_explained(string labels, params string[] words)
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), picture = folder.Write("p.pgm", Samples.Picture(51, 204));
        CommandLine.Fail(1, ["run", model, picture, "--labels", labels], words);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(1, ["run", model, folder["none.png"]], "none.png");
        CommandLine.Fail(1, ["run", model, folder.Write("text.png", "text"u8.ToArray())], "text.png");
    }

    [Fact]
    public void Unknown_preprocessing_is_explained()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), picture = folder.Write("p.pgm", Samples.Picture(1, 2));
        CommandLine.Fail(1, ["run", model, picture, "--preprocess", "image-0-2"], "image-0-2", "image-0-1");
        CommandLine.Fail(1, ["run", model, picture, "--preprocess", "mlperf-kws"], "mlperf-kws", "8x8x1");
    }
}
