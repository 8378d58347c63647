using System.Globalization;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.WakeWords;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Tests.WakeWords;

/// <summary>The shipped wake word model on the shipped recording.</summary>
public class WakeWordDetectorTests
{
    private static string Models { get; } = Path.Combine(Repository(), "models");

    private static Model Model { get; } = Model.Load(Path.Combine(Models, "wakeword", "wakeword.edge"));

    private static float[] Recording { get; } = WavReader.Read(Path.Combine(Models, "wakeword", "recording.wav")).AtRate(16000).Samples;

    [Fact]
    public void The_phrase_is_heard_when_it_ends_and_at_no_other_time()
    {
        // Spoken in 0.9 seconds each time.
        double[] starts = [.. File.ReadLines(Path.Combine(Models, "wakeword", "recording.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))];
        Assert.Equal(3, starts.Length);
        List<WakeWordDetection> heard = Hear(new WakeWordDetector(Model), Recording.Length);
        Assert.Equal(starts.Length, heard.Count);
        Assert.All(starts.Zip(heard), pair => Assert.InRange(pair.Second.Seconds - pair.First, 0.75, 1.3));
        Assert.All(heard, detection => Assert.InRange(detection.Probability, 0.5, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(333)]
    [InlineData(16000)]
    public void What_is_heard_does_not_depend_on_the_size_of_the_pieces_or_on_what_was_before_a_reset(int piece)
    {
        WakeWordDetector detector = new(Model);
        List<WakeWordDetection> whole = Hear(detector, Recording.Length);
        long frames = detector.Frames;
        Assert.Equal(((Recording.Length - 480) / 320) + 1, frames);
        detector.Reset();
        Assert.Equal(whole, Hear(detector, piece));
        Assert.Equal(frames, detector.Frames);
    }

    [Fact]
    public void Silence_is_not_the_phrase_and_listening_allocates_nothing()
    {
        WakeWordDetector detector = new(Model);
        List<WakeWordDetection> heard = [];
        float[] silence = new float[5 * 16000];
        detector.Accept(silence, heard);
        long before = GC.GetAllocatedBytesForCurrentThread();
        detector.Accept(silence, heard);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(heard);
        Assert.InRange(detector.Probability, 0, 0.1);
    }

    [Fact]
    public void Models_that_do_not_fit_and_options_that_cannot_be_are_refused()
    {
        string message = Assert.Throws<InputException>(() => new WakeWordDetector(Model.Load(Path.Combine(Models, "keywords", "keywords.edge")))).Message;
        Assert.Contains("one frame", message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new WakeWordDetector(Model, new WakeWordOptions { Threshold = 1.5f }));
        Assert.Throws<InputException>(() => new WakeWordDetector(Model, new WakeWordOptions { AveragedFrames = 0 }));
        Assert.Throws<InputException>(() => new WakeWordDetector(Model, new WakeWordOptions { RefractoryFrames = -1 }));
    }

    [Fact]
    public void A_phrase_counts_once_and_again_after_the_pause()
    {
        WakeWordDecision decision = new(new WakeWordOptions { AveragedFrames = 2, Threshold = 0.6f, RefractoryFrames = 3 });
        float[] probabilities = [0, 1, 1, 1, 0, 0, 0, 1, 1, 0];
        Assert.Equal([2, 8], probabilities.Select((p, i) => decision.Accept(p) ? i : -1).Where(i => i >= 0));
        decision.Reset();
        Assert.False(decision.Accept(1));
        Assert.Equal(0.5f, decision.Average);
        Assert.True(decision.Accept(1));
    }

    private static List<WakeWordDetection> Hear(WakeWordDetector detector, int piece)
    {
        List<WakeWordDetection> heard = [];
        for (int at = 0; at < Recording.Length; at += piece)
        {
            detector.Accept(Recording.AsSpan(at, Math.Min(piece, Recording.Length - at)), heard);
        }

        return heard;
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
