using CsCheck;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing;

namespace EdgeDeep.Compiler.Tests.Quantizing;

public class QuantizationParametersTests
{
    private static readonly Gen<ValueRange> Ranges =
        Gen.Select(Gen.Float[-1, 1], Gen.Float[-1, 1], Gen.Int[-30, 30]).Select((a, b, exponent) =>
        {
            float x = MathF.ScaleB(a, exponent), y = MathF.ScaleB(b, exponent);
            return new ValueRange(Math.Min(x, y), Math.Max(x, y));
        });

    [Theory]
    [InlineData(-1f, 1f, 2f / 255, -1)]
    [InlineData(0f, 6f, 6f / 255, -128)]
    [InlineData(-6f, 0f, 6f / 255, 127)]
    [InlineData(2f, 5.1f, 5.1f / 255, -128)]
    [InlineData(-3f, -1f, 3f / 255, 127)]
    [InlineData(-10f, 245f, 1f, -118)]
    [InlineData(0f, 0f, 1f, 0)]
    public void KnownRangesHaveKnownParameters(float min, float max, float scale, int zeroPoint)
    {
        Quantization q = QuantizationParameters.Asymmetric(new ValueRange(min, max));
        Assert.Equal(scale, q.Scale, scale * 1e-6f);
        Assert.Equal(zeroPoint, q.ZeroPoint);
    }

    [Fact]
    public void ZeroIsExactAndTheRangeIsCovered() => Ranges.Sample(range =>
    {
        Quantization q = QuantizationParameters.Asymmetric(range);
        Assert.InRange(q.ZeroPoint, -128, 127);
        Assert.Equal(q.ZeroPoint, QuantizationParameters.ToInt8(0, q.Scale, q.ZeroPoint));
        ValueRange wide = range.WithZero();
        double half = q.Scale * 0.50001;
        Assert.True(q.Scale * (-128.0 - q.ZeroPoint) <= wide.Min + half, $"{range} {q.Scale} {q.ZeroPoint}");
        Assert.True(q.Scale * (127.0 - q.ZeroPoint) >= wide.Max - half, $"{range} {q.Scale} {q.ZeroPoint}");
        Assert.True(q.Scale * 255.0 <= ((double)wide.Max - wide.Min) * 1.00001 || q.Scale < 1.2e-38f || wide == default);
    });

    [Theory]
    [InlineData(float.Epsilon)]
    [InlineData(1e-42f)]
    [InlineData(float.MaxValue)]
    public void ExtremeRangesHaveUsableScales(float max)
    {
        Assert.True(float.IsNormal(QuantizationParameters.Asymmetric(new ValueRange(0, max)).Scale));
        Assert.True(float.IsNormal(QuantizationParameters.Asymmetric(new ValueRange(-max, max)).Scale));
    }

    [Theory]
    [InlineData(0.5, 1f, 0, 1)]
    [InlineData(-0.5, 1f, 0, -1)]
    [InlineData(1.4, 1f, 10, 11)]
    [InlineData(1e30, 1e-30f, -5, 127)]
    [InlineData(-300, 1f, 100, -128)]
    public void NumbersAreRoundedAwayFromZeroAndSaturate(double real, float scale, int zeroPoint, int stored) =>
        Assert.Equal(stored, QuantizationParameters.ToInt8(real, scale, zeroPoint));

    [Fact]
    public void ConstantsThatAreNotFiniteAreRefused() => Assert.Throws<ModelException>(
        () => QuantizationParameters.RangeOf(Value.Constant("c", [2], [1, float.NaN])));

    [Fact]
    public void SignalToNoiseIsInDecibels()
    {
        Assert.Equal(20, SignalToNoise.Decibels([1, -1, 1], [1.1f, -1.1f, 0.9f]), 0.001);
        Assert.Equal(double.PositiveInfinity, SignalToNoise.Decibels([0, 2], [0, 2]));
        Assert.Equal(double.NegativeInfinity, SignalToNoise.Decibels([0, 0], [0, 2]));
        Assert.Throws<ArgumentException>(() => SignalToNoise.Decibels([1], [1, 2]));
    }
}
