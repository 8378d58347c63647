using System.Text.Json;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.FrontEnds;

/// <summary>MFCC and log-mel features in fixed point against those in floating point.</summary>
public class MelFrontEndTests
{
    private const float Scale = 0.584702909f;
    private const int ZeroPoint = 83;

    /// <summary>The reference computes in double; what it truncates may fall on either side of a whole number.</summary>
    [Fact]
    public void Features_of_480_recordings_are_those_of_the_reference_within_two_steps()
    {
        using JsonDocument info = JsonDocument.Parse(SharedData.Read("golden/kws_features/info.json"));
        byte[] expected = SharedData.Read("golden/kws_features/features_int8.bin");
        string[] clips = [.. info.RootElement.GetProperty("clips").EnumerateArray().Select(clip => clip.GetProperty("file").GetString()!)];
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("mlperf-kws:arithmetic=fixed"), [1, 49, 10, 1], new(Scale, ZeroPoint));
        float[] tensor = new float[490];
        int[] differences = new int[4];
        for (int i = 0; i < clips.Length; i++)
        {
            preprocessor.FileToTensor(SharedData.PathOf(clips[i]), tensor);
            for (int k = 0; k < tensor.Length; k++)
            {
                int stored = Quantized.Store(tensor[k], Scale, ZeroPoint, sbyte.MinValue, sbyte.MaxValue, InputRounding.Truncate);
                differences[Math.Min(3, Math.Abs(stored - (sbyte)expected[(i * 490) + k]))]++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{clips.Length} clips; differences of 0, 1, 2, more: {string.Join(", ", differences)}");
        Assert.Equal(480, clips.Length);
        Assert.Equal(0, differences[3]);
        Assert.InRange(differences[2], 0, 20);
        Assert.InRange(differences[1], 0, 500);
    }

    [Theory]
    [InlineData("mfcc", 49, 10)]
    [InlineData("mfcc:peak=abs,high=7600,coefficients=13", 49, 13)]
    [InlineData("mfcc:peak=max,spectrum=power,rounding=truncate", 49, 10)]
    [InlineData("log-mel:window=1024,stride=640,fft=1024,mels=24,high=7600,frames=24", 24, 24)]
    [InlineData("log-mel:window=480,stride=320,mels=40,low=60,high=7600,frames=5,offset=0.01", 5, 40)]
    [InlineData("log-mel:spectrum=power,offset=1e-10,frames=7,peak=abs", 7, 40)]
    [InlineData("log-mel:rate=8000,window=200,stride=300,fft=256,mels=20,high=3800,frames=9", 9, 20)]
    [InlineData("log-mel:window=16,stride=8,fft=16,mels=3,low=0,high=8000,frames=11,spectrum=power", 11, 3)]
    public void Every_option_gives_the_features_of_floating_point(string text, int frames, int features)
    {
        SpectrogramSpec spec = Assert.IsType<SpectrogramSpec>(PreprocessingSpec.Parse(text));
        const float FineScale = 0.25f;
        Preprocessor real = Preprocessor.Create(spec, [1, frames, features, 1]);
        Preprocessor fixedPoint = Preprocessor.Create(spec with { IsFixedPoint = true }, [1, frames, features, 1], new(FineScale, 5));

        // In floating point the peak is that of the whole clip.
        AudioClip clip = new(Sound(spec.Features.SampleRate)[..real.WindowSamples], spec.Features.SampleRate);
        float[] expected = new float[frames * features], actual = new float[frames * features];
        real.ToTensor(clip, expected);
        fixedPoint.ToTensor(clip, actual);
        int different = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            int a = Stored(expected[i], spec.Rounding), b = Stored(actual[i], spec.Rounding);
            Assert.InRange(b - a, -1, 1);
            different += a == b ? 0 : 1;
        }

        Assert.InRange(different, 0, expected.Length / 10);
        int Stored(float value, InputRounding rounding) => Quantized.Store(value, FineScale, 5, sbyte.MinValue, sbyte.MaxValue, rounding);
    }

    [Fact]
    public void A_model_that_wants_features_then_frames_gets_them_turned()
    {
        PreprocessingSpec spec = PreprocessingSpec.Parse("mlperf-kws:arithmetic=fixed");
        AudioClip clip = new(Sound(16000), 16000);
        float[] straight = new float[490], turned = new float[490];
        Preprocessor.Create(spec, [1, 49, 10], new(Scale, ZeroPoint)).ToTensor(clip, straight);
        Preprocessor.Create(spec, [1, 1, 10, 49], new(Scale, ZeroPoint)).ToTensor(clip, turned);

        Assert.Equal(straight, Enumerable.Range(0, 490).Select(i => turned[(i % 10 * 49) + (i / 10)]));
    }

    /// <summary>A stream that has run on gives the features of its last window alone: frames are nothing but their samples.</summary>
    [Fact]
    public void A_window_in_a_stream_has_the_features_of_a_clip()
    {
        SpectrogramSpec spec = Assert.IsType<SpectrogramSpec>(PreprocessingSpec.Parse("mfcc:peak=abs,coefficients=13,arithmetic=fixed"));
        FrontEndSession session = new(new Model(FrontEnd.Features(spec, [1, 49, 13], Scale, ZeroPoint)));
        float[] sound = [.. Sound(16000), .. Sound(16000).Reverse()];
        short[] pcm = new short[sound.Length];
        Pcm.FromFloat(sound, pcm);
        int at = 0, compared = 0;
        float[] expected = new float[49 * 13];
        Preprocessor clips = Preprocessor.Create(spec, [1, 49, 13], new(Scale, ZeroPoint));
        while (at < pcm.Length)
        {
            at += session.Feed(pcm.AsSpan(at), out bool hasAnswer);
            if (hasAnswer && session.Frames is 49 or 60 or 90)
            {
                clips.ToTensor(new AudioClip(sound[(at - clips.WindowSamples)..at], 16000), expected);
                sbyte[] stored = [.. expected.Select(value => (sbyte)Quantized.Store(value, Scale, ZeroPoint, sbyte.MinValue, sbyte.MaxValue, InputRounding.Nearest))];
                Assert.Equal(stored, session.Session.Output<sbyte>().ToArray());
                compared++;
            }
        }

        Assert.Equal(3, compared);
    }

    /// <summary>Where the two share memory, in C a frame would overwrite an answer that nobody has read yet.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1600)]
    [InlineData(50_000)]
    public void Frames_keep_off_the_outputs_and_the_last_steps_off_the_input(int outputAt)
    {
        PlanTensor input = new("input", ElementType.Int8, [1, 49, 10], Storage.Arena, 64, Scale, ZeroPoint);
        PlanTensor output = new("output", ElementType.Int8, [12], Storage.Arena, outputAt, 1, 0);
        Plan model = new()
        {
            Tensors = [input, output],
            Steps = [],
            Inputs = [0],
            Outputs = [1],
            ArenaBytes = 60_000,
            Constants = [],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        };
        foreach (string spec in (string[])["mfcc:peak=abs", "micro:channels=10"])
        {
            Plan plan = FrontEnd.Before(model, PreprocessingSpec.Parse(spec));
            FrameSchedule schedule = FrameSchedule.Of(plan)!;
            Assert.All(Written(plan, 0, schedule.FrameSteps), tensor => Assert.False(Overlap(tensor, output), tensor.Name));
            Assert.All(Written(plan, schedule.FrameSteps, plan.Steps.Count).Where(tensor => tensor != input), tensor => Assert.False(Overlap(tensor, input), tensor.Name));
        }

        static PlanTensor[] Written(Plan plan, int from, int to) =>
            [.. plan.Steps.Take(to).Skip(from).SelectMany(step => step.Outputs).Select(index => plan.Tensors[index]).Where(tensor => tensor.Storage == Storage.Arena)];
        static bool Overlap(PlanTensor a, PlanTensor b) => a.Offset < b.Offset + b.Bytes && b.Offset < a.Offset + a.Bytes;
    }

    [Theory]
    [InlineData("mfcc:arithmetic=exact", "float or fixed")]
    [InlineData("mfcc:arithmetic=fixed,fft=8192", "from 8 to 4096 in fixed point")]
    [InlineData("log-mel:arithmetic=fixed,offset=2", "at most 1 in fixed point")]
    public void Impossible_options_are_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => PreprocessingSpec.Parse(text)).Message);

    /// <summary>A vowel-like buzz that swells, with noise, and a silent part.</summary>
    private static float[] Sound(int rate)
    {
        Random random = new(9);
        float[] sound = new float[rate];
        for (int i = 0; i < sound.Length; i++)
        {
            double time = (double)i / rate, level = i > rate * 8 / 10 ? 0 : 0.4 * time;
            double value = Enumerable.Range(1, 20).Sum(k => Math.Sin(2 * Math.PI * 130 * k * time) / k) * level;
            sound[i] = (float)Math.Round((value + (i > rate * 9 / 10 ? 0 : random.NextDouble() * 0.002)) * 32768) / 32768f;
        }

        return sound;
    }
}
