using CsCheck;
using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Compiler.Tests.Calibrate;

public class RangeHistogramTests
{
    private static readonly Gen<float[][]> Batches =
        Gen.Select(Gen.Float[-1, 1], Gen.Int[-20, 20]).Select((value, exponent) => (float)Math.ScaleB(value, exponent)).Array[1, 200].Array[1, 12];

    [Fact]
    public void PercentilesAreExactToOneBin() =>
        Gen.Select(Batches, Gen.Double[1, 100]).Sample((batches, percent) =>
        {
            RangeHistogram histogram = Fill(batches, 256);
            float[] sorted = [.. batches.SelectMany(batch => batch).Where(value => value != 0).Order()];
            ValueRange range = histogram.Percentile(percent), exact = default;
            if (sorted.Length > 0)
            {
                int cut = Math.Min((int)(sorted.Length * (100 - percent) / 200), (sorted.Length - 1) / 2);
                exact = new ValueRange(sorted[cut], sorted[^(cut + 1)]).WithZero();
            }

            double tolerance = histogram.BinWidth * 1.0001;
            Assert.InRange(range.Min, exact.Min - tolerance, exact.Min + tolerance);
            Assert.InRange(range.Max, exact.Max - tolerance, exact.Max + tolerance);
            Assert.True(range.Min <= 0 && range.Max >= 0);
        });

    [Fact]
    public void HundredPercentAreTheExtremes() => Batches.Sample(batches =>
    {
        RangeHistogram histogram = Fill(batches, 64);
        ValueRange exact = new ValueRange(batches.Min(batch => batch.Min()), batches.Max(batch => batch.Max())).WithZero();
        Assert.Equal(exact, histogram.Percentile(100));
        Assert.Equal(exact, histogram.MinMax);
    });

    [Fact]
    public void BinsStayNarrowWhateverTheOrder() => Batches.Sample(batches =>
    {
        RangeHistogram histogram = Fill(batches, 256);
        ValueRange all = histogram.MinMax;
        Assert.Equal(batches.Sum(batch => batch.Count(value => value != 0)), histogram.Count);
        Assert.True(histogram.BinWidth <= 2.02 * ((double)all.Max - all.Min) / 256, $"{histogram.BinWidth} for {all}");
    });

    [Fact]
    public void GrowingRangesJoinBinsAndNothingElse()
    {
        RangeHistogram histogram = new(4);
        Add(histogram, 0.5f, 1.5f, 2.5f, 3.5f);
        Assert.Equal(1, histogram.BinWidth);
        Add(histogram, 9f);
        Assert.Equal(4, histogram.BinWidth);
        Add(histogram, -1f);
        Assert.Equal(4, histogram.BinWidth);
        Add(histogram, -40f);
        Assert.Equal(16, histogram.BinWidth);
        Assert.Equal((7, 4), ((int)histogram.Count, histogram.Bins));
    }

    [Fact]
    public void RareValuesAmongZerosAreKept()
    {
        RangeHistogram histogram = new();
        float[] values = new float[100_000];
        values[5] = 3;
        values[6] = 3;
        Assert.True(histogram.TryAdd(values));
        Assert.Equal(3, histogram.Percentile(99).Max, 0.01);
    }

    [Theory]
    [InlineData(0f, 0f, 0f)]
    [InlineData(5f, 0f, 5f)]
    [InlineData(-5f, -5f, 0f)]
    [InlineData(float.Epsilon, 0f, float.Epsilon)]
    [InlineData(float.MaxValue, 0f, float.MaxValue)]
    public void ConstantsHaveARangeWithZero(float value, float min, float max)
    {
        RangeHistogram histogram = new();
        Add(histogram, value, value, value);
        ValueRange range = histogram.Percentile(99.99);
        Assert.Equal(min, range.Min, Math.Abs(min) / 1000);
        Assert.Equal(max, range.Max, Math.Abs(max) / 1000);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void NumbersThatAreNotFiniteAreRefusedWhole(float value)
    {
        RangeHistogram histogram = new();
        Assert.False(histogram.TryAdd([1, value, 2]));
        Assert.Equal(default, histogram.MinMax);
        Assert.True(histogram.TryAdd([]));
    }

    [Fact]
    public void ALongStreamCutsItsTails()
    {
        Random random = new(3);
        RangeHistogram histogram = new();
        float[] batch = new float[10_000];
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = (float)random.NextDouble() + (i == 77 ? 3 : 0);
            }

            histogram.TryAdd(batch);
        }

        // One element in 10,000 lies beyond 3: cutting 5 in 10,000 at the top leaves the bulk below 1.
        Assert.InRange(histogram.Percentile(99.9).Max, 0.99f, 1.01f);
        Assert.InRange(histogram.MinMax.Max, 3f, 4f);
    }

    private static RangeHistogram Fill(float[][] batches, int bins)
    {
        RangeHistogram histogram = new(bins);
        foreach (float[] batch in batches)
        {
            Assert.True(histogram.TryAdd(batch));
        }

        return histogram;
    }

    private static void Add(RangeHistogram histogram, params float[] values) => Assert.True(histogram.TryAdd(values));
}
