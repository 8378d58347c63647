using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Tests.Graphs;

public class StatePairTests
{
    [Theory]
    [InlineData("a=b", "a", "b", new[] { 0f })]
    [InlineData(" a = b ", "a", "b", new[] { 0f })]
    [InlineData("h.1:0=x/y=0.5", "h.1:0", "x/y", new[] { 0.5f })]
    [InlineData("a=b=0,-1e-3,2", "a", "b", new[] { 0, -1e-3f, 2 })]
    public void APairIsReadAndWritten(string text, string input, string output, float[] initial)
    {
        StatePair pair = StatePair.Parse(text);
        Assert.Equal((input, output), (pair.Input, pair.Output));
        Assert.Equal(initial, pair.Initial);
        StatePair again = StatePair.Parse(pair.ToString());
        Assert.Equal(pair.ToString(), again.ToString());
        Assert.Equal(initial, again.Initial);
    }

    [Fact]
    public void LinesAreReadOneByOne() =>
        Assert.Equal(["a=b", "c=d=1"], StatePair.ParseLines("a=b\r\n\n c=d=1 \n").Select(pair => pair.ToString()));

    [Theory]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("=b")]
    [InlineData("a=b=")]
    [InlineData("a=b=x")]
    [InlineData("a=b=1;2")]
    [InlineData("a=b=NaN")]
    [InlineData("a=b=1=2")]
    public void OtherTextsAreRefusedWithTheText(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<ModelException>(() => StatePair.Parse(text)).Message, StringComparison.Ordinal);
}
