using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Tests.Audio;

public class MfccGoldenTests
{
    [Fact]
    public void All_keyword_clips_agree_with_the_reference_front_end()
    {
        string[] paths = KeywordClips.Paths();
        float[] expected = KeywordClips.Mfcc();
        Assert.Equal(480, paths.Length);
        float[] worst = new float[paths.Length];
        Parallel.For(
            0,
            paths.Length,
            () => new Mfcc(new MfccOptions { Peak = PeakMode.Max }),
            (i, _, mfcc) =>
            {
                float[] features = new float[KeywordClips.Features];
                AudioClip clip = WavReader.Read(paths[i]);
                Assert.Equal(16000, clip.SampleRate);
                mfcc.Compute(clip.Samples, features);
                for (int k = 0; k < features.Length; k++)
                {
                    float difference = Math.Abs(features[k] - expected[(i * features.Length) + k]);
                    worst[i] = float.IsNaN(difference) ? float.PositiveInfinity : Math.Max(worst[i], difference);
                }

                return mfcc;
            },
            _ => { });
        TestContext.Current.TestOutputHelper?.WriteLine($"greatest difference {worst.Max()}");
        Assert.True(worst.Max() < 1e-3f, $"clip {paths[Array.IndexOf(worst, worst.Max())]} differs by {worst.Max()}");
    }
}
