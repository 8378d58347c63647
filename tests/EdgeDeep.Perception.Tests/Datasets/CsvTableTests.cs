using System.Text;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Tests.Datasets;

public class CsvTableTests
{
    [Fact]
    public void Header_rows_and_lines_are_told_apart()
    {
        CsvTable table = Read("\uFEFFhours, name ,\"a, \"\"b\"\"\"\r\n1.5,x,\r\n\r\n-2e3 , \"y z\" ,3\n");
        Assert.Equal(["hours", "name", "a, \"b\""], table.Header);
        Assert.Equal([["1.5", "x", ""], ["-2e3", "y z", "3"]], table.Rows);
        Assert.Equal([2, 4], table.Lines);
        Assert.Equal(-2000f, table.Number(1, 0));
        Assert.Contains("line 2 has 'x' in column name", Problem(() => table.Number(0, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_a_number_is_no_header()
    {
        CsvTable table = Read("7,pass\n8,fail");
        Assert.Null(table.Header);
        Assert.Equal(2, table.Rows.Count);
        Assert.Equal("2", table.NameOf(1));
    }

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("a,b\n1\n", "line 2 holds 1 values")]
    [InlineData("a,a\n1,2\n", "two columns called 'a'")]
    [InlineData("a;b\n1;2\n", "semicolons")]
    [InlineData("a,b\n\"1,2\n", "line 2 has a quoted value")]
    [InlineData("a,b\n\"1\"x,2\n", "line 2 has a quoted value")]
    public void Damage_is_one_clear_sentence(string text, string words) =>
        Assert.Contains(words, Problem(() => Read(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("nan")]
    [InlineData("1e99")]
    [InlineData("")]
    public void Only_finite_numbers_count(string text)
    {
        CsvTable table = Read($"1,2\n3,{text}\n");
        Assert.Contains("line 2", Problem(() => table.Number(1, 1)), StringComparison.Ordinal);
    }

    private static string Problem(Func<object> action) => Assert.Throws<InputException>(action).Message;

    private static CsvTable Read(string text)
    {
        using TempFolder folder = new();
        return CsvTable.Read(folder.Add("t.csv", Encoding.UTF8.GetBytes(text)));
    }
}
