using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Perception.Tests.Audio;

public class MfccTests
{
    private static readonly float[] Clip = Noise(16000, 1);

    public static TheoryData<MfccOptions> Variants =>
    [
        new MfccOptions(),
        new MfccOptions { Peak = PeakMode.Absolute, Frames = 20 },
        new MfccOptions { Coefficients = 0, MelBins = 64, Window = 400, Stride = 160, LowHz = 0, HighHz = 8000 },
        new MfccOptions { PowerSpectrum = true, LogOffset = 0.01, FftSize = 1024, Window = 1024, SampleRate = 44100, HighHz = 20000, Coefficients = 40 },
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_option_does_what_the_definition_says(MfccOptions options)
    {
        float[] features = new float[options.Frames * options.FeaturesPerFrame];
        new Mfcc(options).Compute(Clip, features);

        double factor = options.Peak == PeakMode.Absolute ? 1 / Clip.Max(Math.Abs) : 1;
        foreach (int frame in (int[])[0, 7, options.Frames - 1])
        {
            double[] expected = Definition(options, Clip, frame * options.Stride, factor);
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k], features[(frame * expected.Length) + k], 1e-4);
            }
        }
    }

    [Fact]
    public void Frame_by_frame_gives_the_same_as_a_whole_clip()
    {
        Mfcc mfcc = new(new MfccOptions { Peak = PeakMode.Max });
        float[] whole = new float[490];
        float[] single = new float[10];
        mfcc.Compute(Clip, whole);

        double factor = Peak.Factor(Clip, PeakMode.Max);
        for (int frame = 0; frame < 49; frame++)
        {
            mfcc.ComputeFrame(Clip.AsSpan(frame * 320, 480), single, factor);
            Assert.Equal(whole[(frame * 10)..((frame + 1) * 10)], single);
        }
    }

    [Fact]
    public void Short_clips_count_as_followed_by_silence()
    {
        Mfcc mfcc = new(new MfccOptions());
        float[] padded = new float[16000];
        Clip.AsSpan(0, 5000).CopyTo(padded);
        float[] expected = new float[490];
        float[] features = new float[490];

        mfcc.Compute(padded, expected);
        mfcc.Compute(Clip.AsSpan(0, 5000), features);

        Assert.Equal(expected, features);
    }

    [Fact]
    public void An_empty_or_silent_clip_gives_finite_features()
    {
        Mfcc mfcc = new(new MfccOptions { Peak = PeakMode.Max });
        float[] features = new float[490];
        mfcc.Compute([], features);
        Assert.All(features, f => Assert.True(float.IsFinite(f)));
        mfcc.Compute(new float[100], features);
        Assert.All(features, f => Assert.True(float.IsFinite(f)));
    }

    [Fact]
    public void Nothing_is_allocated_after_construction()
    {
        Mfcc mfcc = new(new MfccOptions { Peak = PeakMode.Max });
        float[] features = new float[490];
        mfcc.Compute(Clip, features);

        long before = GC.GetAllocatedBytesForCurrentThread();
        mfcc.Compute(Clip, features);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_maximum_is_not_the_absolute_maximum()
    {
        Assert.Equal(2, Peak.Factor([-1, 0.5f], PeakMode.Max));
        Assert.Equal(1, Peak.Factor([-1, 0.5f], PeakMode.Absolute));
        Assert.Equal(1, Peak.Factor([-1, 0.5f], PeakMode.None));
        Assert.Equal(-4, Peak.Factor([-1, -0.25f], PeakMode.Max));
        Assert.Equal(1, Peak.Factor([-1, 0], PeakMode.Max));
        Assert.Equal(1, Peak.Factor([], PeakMode.Max));
    }

    [Fact]
    public void Contradicting_options_are_refused()
    {
        MfccOptions[] bad =
        [
            new() { SampleRate = 999 },
            new() { FftSize = 500 },
            new() { Window = 513 },
            new() { Window = 1 },
            new() { Stride = 0 },
            new() { MelBins = 0 },
            new() { LowHz = -1 },
            new() { LowHz = 4000 },
            new() { HighHz = 8001 },
            new() { HighHz = double.NaN },
            new() { Coefficients = 41 },
            new() { Coefficients = -1 },
            new() { Frames = 0 },
            new() { LogOffset = 0 },
        ];
        Assert.Null(new MfccOptions().Problem());
        Assert.All(bad, options => Assert.Throws<ArgumentException>(() => new Mfcc(options)));
        Assert.Throws<ArgumentException>(() => new Mfcc(new MfccOptions()).Compute(Clip, new float[489]));
    }

    private static double[] Definition(MfccOptions o, float[] clip, int start, double factor)
    {
        int bins = (o.FftSize / 2) + 1;
        double[] spectrum = new double[bins];
        for (int k = 0; k < bins; k++)
        {
            System.Numerics.Complex sum = 0;
            for (int n = 0; n < o.Window && start + n < clip.Length; n++)
            {
                double hann = 0.5 * (1 - Math.Cos(2 * Math.PI * n / o.Window));
                sum += clip[start + n] * factor * hann * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / o.FftSize);
            }

            spectrum[k] = o.PowerSpectrum ? sum.Magnitude * sum.Magnitude : sum.Magnitude;
        }

        double Mel(double hz) => 1127 * Math.Log(1 + (hz / 700));
        double[] edges = [.. Enumerable.Range(0, o.MelBins + 2).Select(i => Mel(o.LowHz) + (i * (Mel(o.HighHz) - Mel(o.LowHz)) / (o.MelBins + 1)))];
        double[] logMel = new double[o.MelBins];
        for (int m = 0; m < o.MelBins; m++)
        {
            double sum = 0;
            for (int k = 1; k < bins; k++)
            {
                double mel = Mel(k * (double)o.SampleRate / o.FftSize);
                double weight = Math.Min((mel - edges[m]) / (edges[m + 1] - edges[m]), (edges[m + 2] - mel) / (edges[m + 2] - edges[m + 1]));
                sum += Math.Max(0, weight) * spectrum[k];
            }

            logMel[m] = Math.Log(sum + o.LogOffset);
        }

        return o.Coefficients == 0
            ? logMel
            : [.. Enumerable.Range(0, o.Coefficients).Select(k => logMel.Select((v, n) => 2 * v * Math.Cos(Math.PI * k * ((2 * n) + 1) / (2.0 * o.MelBins))).Sum() / Math.Sqrt(2.0 * o.MelBins))];
    }

    private static float[] Noise(int length, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(i => (float)((0.4 * Math.Sin(i * 0.3)) + (0.3 * (random.NextDouble() - 0.5))))];
    }
}
