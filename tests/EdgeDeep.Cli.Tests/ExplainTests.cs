using System.Text.Json;
using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Reasons of shipped models for their answers.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly string Keywords = Repository.Model("keywords"), Clips = Path.Combine(Repository.Models, "keywords", "clips");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("occlusion")]
    [InlineData("cam")]
    public void A_word_rests_on_the_sound_of_the_word(string method)
    {
        List<double> shares = [];
        foreach (string clip in new[] { "yes", "stop", "go", "left" }.SelectMany(word => Directory.EnumerateFiles(Path.Combine(Clips, word))))
        {
            float[] map = Map(clip, method);
            float[] sound = WavReader.Read(clip).AtRate(16000).Samples;
            float loudest = sound.Max(Math.Abs);
            double inside = 0, all = 0;
            for (int i = 0; i < map.Length; i++)
            {
                // A cell stands for some frames of 20 ms; what stands next to the word is seen together with it.
                int from = Math.Max(0, (int)((i - 1.0) / map.Length * 16000)), to = Math.Min(sound.Length, (int)((i + 2.0) / map.Length * 16000));
                double weight = Math.Max(0, map[i]);
                all += weight;
                inside += to > from && sound[from..to].Max(Math.Abs) > 0.02f * loudest ? weight : 0;
            }

            shares.Add(inside / all);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"share of the weight on the word: mean {shares.Average():0.000}, least {shares.Min():0.000} of {shares.Count} clips");
        Assert.InRange(shares.Average(), 0.85, 1);
        Assert.InRange(shares.Min(), 0.6, 1);
    }

    [Fact]
    public void Without_its_weightiest_frames_a_word_is_less_sure_than_without_others()
    {
        string clip = Directory.EnumerateFiles(Path.Combine(Clips, "yes")).First();
        float[] map = Map(clip, "occlusion");
        LoadedModel loaded = LoadedModel.Load(Keywords);
        IReadOnlyList<PreprocessingSpec?> specs = PreprocessingSpec.ParseAll(loaded.Metadata[Runtime.Plans.MetadataKeys.Preprocessing]);
        SessionClassifier classifier = new(loaded.Int8(), specs, false);
        float[] input = new float[loaded.Inputs[0].Elements];
        Preprocessor.Create(specs[0]!, loaded.Inputs[0].Shape).FileToTensor(clip, input);
        int features = input.Length / map.Length, label = loaded.Int8().Labels.ToList().IndexOf("yes");
        float ScoreWithout(IEnumerable<int> frames)
        {
            float[] covered = [.. input];
            foreach (int index in frames.SelectMany(frame => Enumerable.Range(frame * features, features)))
            {
                covered[index] = Enumerable.Range(0, map.Length).Average(frame => input[(frame * features) + (index % features)]);
            }

            return classifier.Classify([covered])[label];
        }

        int[] weightiest = [.. Enumerable.Range(0, map.Length).OrderByDescending(frame => map[frame]).Take(12)];
        Random chance = new(3);
        float[] others = [.. Enumerable.Range(0, 20).Select(_ => ScoreWithout(Enumerable.Range(0, map.Length).OrderBy(_ => chance.Next()).Take(12)))];
        Assert.True(ScoreWithout(weightiest) < others.Average() - 0.2, $"{ScoreWithout(weightiest)} without them, {others.Average()} without others");
    }

    [Fact]
    public void Maps_are_drawn_over_spectrograms_and_pictures()
    {
        string clip = Directory.EnumerateFiles(Path.Combine(Clips, "no")).First();
        JsonElement explanation = CommandLine.Succeed("explain", Keywords, clip, "-o", _folder["why"], "--class", "yes", "--json").Json.GetProperty("explanations")[0];
        Assert.Equal("yes", explanation.GetProperty("label").GetString());
        Picture drawn = ImageReader.Read(explanation.GetProperty("inputs")[0].GetProperty("picture").GetString()!);
        Assert.Equal((490, 240), (drawn.Width, drawn.Height));

        string picture = _folder.Write("seven.pgm", [.. "P5 28 28 255\n"u8, .. Seven()]);
        explanation = CommandLine.Succeed("explain", Repository.Model("digits"), picture, "-o", _folder["digit"], "--json").Json.GetProperty("explanations")[0];
        Assert.Equal("7", explanation.GetProperty("label").GetString());
        Assert.Equal(["digit/001-seven.png", "seven.pgm", "why/001-" + Path.GetFileNameWithoutExtension(clip) + ".png"], _folder.Files());
    }

    [Fact]
    public void Columns_of_a_table_are_named()
    {
        string table = Path.Combine(Repository.Models, "pass-or-fail", "students.csv");
        JsonElement input = CommandLine.Succeed("explain", Repository.Model("pass-or-fail"), table, "--json").Json.GetProperty("explanations")[1].GetProperty("inputs")[0];
        Assert.Equal(["hours", "attendance"], input.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!));
        Assert.All(input.GetProperty("map")[0].EnumerateArray(), weight => Assert.True(weight.GetSingle() > 0));
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        string clip = Directory.EnumerateFiles(Path.Combine(Clips, "no")).First(), table = Path.Combine(Repository.Models, "pass-or-fail", "students.csv");
        CommandLine.Fail(2, ["explain", Keywords, clip, "--method", "guess"], "occlusion or cam");
        CommandLine.Fail(1, ["explain", Keywords, clip, "--class", "maybe"], "no class 'maybe'");
        CommandLine.Fail(1, ["explain", Repository.Model("pass-or-fail"), table, "--method", "cam"], "--method occlusion");
        CommandLine.Fail(1, ["explain", Repository.Model("pass-or-fail"), table, "-o", _folder["why"]], "nothing to draw");
        CommandLine.Fail(1, ["explain", Path.ChangeExtension(Keywords, "onnx"), clip], "quantize");
        CommandLine.Fail(1, ["explain", Repository.Model("wakeword"), clip], "frame by frame");
        Assert.Empty(_folder.Files());
    }

    /// <summary>The weight of each row of the map, from the first frame to the last.</summary>
    private static float[] Map(string clip, string method) =>
    [
        .. CommandLine.Succeed("explain", Keywords, clip, "--method", method, "--json").Json.GetProperty("explanations")[0].GetProperty("inputs")[0].GetProperty("map").EnumerateArray()
            .Select(row => row.EnumerateArray().Average(value => value.GetSingle())),
    ];

    private static byte[] Seven()
    {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < 14; i++)
        {
            pixels.AsSpan((6 * 28) + 7 + i, 1).Fill(255);
            pixels.AsSpan((7 * 28) + 7 + i, 1).Fill(255);
            pixels.AsSpan(((8 + i) * 28) + 19 - (i * 7 / 14), 2).Fill(255);
        }

        return pixels;
    }
}
