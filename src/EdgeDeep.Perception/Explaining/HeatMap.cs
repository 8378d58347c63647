using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Explaining;

/// <summary>Draws maps over what they explain: red where a part spoke for the class, blue where it spoke against it.</summary>
public static class HeatMap
{
    private const int FrameWidth = 10, BandHeight = 6;
    private const float Strongest = 0.75f;

    /// <summary>A map over a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="map">The map, over the model's input.</param>
    /// <param name="fit">How the picture was brought into the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="height">Rows of the input.</param>
    public static Picture Over(Picture picture, float[,] map, FitMode fit, int width, int height)
    {
        FitPlacement placement = FitPlacement.Of(picture.Width, picture.Height, width, height, fit);
        return Blend(ImageTransform.ToRgb(picture), map, (x, y) => (
            (float)(((((y - placement.SourceY) / placement.SourceHeight) * placement.Height) + placement.Y) / height),
            (float)(((((x - placement.SourceX) / placement.SourceWidth) * placement.Width) + placement.X) / width)));
    }

    /// <summary>A map over the spectrogram of a sound, time to the right and frequency upwards.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="features">The model's frames and bands.</param>
    /// <param name="map">Rows are frames; columns are bands from the lowest, or one for all.</param>
    public static Picture Over(AudioClip clip, MfccOptions features, float[,] map)
    {
        Picture spectrogram = Spectrogram(clip, features with { Coefficients = 0, LogOffset = Math.Max(features.LogOffset, 1e-6) });
        return Blend(spectrogram, map, (x, y) => (x / spectrogram.Width, 1 - (y / spectrogram.Height)));
    }

    /// <summary>Log-mel energies in grey, the loudest white.</summary>
    private static Picture Spectrogram(AudioClip clip, MfccOptions features)
    {
        float[] bands = new float[features.Frames * features.MelBins];
        new Mfcc(features).Compute(clip.AtRate(features.SampleRate).Samples, bands);
        (float least, float largest) = (bands.Min(), bands.Max());
        int width = features.Frames * FrameWidth, height = features.MelBins * BandHeight;
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            float value = bands[(x / FrameWidth * features.MelBins) + (features.MelBins - 1 - (y / BandHeight))];
            pixels.AsSpan(i * 3, 3).Fill((byte)(255 * (value - least) / Math.Max(largest - least, 1e-6f)));
        }

        return new Picture(width, height, 3, pixels);
    }

    private static Picture Blend(Picture picture, float[,] map, Func<float, float, (float Row, float Column)> place)
    {
        float largest = 1e-12f;
        foreach (float value in map)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        byte[] pixels = [.. picture.Pixels];
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            (float row, float column) = place((i % picture.Width) + 0.5f, (i / picture.Width) + 0.5f);
            float value = row is >= 0 and < 1 && column is >= 0 and < 1 ? At(map, row, column) / largest : 0;
            float alpha = Strongest * MathF.Abs(value);
            for (int c = 0; c < 3; c++)
            {
                float paint = value > 0 ? (c == 0 ? 255 : 30) : c == 2 ? 255 : 60;
                pixels[(i * 3) + c] = (byte)((pixels[(i * 3) + c] * (1 - alpha)) + (paint * alpha));
            }
        }

        return new Picture(picture.Width, picture.Height, 3, pixels);
    }

    /// <summary>Between the four nearest cells.</summary>
    private static float At(float[,] map, float row, float column)
    {
        float y = Math.Clamp((row * map.GetLength(0)) - 0.5f, 0, map.GetLength(0) - 1), x = Math.Clamp((column * map.GetLength(1)) - 0.5f, 0, map.GetLength(1) - 1);
        int top = (int)y, left = (int)x, bottom = Math.Min(top + 1, map.GetLength(0) - 1), right = Math.Min(left + 1, map.GetLength(1) - 1);
        float above = map[top, left] + ((map[top, right] - map[top, left]) * (x - left)), below = map[bottom, left] + ((map[bottom, right] - map[bottom, left]) * (x - left));
        return above + ((below - above) * (y - top));
    }
}
