namespace EdgeDeep.Training.Augment;

/// <summary>
/// Distorts features [frames, width] in place: shifts whole frames and blanks some frames, and for log-mel features some
/// bands too. Blanked values become the mean of their column, so that the network sees nothing unusual there.
/// </summary>
/// <param name="frames">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="maxShift">Largest shift in frames.</param>
/// <param name="maxFrames">Longest blanked stretch of frames.</param>
/// <param name="maxBands">Most neighbouring columns that are blanked; 0 for cepstral coefficients.</param>
public sealed class SpecAugment(int frames, int width, int maxShift, int maxFrames, int maxBands)
{
    /// <summary>Distorts one sample.</summary>
    /// <param name="features">The features.</param>
    /// <param name="random">Where chances come from.</param>
    public void Apply(Span<float> features, Random random)
    {
        Shift(features, random.Next(-maxShift, maxShift + 1));
        if (random.Next(2) == 0)
        {
            int count = random.Next(maxFrames + 1);
            Blank(features, random.Next(frames - count + 1), count, 0, width);
        }

        if (maxBands > 0 && random.Next(2) == 0)
        {
            int count = random.Next(maxBands + 1);
            Blank(features, 0, frames, random.Next(width - count + 1), count);
        }
    }

    /// <summary>Rows move; the first or last row fills the gap.</summary>
    private void Shift(Span<float> features, int by)
    {
        float[] before = features.ToArray();
        for (int frame = 0; frame < frames; frame++)
        {
            int from = Math.Clamp(frame - by, 0, frames - 1);
            before.AsSpan(from * width, width).CopyTo(features.Slice(frame * width, width));
        }
    }

    private void Blank(Span<float> features, int firstFrame, int frameCount, int firstColumn, int columnCount)
    {
        for (int column = firstColumn; column < firstColumn + columnCount; column++)
        {
            double sum = 0;
            for (int frame = 0; frame < frames; frame++)
            {
                sum += features[(frame * width) + column];
            }

            for (int frame = firstFrame; frame < firstFrame + frameCount; frame++)
            {
                features[(frame * width) + column] = (float)(sum / frames);
            }
        }
    }
}
