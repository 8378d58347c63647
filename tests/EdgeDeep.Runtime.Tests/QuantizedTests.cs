using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Tests;

public class QuantizedTests
{
    [Theory]
    [InlineData(0.125f, InputRounding.Nearest, 0)]
    [InlineData(-0.125f, InputRounding.Nearest, -2)]
    [InlineData(0.37f, InputRounding.Nearest, 0)]
    [InlineData(0.38f, InputRounding.Nearest, 1)]
    [InlineData(0.49f, InputRounding.Truncate, 0)]
    [InlineData(-0.49f, InputRounding.Truncate, -2)]
    [InlineData(0.51f, InputRounding.Truncate, 1)]
    [InlineData(1e9f, InputRounding.Nearest, 127)]
    [InlineData(-1e9f, InputRounding.Truncate, -128)]
    [InlineData(float.NaN, InputRounding.Nearest, -1)]
    public void RealNumbersBecomeStoredIntegers(float real, InputRounding rounding, int expected)
    {
        Session session = new(new Model(HandMade.Copy(ElementType.Int8, 1)));
        session.SetInput(0, [real], rounding);
        Assert.Equal(expected, session.Input<sbyte>()[0]);
    }

    [Theory]
    [InlineData(ElementType.Int8, -128, 127)]
    [InlineData(ElementType.UInt8, 0, 255)]
    [InlineData(ElementType.Int16, -32768, 32767)]
    public void EveryStoredIntegerComesBack(ElementType type, int low, int high)
    {
        Session session = new(new Model(HandMade.Copy(type, high - low + 1)));
        float[] reals = [.. Enumerable.Range(low, high - low + 1).Select(stored => 0.25f * (stored + 1))];
        float[] back = new float[reals.Length];
        session.SetInput(0, reals);
        session.Run();
        session.GetOutput(0, back);
        Assert.Equal(reals, back);
    }

    [Theory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    public void IntegersWithoutAScaleAreTakenAsTheyAre(ElementType type)
    {
        Session session = new(new Model(HandMade.CopyIntegers(type, 4)));
        float[] numbers = [0, 7, -3, 100000], back = new float[4];
        session.SetInput(0, numbers);
        session.Run();
        session.GetOutput(0, back);
        Assert.Equal(numbers, back);
    }

    [Fact]
    public void WrongLengthsAndTypesAreRefused()
    {
        Session session = new(new Model(HandMade.Copy(ElementType.Int8, 4)));
        Assert.Contains("4 elements, not 3", Assert.Throws<ArgumentException>(() => session.SetInput(0, new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("4 elements, not 5", Assert.Throws<ArgumentException>(() => session.GetOutput(0, new float[5])).Message, StringComparison.Ordinal);
        Session integers = new(new Model(HandMade.Copy(ElementType.Int64, 4)));
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => integers.SetInput(0, new float[4])).Message, StringComparison.Ordinal);
    }
}
