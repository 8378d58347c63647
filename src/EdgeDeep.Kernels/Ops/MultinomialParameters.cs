namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="Multinomial"/>.</summary>
public struct MultinomialParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Rows of the input, at least 1.</summary>
    public int Batches;

    /// <summary>Values of a row, at least 1.</summary>
    public int Classes;

    /// <summary>Indices drawn from each row, at least 1.</summary>
    public int Samples;

    /// <summary>1 where the table is indexed by the distance below the row's largest value, 0 where by the value + 128.</summary>
    public int FromLargest;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static MultinomialParameters Load(int[] values, int at)
    {
        MultinomialParameters p;
        p.Batches = values[at];
        p.Classes = values[at + 1];
        p.Samples = values[at + 2];
        p.FromLargest = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Batches;
        values[at + 1] = Classes;
        values[at + 2] = Samples;
        values[at + 3] = FromLargest;
    }
}
