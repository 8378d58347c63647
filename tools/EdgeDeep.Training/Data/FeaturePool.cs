using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>
/// Samples from a <see cref="VariantPool"/>: each pass takes another variant of every recording and as many synthesized
/// clips as asked for, all classes equally often.
/// </summary>
/// <param name="pool">The variants.</param>
/// <param name="inputs">[clip][variant] inputs: features or descriptions of the pool.</param>
/// <param name="targets">[clip][variant] probabilities that a teacher gives; null for the label alone.</param>
/// <param name="teacherShare">Weight of the teacher against the label, 0 to 1.</param>
/// <param name="synthesizedPerPass">Synthesized clips of a pass.</param>
/// <param name="mask">Distorts inputs further; null for none.</param>
public sealed class FeaturePool(
    VariantPool pool, float[][][] inputs, float[][][]? targets, double teacherShare, int synthesizedPerPass, SpecAugment? mask) : SampleSource
{
    private readonly int[] _recorded = [.. Enumerable.Range(0, pool.Clips.Count).Where(i => !pool.Clips[i].IsSynthesized)];
    private readonly int[][] _synthesized =
        [.. Enumerable.Range(0, pool.Clips.Count).Where(i => pool.Clips[i].IsSynthesized).GroupBy(i => pool.Clips[i].Label).OrderBy(c => c.Key).Select(c => c.ToArray())];

    /// <inheritdoc/>
    public override int Count => _recorded.Length + (_synthesized.Length == 0 ? 0 : synthesizedPerPass);

    /// <inheritdoc/>
    public override int LabelOf(int index) => pool.Clips[ClipOf(index, null)].Label;

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        int clip = ClipOf(index, random), variant = random?.Next(inputs[clip].Length) ?? 0;
        inputs[clip][variant].CopyTo(input);
        double share = targets is null ? 0 : teacherShare;
        for (int c = 0; targets is not null && c < target.Length; c++)
        {
            target[c] = (float)(share * targets[clip][variant][c]);
        }

        target[pool.Clips[clip].Label] += (float)(1 - share);
        if (random is not null)
        {
            mask?.Apply(input, random);
        }
    }

    private int ClipOf(int index, Random? random)
    {
        if (index < _recorded.Length)
        {
            return _recorded[index];
        }

        int[] ofClass = _synthesized[index % _synthesized.Length];
        return ofClass[random?.Next(ofClass.Length) ?? 0];
    }
}
