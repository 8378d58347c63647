namespace EdgeDeep.Training.Augment;

/// <summary>How far sound is distorted.</summary>
public sealed record AudioDistortion
{
    /// <summary>Largest change of speed and pitch by resampling, as a share.</summary>
    public double Speed { get; init; } = 0.12;

    /// <summary>Largest shift in samples.</summary>
    public int Shift { get; init; } = 1600;

    /// <summary>Largest change of loudness, as a power of ten: 0.5 is a factor of 0.3 to 3.2.</summary>
    public double Gain { get; init; } = 0.5;

    /// <summary>Probability of added noise.</summary>
    public double Noise { get; init; } = 0.65;

    /// <summary>Lowest and highest signal-to-noise ratio in dB, for a loud word.</summary>
    public (double Low, double High) SignalToNoise { get; init; } = (5, 35);

    /// <summary>Probability of a room: an echo that fades within 0.05 to 0.3 s.</summary>
    public double Room { get; init; } = 0.3;

    /// <summary>Probability of a coloured frequency response, as microphones and loudspeakers have.</summary>
    public double Colour { get; init; } = 0.5;
}

/// <summary>Distorts clips: speed and pitch, time shift, room, frequency response, gain, background noise.</summary>
/// <param name="distortion">How far.</param>
/// <param name="backgrounds">Recorded noise to mix in; may be empty.</param>
public sealed class AudioAugmenter(AudioDistortion distortion, IReadOnlyList<float[]> backgrounds)
{
    private const int RoomTaps = 24;

    /// <summary>Makes one distorted clip.</summary>
    /// <param name="source">The clip.</param>
    /// <param name="random">Where chances come from.</param>
    /// <param name="target">Receives as many samples.</param>
    public void Apply(ReadOnlySpan<float> source, Random random, Span<float> target)
    {
        double speed = 1 + (Symmetric(random) * distortion.Speed);
        Resample(source, speed, random.Next(-distortion.Shift, distortion.Shift + 1), target);
        if (random.NextDouble() < distortion.Room)
        {
            AddRoom(target, random);
        }

        if (random.NextDouble() < distortion.Colour)
        {
            Tilt(target, Symmetric(random) * 0.7);
        }

        Scale(target, Math.Pow(10, Symmetric(random) * distortion.Gain));
        if (random.NextDouble() < distortion.Noise)
        {
            (double low, double high) = distortion.SignalToNoise;
            AddNoise(target, random, low + (random.NextDouble() * (high - low)));
        }
    }

    /// <summary>Background noise by itself: recorded, computed, or both.</summary>
    /// <param name="random">Where chances come from.</param>
    /// <param name="target">Receives the noise.</param>
    public void Background(Random random, Span<float> target)
    {
        target.Clear();
        double level = random.Next(12) == 0 ? 0 : Math.Pow(10, -1 - (3 * random.NextDouble()));
        bool recorded = backgrounds.Count > 0 && random.Next(4) > 0;
        if (recorded)
        {
            Mix(target, backgrounds[random.Next(backgrounds.Count)], random.Next(), level);
        }

        if (!recorded || random.Next(3) == 0)
        {
            float[] noise = new float[target.Length];
            Coloured(noise, random);
            Mix(target, noise, 0, level * random.NextDouble());
        }
    }

    private static double Symmetric(Random random) => (random.NextDouble() * 2) - 1;

    private static void Resample(ReadOnlySpan<float> source, double speed, int shift, Span<float> target)
    {
        double centre = source.Length / 2.0;
        for (int i = 0; i < target.Length; i++)
        {
            double at = ((i - centre - shift) * speed) + centre;
            int k = (int)Math.Floor(at);
            target[i] = k >= 0 && k + 1 < source.Length ? (float)(source[k] + ((source[k + 1] - source[k]) * (at - k))) : 0;
        }
    }

    /// <summary>Sparse echoes of falling strength and random sign.</summary>
    private static void AddRoom(Span<float> target, Random random)
    {
        float[] dry = target.ToArray();
        double seconds = 0.05 + (random.NextDouble() * 0.25), strength = 0.1 + (random.NextDouble() * 0.35);
        for (int tap = 0; tap < RoomTaps; tap++)
        {
            double time = random.NextDouble() * seconds;
            int delay = 16 + (int)(time * 16000);
            float gain = (float)(strength * Math.Exp(-4 * time / seconds) * Symmetric(random));
            for (int i = delay; i < target.Length; i++)
            {
                target[i] += gain * dry[i - delay];
            }
        }
    }

    /// <summary>y = x + a * x before: lifts low frequencies for positive a, high ones for negative a.</summary>
    private static void Tilt(Span<float> target, double a)
    {
        float before = 0;
        foreach (ref float sample in target)
        {
            float now = sample;
            sample = (float)((now + (a * before)) / (1 + Math.Abs(a)));
            before = now;
        }
    }

    private static void Scale(Span<float> target, double gain)
    {
        foreach (ref float sample in target)
        {
            sample = (float)Math.Clamp(sample * gain, -1, 1);
        }
    }

    private void AddNoise(Span<float> target, Random random, double decibels)
    {
        float[] noise = new float[target.Length];
        if (backgrounds.Count > 0 && random.Next(4) > 0)
        {
            Mix(noise, backgrounds[random.Next(backgrounds.Count)], random.Next(), 1);
        }
        else
        {
            Coloured(noise, random);
        }

        double power = Power(noise);
        if (power > 0)
        {
            Mix(target, noise, 0, Math.Sqrt(Power(target) / power) * Math.Pow(10, -decibels / 20));
        }
    }

    /// <summary>White, pink or brown noise of power about 1.</summary>
    private static void Coloured(Span<float> target, Random random)
    {
        double keep = random.Next(3) switch { 0 => 0, 1 => 0.85, _ => 0.98 };
        double state = 0, gain = Math.Sqrt(3 * (1 - (keep * keep)));
        foreach (ref float sample in target)
        {
            state = (keep * state) + (gain * Symmetric(random));
            sample = (float)state;
        }
    }

    private static double Power(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += (double)sample * sample;
        }

        return sum / samples.Length;
    }

    private static void Mix(Span<float> target, ReadOnlySpan<float> noise, int from, double gain)
    {
        for (int i = 0, k = from % noise.Length; i < target.Length; i++, k = k + 1 == noise.Length ? 0 : k + 1)
        {
            target[i] += (float)(gain * noise[k]);
        }
    }
}
