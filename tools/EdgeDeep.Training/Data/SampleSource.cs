namespace EdgeDeep.Training.Data;

/// <summary>Samples of a classification data set; may be read by several threads at once.</summary>
public abstract class SampleSource
{
    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Class of a sample, an index into the labels.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public abstract int LabelOf(int index);

    /// <summary>Makes one sample.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">Where augmentation takes its chances; null for the sample as it is.</param>
    /// <param name="input">Receives the input, [h,w,c].</param>
    /// <param name="target">Receives the probability of each class; it arrives as zeros.</param>
    public abstract void Fill(int index, Random? random, Span<float> input, Span<float> target);

    /// <summary>The input of one sample.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="elements">Values of the input.</param>
    /// <param name="random">Where augmentation takes its chances; null for the sample as it is.</param>
    public float[] InputOf(int index, int elements, Random? random = null)
    {
        const int MostClasses = 1024;
        float[] input = new float[elements];
        Fill(index, random, input, new float[MostClasses]);
        return input;
    }
}

/// <summary>Some samples of another source.</summary>
/// <param name="source">The other source.</param>
/// <param name="indices">Which samples, in order.</param>
public sealed class Subset(SampleSource source, IReadOnlyList<int> indices) : SampleSource
{
    /// <inheritdoc/>
    public override int Count => indices.Count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => source.LabelOf(indices[index]);

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target) =>
        source.Fill(indices[index], random, input, target);
}

/// <summary>Samples in memory, as they are.</summary>
/// <param name="inputs">Inputs, one array a sample.</param>
/// <param name="labels">Classes.</param>
public sealed class MemorySource(IReadOnlyList<float[]> inputs, IReadOnlyList<int> labels) : SampleSource
{
    /// <inheritdoc/>
    public override int Count => inputs.Count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => labels[index];

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        inputs[index].CopyTo(input);
        target[labels[index]] = 1;
    }
}
