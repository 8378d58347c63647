namespace EdgeDeep.Training.Augment;

/// <summary>How far pictures are distorted.</summary>
/// <param name="Degrees">Largest rotation.</param>
/// <param name="Scale">Largest change of size, as a share.</param>
/// <param name="Shear">Largest shear.</param>
/// <param name="Shift">Largest shift as a share of the side.</param>
/// <param name="Noise">Largest standard deviation of added noise, in units of full brightness.</param>
/// <param name="Elastic">Strength of a smooth random bending, in pixels.</param>
/// <param name="Flip">Whether half of the pictures are mirrored.</param>
/// <param name="Erase">Probability that a small rectangle is blanked.</param>
public sealed record ImageDistortion(
    double Degrees = 12, double Scale = 0.15, double Shear = 0.2, double Shift = 0.1, double Noise = 0.1, double Elastic = 1.2,
    bool Flip = false, double Erase = 0.2)
{
    /// <summary>Largest change of contrast, as a share.</summary>
    public double Contrast { get; init; } = 0.2;

    /// <summary>Largest change of brightness, in units of full brightness.</summary>
    public double Brightness { get; init; }

    /// <summary>Largest change of saturation, as a share; for three channels.</summary>
    public double Saturation { get; init; }

    /// <summary>Beyond the border the outermost pixels continue (photographs); otherwise there is black (digits).</summary>
    public bool KeepsEdges { get; init; }
}

/// <summary>Distorts pictures [h,w,c] of values 0..1 by one random affine map, bending, contrast, noise and a blanked patch.</summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="channels">Channels.</param>
/// <param name="distortion">How far.</param>
public sealed class ImageAugmenter(int height, int width, int channels, ImageDistortion distortion)
{
    private const int Grid = 4; // the bending is bilinear between Grid x Grid random vectors

    /// <summary>Makes one distorted picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="random">Where chances come from.</param>
    /// <param name="target">Receives the distorted picture.</param>
    public void Apply(ReadOnlySpan<float> source, Random random, Span<float> target)
    {
        double angle = Symmetric(random, distortion.Degrees) * Math.PI / 180;
        double shear = Symmetric(random, distortion.Shear);
        double scaleX = 1 / (1 + Symmetric(random, distortion.Scale)), scaleY = 1 / (1 + Symmetric(random, distortion.Scale));
        bool flip = distortion.Flip && random.Next(2) == 0;
        double xx = Math.Cos(angle) * scaleX * (flip ? -1 : 1), xy = (Math.Cos(angle) * shear) - Math.Sin(angle);
        double yx = Math.Sin(angle) * scaleX, yy = ((Math.Sin(angle) * shear) + Math.Cos(angle)) * scaleY;
        double shiftX = Symmetric(random, distortion.Shift) * width, shiftY = Symmetric(random, distortion.Shift) * height;
        Span<double> bendX = stackalloc double[Grid * Grid], bendY = stackalloc double[Grid * Grid];
        Fill(random, bendX);
        Fill(random, bendY);
        double contrast = 1 + Symmetric(random, distortion.Contrast);
        double noise = random.NextDouble() * distortion.Noise;
        double centreX = (width - 1) / 2.0, centreY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double dx = x - centreX, dy = y - centreY;
                double sx = (xx * dx) + (xy * dy) + centreX + shiftX + Between(bendX, x, y);
                double sy = (yx * dx) + (yy * dy) + centreY + shiftY + Between(bendY, x, y);
                for (int c = 0; c < channels; c++)
                {
                    double value = (Sample(source, sx, sy, c) * contrast) + (noise * Symmetric(random, 1.7));
                    target[(((y * width) + x) * channels) + c] = (float)Math.Clamp(value, 0, 1);
                }
            }
        }

        Erase(random, target);
        JitterColour(random, target);
    }

    private static double Symmetric(Random random, double limit) => ((random.NextDouble() * 2) - 1) * limit;

    private void Fill(Random random, Span<double> vectors)
    {
        foreach (ref double v in vectors)
        {
            v = Symmetric(random, distortion.Elastic);
        }
    }

    private double Between(ReadOnlySpan<double> grid, int x, int y)
    {
        double gx = x * (Grid - 1.001) / (width - 1), gy = y * (Grid - 1.001) / (height - 1);
        int ix = (int)gx, iy = (int)gy;
        double fx = gx - ix, fy = gy - iy;
        int at = (iy * Grid) + ix;
        return (((grid[at] * (1 - fx)) + (grid[at + 1] * fx)) * (1 - fy)) + (((grid[at + Grid] * (1 - fx)) + (grid[at + Grid + 1] * fx)) * fy);
    }

    private double Sample(ReadOnlySpan<float> source, double x, double y, int c)
    {
        int ix = (int)Math.Floor(x), iy = (int)Math.Floor(y);
        double fx = x - ix, fy = y - iy;
        return (((Pixel(source, ix, iy, c) * (1 - fx)) + (Pixel(source, ix + 1, iy, c) * fx)) * (1 - fy))
            + (((Pixel(source, ix, iy + 1, c) * (1 - fx)) + (Pixel(source, ix + 1, iy + 1, c) * fx)) * fy);
    }

    private float Pixel(ReadOnlySpan<float> source, int x, int y, int c) =>
        (uint)x < (uint)width && (uint)y < (uint)height ? source[(((y * width) + x) * channels) + c]
        : distortion.KeepsEdges ? source[(((Math.Clamp(y, 0, height - 1) * width) + Math.Clamp(x, 0, width - 1)) * channels) + c]
        : 0;

    /// <summary>Moves all values by one number, and the channels of each pixel away from their mean or towards it.</summary>
    private void JitterColour(Random random, Span<float> target)
    {
        if (distortion.Brightness == 0 && distortion.Saturation == 0)
        {
            return;
        }

        double brightness = Symmetric(random, distortion.Brightness), saturation = 1 + Symmetric(random, distortion.Saturation);
        for (int at = 0; at < target.Length; at += channels)
        {
            Span<float> pixel = target.Slice(at, channels);
            float mean = channels == 3 ? (pixel[0] + pixel[1] + pixel[2]) / 3 : pixel[0];
            foreach (ref float value in pixel)
            {
                value = (float)Math.Clamp(mean + ((value - mean) * saturation) + brightness, 0, 1);
            }
        }
    }

    private void Erase(Random random, Span<float> target)
    {
        if (random.NextDouble() >= distortion.Erase)
        {
            return;
        }

        int h = 1 + random.Next(height / 5), w = 1 + random.Next(width / 5);
        int top = random.Next(height - h), left = random.Next(width - w);
        for (int y = top; y < top + h; y++)
        {
            target.Slice(((y * width) + left) * channels, w * channels).Clear();
        }
    }
}
