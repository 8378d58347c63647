using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Compiler.Tests.Calibrate;

public class RangeSearchTests
{
    public static TheoryData<string> Shapes => ["normal", "rectified", "uniform", "outliers", "two sided outliers"];

    /// <summary>The squared error is measured here by really rounding the numbers.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_range_of_least_squares_errs_as_little_as_any_other(string shape)
    {
        float[] numbers = Draw(shape);
        RangeHistogram histogram = Fill(numbers);
        ValueRange found = histogram.LeastSquares(), all = histogram.MinMax;
        double best = double.PositiveInfinity;
        for (int i = 1; i <= 64; i++)
        {
            for (int k = 1; k <= 64; k++)
            {
                best = Math.Min(best, SquaredError(numbers, new ValueRange(all.Min * i / 64, all.Max * k / 64)));
            }
        }

        Assert.InRange(SquaredError(numbers, found), 0, best * 1.03);
        Assert.True(found.Min >= all.Min && found.Max <= all.Max && found.Min <= 0 && found.Max >= 0, $"{found} of {all}");
    }

    [Theory]
    [InlineData("uniform", 0.95, 1)]
    [InlineData("outliers", 0.01, 0.2)]
    [InlineData("two sided outliers", 0.01, 0.2)]
    public void The_range_of_least_divergence_cuts_off_rare_outliers_and_little_else(string shape, double least, double most)
    {
        RangeHistogram histogram = Fill(Draw(shape));
        ValueRange found = histogram.LeastDivergence(), all = histogram.MinMax;
        Assert.InRange((found.Max - found.Min) / (double)(all.Max - all.Min), least, most);
    }

    [Fact]
    public void Nothing_but_zeros_gives_an_empty_range()
    {
        RangeHistogram histogram = Fill([0, 0]);
        Assert.Equal(new ValueRange(0, 0), histogram.LeastSquares());
        Assert.Equal(new ValueRange(0, 0), histogram.LeastDivergence());
    }

    private static RangeHistogram Fill(float[] numbers)
    {
        RangeHistogram histogram = new();
        Assert.True(histogram.TryAdd(numbers));
        return histogram;
    }

    private static float[] Draw(string shape)
    {
        Random random = new(5);
        float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return [.. Enumerable.Range(0, 20_000).Select(i => shape switch
        {
            "normal" => Normal(),
            "rectified" => Math.Max(0, Normal()),
            "uniform" => (random.NextSingle() * 3) - 1,
            "outliers" => i % 5000 == 0 ? 100 : Normal(),
            _ => i % 5000 == 0 ? (i % 10_000 == 0 ? 100 : -150) : Normal(),
        })];
    }

    private static double SquaredError(float[] numbers, ValueRange range)
    {
        double step = ((double)range.Max - range.Min) / 255, sum = 0;
        foreach (float number in numbers.Where(number => number != 0))
        {
            double rounded = range.Min + (Math.Clamp(Math.Round((number - range.Min) / step), 0, 255) * step);
            sum += (number - rounded) * (number - rounded);
        }

        return sum;
    }
}
