namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="SoftmaxRegression"/>.</summary>
public struct SoftmaxRegressionParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 4;

    /// <summary>Features of an example, 1..4096.</summary>
    public int Features;

    /// <summary>Number of classes, 2..4096.</summary>
    public int Classes;

    /// <summary>Added to every stored feature: minus its zero point, -127..128.</summary>
    public int FeatureOffset;

    /// <summary>Mean of the sums of the squared features of all examples, at least 1: it makes the rate independent of their scale.</summary>
    public int Energy;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static SoftmaxRegressionParameters Load(int[] values, int at)
    {
        SoftmaxRegressionParameters p;
        p.Features = values[at];
        p.Classes = values[at + 1];
        p.FeatureOffset = values[at + 2];
        p.Energy = values[at + 3];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = Features;
        values[at + 1] = Classes;
        values[at + 2] = FeatureOffset;
        values[at + 3] = Energy;
    }
}
