using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class WaveformFramesTests
{
    private static readonly float[] Ramp = [.. Enumerable.Range(1, 11).Select(i => i / 16f)];

    [Fact]
    public void Each_input_begins_with_the_end_of_the_one_before()
    {
        WaveformSpec spec = (WaveformSpec)PreprocessingSpec.Parse("waveform:rate=16000,length=6,hop=4,scale=2");
        float[][] frames = [.. WaveformFrames.Of(new AudioClip(Ramp, 16000), spec)];
        Assert.Equal(2, frames.Length);
        Assert.Equal([0, 0, 2 / 16f, 4 / 16f, 6 / 16f, 8 / 16f], frames[0]);
        Assert.Equal([6 / 16f, 8 / 16f, 10 / 16f, 12 / 16f, 14 / 16f, 1], frames[1]);
    }

    [Fact]
    public void Without_overlap_the_samples_are_cut_as_they_are()
    {
        WaveformSpec spec = new() { Length = 5, Hop = 5 };
        Assert.Equal(Ramp[..10], WaveformFrames.Of(new AudioClip(Ramp, 16000), spec).SelectMany(frame => frame));
    }

    [Fact]
    public void A_file_is_no_single_input_of_a_streaming_model()
    {
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("waveform:length=6,hop=4"), [1, 6]);
        InputException error = Assert.Throws<InputException>(() => preprocessor.FileToTensor("speech.wav", new float[6]));
        Assert.Contains("4 new samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hop_is_part_of_the_text_only_where_there_is_one()
    {
        Assert.Contains("hop=512", PreprocessingSpec.Parse("waveform:length=576,hop=512").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hop", PreprocessingSpec.Parse("waveform:length=576").ToString(), StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(() => PreprocessingSpec.Parse("waveform:length=5,hop=6"));
        Assert.Contains("hop 6", error.Message, StringComparison.Ordinal);
    }
}
