using System.Text;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class TableSamplesTests
{
    [Fact]
    public void Columns_are_found_by_name()
    {
        TableSamples samples = Read("day,b,result,a\n1,2,yes,3\n2,4,no,5\n", "table:columns=a:b,label=result", [1, 2]);
        Assert.Equal([[3f, 2f], [5f, 4f]], samples.Inputs);
        Assert.Equal(["yes", "no"], samples.Labels);
        Assert.EndsWith("t.csv:3", samples.Names[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_taken_in_order_and_named_by_the_header()
    {
        TableSamples samples = Read("a,class,b\n1,x,2\n", "table", [1, 2]);
        Assert.Equal([[1f, 2f]], samples.Inputs);
        Assert.Equal(["x"], samples.Labels);
        Assert.Equal("table:columns=a:b,label=class,rounding=nearest", samples.Spec.ToString());
        Assert.Equal(samples.Spec, PreprocessingSpec.Parse(samples.Spec.ToString()));
        Assert.Null(Read("1,2\n", "table", [1, 2]).Labels);
        Assert.Equal(["2"], Read("1,2\n", "table", [1, 1]).Labels);
    }

    [Fact]
    public void Columns_are_scaled_one_by_one()
    {
        TableSamples samples = Read("b,a\n1000,3\n3000,1\n", "table:columns=a:b,mean=1:2000,std=1/2:1000", [1, 2]);
        Assert.Equal([[4f, -1f], [0f, 1f]], samples.Inputs);
        Assert.Equal("table:columns=a:b,mean=1:2000,std=0.5:1000,rounding=nearest", samples.Spec.ToString());
        Assert.Equal(samples.Spec, PreprocessingSpec.Parse(samples.Spec.ToString()));
        Assert.NotEqual(samples.Spec, samples.Spec with { Std = new PerColumn([0.5, 999]) });
        Assert.Equal([[2f, 3f, 4f, 5f]], Read("1,2\n3,4\n", "table:mean=-1:-1", [1, 2, 2]).Inputs);
        Assert.Contains("takes 3", Problem("1,2,3\n", "table:std=1:2", [1, 3]), StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_are_consecutive_rows()
    {
        TableSamples samples = Read("x,y,label\n1,2,a\n3,4,a\n5,6,b\n7,8,b\n", "table:columns=x:y", [1, 2, 1, 2]);
        Assert.Equal([[1f, 2f, 3f, 4f], [5f, 6f, 7f, 8f]], samples.Inputs);
        Assert.Equal(["a", "b"], samples.Labels);
        Assert.Contains("3 rows", Problem("1,2\n3,4\n5,6\n", "table", [1, 2, 2]), StringComparison.Ordinal);
        Assert.Contains("changes at line 3", Problem("x,y,label\n1,2,a\n3,4,b\n", "table:columns=x:y", [1, 2, 2]), StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_makes_a_tensor_and_several_do_not()
    {
        using TempFolder folder = new();
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("table"), [1, 2]);
        float[] tensor = new float[2];
        preprocessor.FileToTensor(folder.Add("one.csv", "4,5\n"u8.ToArray()), tensor);
        Assert.Equal([4f, 5f], tensor);
        Assert.Contains("2 samples", Assert.Throws<InputException>(() => preprocessor.FileToTensor(folder.Add("two.csv", "4,5\n6,7\n"u8.ToArray()), tensor)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table:columns=a:a", "named twice")]
    [InlineData("table:columns=a:b,label=b", "cannot be an input and the label")]
    [InlineData("table:columns=a::b", "empty")]
    [InlineData("table:column=a", "columns")]
    [InlineData("table:mean=1:x", "one for each column")]
    [InlineData("table:columns=a:b,mean=1", "2 numbers")]
    [InlineData("table:std=1:0", "not above 0")]
    public void Impossible_specifications_are_explained(string text, string words) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => PreprocessingSpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Specifications_of_several_inputs_are_lines()
    {
        const string Lines = "table:columns=a:b,rounding=nearest\ntensor\nimage-0-1";
        IReadOnlyList<PreprocessingSpec?> specs = PreprocessingSpec.ParseAll(Lines);
        Assert.Null(specs[1]);
        Assert.Equal(Lines, PreprocessingSpec.FormatAll(specs));
    }

    private static string Problem(string text, string spec, int[] shape) => Assert.Throws<InputException>(() => Read(text, spec, shape)).Message;

    private static TableSamples Read(string text, string spec, int[] shape)
    {
        using TempFolder folder = new();
        return TableSamples.Read(folder.Add("t.csv", Encoding.UTF8.GetBytes(text)), (TableSpec)PreprocessingSpec.Parse(spec), shape);
    }
}
