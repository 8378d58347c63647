using System.Globalization;

namespace EdgeDeep.Training.Data;

/// <summary>Brings every column to mean 0 and standard deviation 1: (x - mean) / deviation.</summary>
/// <param name="Mean">Of every column.</param>
/// <param name="Deviation">Of every column; 1 where all its numbers are equal.</param>
public sealed record Normalization(double[] Mean, double[] Deviation)
{
    /// <summary>Relative difference of two neighbouring floats; what varies less is one number, and the sums' rounding.</summary>
    private const double Resolution = 1.0 / (1 << 23);

    /// <summary>Learns from rows, which must be those of the training part.</summary>
    /// <param name="rows">At least one.</param>
    public static Normalization Of(IReadOnlyList<float[]> rows)
    {
        double[] mean = [.. rows[0].Select((_, column) => rows.Average(row => (double)row[column]))];
        double[] deviation = [.. mean.Select((m, column) => Math.Sqrt(rows.Average(row => Math.Pow(row[column] - m, 2))))];
        return new Normalization(mean, [.. deviation.Select((d, column) => d <= Math.Abs(mean[column]) * Resolution ? 1 : d)]);
    }

    /// <summary>The same with as few digits as numbers in single precision need, short to write down.</summary>
    public Normalization Rounded() => new([.. Mean.Select(m => Round(m, "G9"))], [.. Deviation.Select(d => Round(d, "G6"))]);

    private static double Round(double value, string format) => double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A row as the network learns from it.</summary>
    public float[] Apply(float[] row) => [.. row.Select((value, column) => (float)((value - Mean[column]) / Deviation[column]))];

    /// <summary>
    /// A unit on normalized numbers as the same unit on raw ones: w (x - mean) / deviation + b = (w / deviation) x + (b - w mean / deviation).
    /// </summary>
    /// <param name="weights">Of the unit on normalized numbers, one a column.</param>
    /// <param name="bias">Its bias.</param>
    public (float[] Weights, float Bias) Fold(IReadOnlyList<float> weights, float bias)
    {
        double[] raw = [.. weights.Select((weight, column) => weight / Deviation[column])];
        return ([.. raw.Select(weight => (float)weight)], (float)(bias - raw.Select((weight, column) => weight * Mean[column]).Sum()));
    }
}
