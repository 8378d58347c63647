namespace EdgeDeep.Training.Data;

/// <summary>Samples of several inputs in one array, one input after the other.</summary>
public static class FlatSample
{
    /// <summary>One array for each input.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="sizes">Values of each input; together as many as the sample has.</param>
    public static float[][] Split(float[] sample, IReadOnlyList<int> sizes)
    {
        int at = 0;
        return sizes.Count == 1 ? [sample] : [.. sizes.Select(size => sample[at..(at += size)])];
    }
}
