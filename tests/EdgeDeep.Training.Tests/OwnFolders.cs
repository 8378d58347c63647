using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Tests;

/// <summary>How a user's folder is listed, grouped, split and balanced.</summary>
public sealed class OwnFolders : IDisposable
{
    private static readonly string[] TwoLabels = ["a", "b"];

    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-own").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Speakers_are_groups_and_copies_of_a_file_too()
    {
        Write("a/ann_nohash_0.wav", 1);
        Write("b/b_ann_nohash_1.wav", 2);
        Write("a/x.wav", 3);
        Write("b/copy of x.wav", 3);
        OwnFiles files = OwnFiles.Open(_folder, [".wav"], null);
        Dictionary<string, string> group = files.Files.ToDictionary(file => Path.GetFileName(file.Path), file => file.Group);
        Assert.Equal("ann", group["ann_nohash_0.wav"]);
        Assert.Equal("ann", group["b_ann_nohash_1.wav"]);
        Assert.Equal(group["x.wav"], group["copy of x.wav"]);
        Assert.NotEqual("ann", group["x.wav"]);
    }

    [Fact]
    public void An_expression_on_the_path_names_the_groups()
    {
        Write("a/garden/1.wav", 1);
        Write("b/street/2.wav", 2);
        OwnFiles files = OwnFiles.Open(_folder, [".wav"], "^[^/]*/([^/]*)/");
        Assert.Equal(["garden", "street"], files.Files.Select(file => file.Group));
        Assert.Contains("2.wav", Message(() => OwnFiles.Open(_folder, [".wav"], "garden")), StringComparison.Ordinal);
        Assert.Contains("regular expression", Message(() => OwnFiles.Open(_folder, [".wav"], "(")), StringComparison.Ordinal);
    }

    [Fact]
    public void Background_noise_is_no_class()
    {
        Write("a/1.wav", 1);
        Write("b/2.wav", 2);
        Write("_background_/rain.wav", 3);
        OwnFiles files = OwnFiles.Open(_folder, [".wav"], null);
        Assert.Equal(TwoLabels, files.Labels);
        Assert.Equal("rain.wav", Path.GetFileName(Assert.Single(files.Backgrounds)));
    }

    [Fact]
    public void One_class_or_none_is_a_clear_error()
    {
        Assert.Contains("is empty", Message(() => OwnFiles.Open(_folder, [".wav"], null)), StringComparison.Ordinal);
        Write("a/1.wav", 1);
        Write("_background_/rain.wav", 3);
        Assert.Contains("one class only, 'a'", Message(() => OwnFiles.Open(_folder, [".wav"], null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_stay_together_and_every_class_is_in_every_part()
    {
        // 40 speakers say "a" one to four times and "b" once; five of them say "c".
        (int, string)[] samples = [.. Enumerable.Range(0, 40).SelectMany(s => Enumerable.Repeat((0, $"s{s}"), 1 + (s % 4)).Append((1, $"s{s}")).Concat(s < 5 ? [(2, $"s{s}")] : []))];
        Part[] parts = GroupSplit.Of(samples, ["a", "b", "c"]);
        Assert.All(samples.Zip(parts).GroupBy(item => item.First.Item2), group => Assert.Single(group.Select(item => item.Second).Distinct()));
        for (int label = 0; label < 3; label++)
        {
            Assert.Equal(3, samples.Zip(parts).Where(item => item.First.Item1 == label).Select(item => item.Second).Distinct().Count());
        }

        Assert.InRange(parts.Count(part => part == Part.Train) / (double)parts.Length, 0.6, 0.8);
        Assert.InRange(parts.Count(part => part == Part.Test) / (double)parts.Length, 0.1, 0.2);
        Assert.Equal(parts, GroupSplit.Of(samples, ["a", "b", "c"]));
    }

    [Fact]
    public void Three_files_of_a_class_are_one_in_each_part()
    {
        Part[] parts = GroupSplit.Of([.. Enumerable.Range(0, 6).Select(i => (i % 2, $"{i}"))], TwoLabels);
        Assert.All(Enumerable.Range(0, 2), label => Assert.Equal(3, parts.Where((_, i) => i % 2 == label).Distinct().Count()));
    }

    [Fact]
    public void Too_few_groups_are_clear_errors()
    {
        Assert.Contains("class 'b' has 2 samples or groups only", Message(() => GroupSplit.Of([(0, "1"), (0, "2"), (0, "3"), (1, "4"), (1, "5")], TwoLabels)), StringComparison.Ordinal);

        // The three groups of "b" hold nearly everything, and "a" follows them into one part each.
        (int, string)[] samples = [.. Enumerable.Repeat((1, "x"), 100), .. Enumerable.Repeat((0, "x"), 100), (1, "y"), (1, "z"), (0, "x2"), (0, "x3")];
        Assert.Equal(3, GroupSplit.Of(samples, TwoLabels).Distinct().Count());
    }

    [Fact]
    public void Every_class_counts_the_same_and_no_sample_is_left_out()
    {
        int[] labels = [.. Enumerable.Repeat(0, 900), .. Enumerable.Repeat(1, 70)];
        int[] pass = Balance.Pass(labels);
        Assert.Equal(900, pass.Count(i => labels[i] == 0));
        Assert.Equal(900, pass.Count(i => labels[i] == 1));
        Assert.Equal(labels.Length, pass.Distinct().Count());
        Assert.Contains("factor of 12.9", Balance.Describe(labels, TwoLabels), StringComparison.Ordinal);
        Assert.Equal(Balance.SmallestPass, Balance.Pass([0, 1]).Length);
    }

    private static string Message(Action action)
    {
        string message = Assert.Throws<InputException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Write(string path, byte content)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, [content]);
    }
}
