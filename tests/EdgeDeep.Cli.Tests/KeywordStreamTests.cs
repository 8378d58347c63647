using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Words of real people between other words, with noise all the time: what a keyword model hears in a stream.</summary>
public class KeywordStreamTests
{
    private const int Rate = 16000, Clips = 120;

    /// <remarks>
    /// The clips are from the test part of Speech Commands, whose people the network of MLPerf Tiny never heard. Some of them are among those that the
    /// shipped network learnt from, so that its figures are flattering.
    /// </remarks>
    [Theory]
    [InlineData(false, 20)]
    [InlineData(false, 10)]
    [InlineData(true, 20)]
    [InlineData(true, 10)]
    public void Hits_misses_and_false_alarms(bool isShipped, int decibel)
    {
        (float[] stream, IReadOnlyList<SpokenWord> truth) = Stitch(decibel, seed: 7);
        KeywordSpotterOptions options = new();
        KeywordSpotter spotter = isShipped
            ? new KeywordSpotter(Model.Load(Repository.Model("keywords")), options)
            : new KeywordSpotter(
                LoadedModel.Load(SharedData.PathOf("mlperf-tiny/kws_ref_model_int8.tflite")).Int8(), PreprocessingSpec.Parse("mlperf-kws"),
                ["down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "_silence_", "_unknown_"], options);
        List<KeywordDetection> heard = [];
        foreach (float[] block in stream.Chunk(512))
        {
            spotter.Accept(block, heard);
        }

        var score = SpokenWord.Score(truth, heard, options.Ignored);
        double minutes = stream.Length / (double)Rate / 60;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{(isShipped ? "shipped" : "MLPerf Tiny")}, noise {decibel} dB below the words: {score.Spoken} keywords in {minutes:0.0} minutes among {truth.Count} words: {score.Hits} heard, {score.Misses} missed, {score.FalseAlarms} false alarms"));
        Assert.Equal(score.Spoken, score.Hits + score.Misses);
        Assert.InRange(score.Hits, (int)((decibel == 20 ? 0.8 : 0.7) * score.Spoken), score.Spoken);
        Assert.InRange(score.FalseAlarms, 0, (int)(0.08 * truth.Count));
    }

    private static (float[] Stream, IReadOnlyList<SpokenWord> Truth) Stitch(int decibel, int seed)
    {
        string folder = SharedData.PathOf("speech/speech_commands_v0.02_test");
        Random random = new(seed);
        string[] clips = [.. Directory.EnumerateFiles(folder, "*.wav", SearchOption.AllDirectories).Where(file => !file.Contains("_silence_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        random.Shuffle(clips);
        List<float> stream = [];
        List<SpokenWord> truth = [];
        double energy = 0;
        foreach (string clip in clips.Take(Clips))
        {
            stream.AddRange(new float[random.Next(Rate / 2, 3 * Rate / 2)]);
            float[] samples = WavReader.Read(clip).AtRate(Rate).Samples;
            truth.Add(new SpokenWord((double)stream.Count / Rate, Path.GetFileName(Path.GetDirectoryName(clip)!)));
            stream.AddRange(samples);
            energy += samples.Average(sample => (double)sample * sample) / Clips;
        }

        stream.AddRange(new float[Rate]);
        float[] noise = [.. Directory.EnumerateFiles(Path.Combine(folder, "_silence_"), "*.wav").Order(StringComparer.Ordinal).SelectMany(file => WavReader.Read(file).AtRate(Rate).Samples)];
        double loudness = noise.Average(sample => (double)sample * sample);
        float factor = (float)Math.Sqrt(energy / loudness / Math.Pow(10, decibel / 10.0));
        return ([.. stream.Select((sample, i) => Math.Clamp(sample + (factor * noise[i % noise.Length]), -1, 1))], truth);
    }
}
