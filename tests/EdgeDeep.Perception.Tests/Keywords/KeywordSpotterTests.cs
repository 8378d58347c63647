using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Tests.Keywords;

/// <summary>The shipped keyword model on the shipped recording, fed in pieces.</summary>
public class KeywordSpotterTests
{
    private static string Folder { get; } = Path.Combine(Repository(), "models", "keywords");

    private static Model Model { get; } = Model.Load(Path.Combine(Folder, "keywords.edge"));

    [Theory]
    [InlineData(1)]
    [InlineData(333)]
    [InlineData(16000)]
    [InlineData(1_000_000)]
    public void What_is_heard_does_not_depend_on_the_size_of_the_pieces(int piece)
    {
        KeywordSpotter spotter = new(Model, new KeywordSpotterOptions { StepSeconds = 0.2 });
        List<KeywordDetection> heard = [], whole = [];
        float[] samples = WavReader.Read(Path.Combine(Folder, "recording.wav")).AtRate(spotter.SampleRate).Samples;
        spotter.Accept(samples, whole);
        spotter.Reset();
        for (int at = 0; at < samples.Length; at += piece)
        {
            spotter.Accept(samples.AsSpan(at, Math.Min(piece, samples.Length - at)), heard);
        }

        Assert.Equal(whole, heard);
        Assert.NotEmpty(heard);
        Assert.Equal(samples.Length / (spotter.SampleRate / 5), spotter.Looks);
    }

    [Fact]
    public void Silence_is_no_word_and_looking_allocates_nothing()
    {
        KeywordSpotter spotter = new(Model);
        List<KeywordDetection> heard = [];
        float[] silence = new float[spotter.SampleRate];
        spotter.Accept(silence, heard);
        long before = GC.GetAllocatedBytesForCurrentThread();
        spotter.Accept(silence, heard);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(heard);
    }

    [Fact]
    public void A_word_counts_once_within_the_refractory_time()
    {
        float[] once = WavReader.Read(Path.Combine(Folder, "clips", "yes", "rms_yes_1.1_100.wav")).Samples;
        float[] twice = [.. new float[8000], .. once, .. once, .. new float[16000]];
        Assert.Equal(2, Count(0.5));
        Assert.Equal(1, Count(5));

        int Count(double refractory)
        {
            List<KeywordDetection> heard = [];
            new KeywordSpotter(Model, new KeywordSpotterOptions { RefractorySeconds = refractory }).Accept(twice, heard);
            Assert.All(heard, word => Assert.Equal("yes", word.Label));
            return heard.Count;
        }
    }

    [Fact]
    public void Options_that_cannot_be_and_models_that_do_not_fit_are_refused()
    {
        Assert.Contains("threshold", Assert.Throws<InputException>(() => new KeywordSpotter(Model, new KeywordSpotterOptions { Threshold = 0 })).Message, StringComparison.Ordinal);
        Model digits = Model.Load(Path.Combine(Folder, "..", "digits", "digits.edge"));
        Assert.Contains("sound", Assert.Throws<InputException>(() => new KeywordSpotter(digits)).Message, StringComparison.Ordinal);
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("EdgeDeep.sln is in no folder above the tests.");
    }
}
