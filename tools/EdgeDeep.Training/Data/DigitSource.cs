using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>Digits as inputs 0..1, distorted where augmentation is asked for.</summary>
/// <param name="set">The pictures.</param>
/// <param name="distortion">How far they are distorted.</param>
public sealed class DigitSource(DigitSet set, ImageDistortion distortion) : SampleSource
{
    private readonly ImageAugmenter _augmenter = new(28, 28, 1, distortion);

    /// <inheritdoc/>
    public override int Count => set.Labels.Count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => set.Labels[index];

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        Span<float> plain = stackalloc float[28 * 28];
        byte[] pixels = set.Pixels[index];
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = pixels[i] * (1f / 255);
        }

        if (random is null)
        {
            plain.CopyTo(input);
        }
        else
        {
            _augmenter.Apply(plain, random, input);
        }

        target[set.Labels[index]] = 1;
    }
}
