using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Learning;

/// <summary>A batch in memory.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Inputs">[count, h*w*c].</param>
/// <param name="Targets">[count, classes], probabilities.</param>
public sealed record Batch(int Count, float[] Inputs, float[] Targets);

/// <summary>Makes batches in the background, one ahead of the training step; the order and all chances follow from the seed.</summary>
/// <param name="source">The samples.</param>
/// <param name="inputElements">Values of one input.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="threads">Threads that make samples.</param>
public sealed class BatchReader(SampleSource source, int inputElements, int classes, int threads)
{
    /// <summary>Batches of one pass; with a seed shuffled and augmented, an incomplete last batch left out.</summary>
    /// <param name="size">Samples a batch.</param>
    /// <param name="seed">Seed of this pass; null for all samples as they are, in order.</param>
    public IEnumerable<Batch> Read(int size, int? seed)
    {
        int[] order = [.. Enumerable.Range(0, source.Count)];
        if (seed is int s)
        {
            new Random(s).Shuffle(order);
        }

        int batches = seed is null ? (order.Length + size - 1) / size : Batches(size);
        Task<Batch>? next = batches > 0 ? Start(0) : null;
        for (int i = 0; i < batches; i++)
        {
            Batch batch = next!.GetAwaiter().GetResult();
            next = i + 1 < batches ? Start(i + 1) : null;
            yield return batch;
        }

        Task<Batch> Start(int i) => Task.Run(() => Make(order.AsMemory(i * size, Math.Min(size, order.Length - (i * size))), seed));
    }

    /// <summary>Full batches of a training pass.</summary>
    /// <param name="size">Samples a batch.</param>
    public int Batches(int size) => Math.Max(1, source.Count / size);

    private Batch Make(ReadOnlyMemory<int> indices, int? seed)
    {
        int count = indices.Length;
        float[] inputs = new float[count * inputElements], targets = new float[count * classes];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            int index = indices.Span[i];
            Random? random = seed is int s ? new Random(unchecked((s * 7919) + (index * 104729))) : null;
            source.Fill(index, random, inputs.AsSpan(i * inputElements, inputElements), targets.AsSpan(i * classes, classes));
        });
        return new Batch(count, inputs, targets);
    }
}
