using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.FrontEnds;

/// <summary>The micro front end gives the numbers of TensorFlow Lite Micro.</summary>
public class MicroFrontEndTests
{
    [Theory]
    [InlineData("microfrontend_10ms", 160)]
    [InlineData("microfrontend_20ms", 320)]
    public void Every_frame_of_every_recording_is_the_same(string golden, int stride)
    {
        using JsonDocument info = JsonDocument.Parse(SharedData.Read($"golden/{golden}/info.json"));
        Plan plan = FrontEnd.Features(PreprocessingSpec.Parse($"micro:stride={stride},frames=1"), [1, 40], 0.1f, -128);
        FrontEndSession session = new(new Model(plan));
        int logarithms = plan.Tensors.Select(tensor => tensor.Name).ToList().IndexOf("logarithms"), compared = 0;
        foreach (JsonElement file in info.RootElement.GetProperty("files").EnumerateArray())
        {
            short[] samples = Samples(SharedData.PathOf(file.GetProperty("wav").GetString()!));
            ushort[] expected = MemoryMarshal.Cast<byte, ushort>(SharedData.Read($"golden/{golden}/{file.GetProperty("file").GetString()}")).ToArray();
            List<ushort> actual = [];
            session.Reset();
            for (int at = 0; at < samples.Length;)
            {
                at += session.Feed(samples.AsSpan(at), out bool hasAnswer);
                actual.AddRange(hasAnswer ? MemoryMarshal.Cast<byte, ushort>(session.Session.TensorBytes(logarithms)) : []);
            }

            Assert.Equal(expected, actual);
            compared += file.GetProperty("frames").GetInt32();
        }

        Assert.True(compared > 1000);
    }

    [Fact]
    public void Samples_may_come_in_pieces_of_any_length()
    {
        short[] samples = Sweep(16000);
        Plan plan = FrontEnd.Features(PreprocessingSpec.Parse("micro:stride=160,frames=3"), [1, 3, 40], 0.1f, -128);
        sbyte[][] whole = Answers(new FrontEndSession(new Model(plan)), samples, samples.Length);

        Assert.Equal(98, whole.Length);
        Assert.Equal(whole, Answers(new FrontEndSession(new Model(plan)), samples, 1));
        Assert.Equal(whole, Answers(new FrontEndSession(new Model(plan)), samples, 97));
    }

    [Fact]
    public void Reset_forgets_the_noise_of_the_past()
    {
        short[] samples = Sweep(4000);
        FrontEndSession session = new(new Model(FrontEnd.Features(PreprocessingSpec.Parse("micro-wake-word"), [1, 1, 40], 0.1f, -128)));
        sbyte[][] first = Answers(session, samples, 512), second = Answers(session, samples, 512);
        session.Reset();

        Assert.NotEqual(first, second);
        Assert.Equal(first, Answers(session, samples, 512));
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        FrontEndSession session = new(new Model(FrontEnd.Features(PreprocessingSpec.Parse("micro-wake-word"), [1, 1, 40], 0.1f, -128)));
        short[] samples = Sweep(2000);
        session.Feed(samples, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Feed(samples, out bool hasAnswer);

        Assert.True(hasAnswer);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_clip_becomes_the_stored_values_under_either_rounding()
    {
        float[] tensor = new float[49 * 40];
        InputQuantization quantization = new(0.10196078568696976f, -128);
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("micro-speech"), [1, 1960], quantization);
        short[] samples = Sweep(9000);
        preprocessor.ToTensor(new AudioClip(Array.ConvertAll(samples, sample => sample / 32768f), 16000), tensor);
        FrontEndSession session = new(new Model(FrontEnd.Features(PreprocessingSpec.Parse("micro-speech"), [1, 1960], quantization.Scale, -128)));
        sbyte[] expected = Answers(session, [.. samples, .. new short[preprocessor.WindowSamples - samples.Length]], 16000)[^1];

        foreach (InputRounding rounding in Enum.GetValues<InputRounding>())
        {
            Assert.Equal(expected, Array.ConvertAll(tensor, value =>
                (sbyte)Quantized.Store(value, quantization.Scale, -128, sbyte.MinValue, sbyte.MaxValue, rounding)));
        }
    }

    [Theory]
    [InlineData("micro:window=3", "window of 3 samples")]
    [InlineData("micro:high=8000", "half the rate")]
    [InlineData("micro:pcan=maybe", "on or off")]
    [InlineData("micro:channels=0", "channels")]
    public void Impossible_options_are_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => PreprocessingSpec.Parse(text)).Message);

    [Fact]
    public void A_float_model_and_another_shape_are_refused()
    {
        PreprocessingSpec spec = PreprocessingSpec.Parse("micro-speech");

        Assert.Contains("float model", Assert.Throws<InputException>(() => Preprocessor.Create(spec, [1, 49, 40, 1])).Message);
        Assert.Contains("makes 49x40 values", Assert.Throws<InputException>(() => FrontEnd.Features(spec, [1, 40, 49], 1, 0)).Message);
    }

    private static sbyte[][] Answers(FrontEndSession session, short[] samples, int piece)
    {
        List<sbyte[]> answers = [];
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples.AsSpan(at, Math.Min(piece, samples.Length - at)), out bool hasAnswer);
            answers.AddRange(hasAnswer ? [session.Session.Output<sbyte>().ToArray()] : []);
        }

        return [.. answers];
    }

    private static short[] Samples(string path)
    {
        float[] samples = WavReader.Read(path).Samples;
        short[] pcm = new short[samples.Length];
        Pcm.FromFloat(samples, pcm);
        return pcm;
    }

    /// <summary>A rising tone that fades in, on some noise.</summary>
    private static short[] Sweep(int count)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, count).Select(i => (short)((i * 12000.0 / count * Math.Sin(i * (0.05 + (i * 2e-5)))) + random.Next(-300, 300)))];
    }
}
