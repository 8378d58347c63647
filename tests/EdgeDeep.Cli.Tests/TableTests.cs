using System.Text;
using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

/// <summary>Tables of numbers as data of a model of one vector.</summary>
public class TableTests
{
    [Fact]
    public void A_table_calibrates_measures_and_runs()
    {
        using TempFolder folder = new();
        string onnx = folder.Write("neuron.onnx", Neuron.Onnx()), table = folder.Write("rows.csv", Neuron.Table), edge = folder["neuron.edge"];
        CommandLine.Succeed("quantize", onnx, "-o", edge, "--calibrate", table);
        JsonElement counted = CommandLine.Succeed("evaluate", edge, table, "--reference", onnx, "--show-mistakes", "--json").Json;
        Assert.Equal(4, counted.GetProperty("files").GetInt32());
        Assert.Equal(3, counted.GetProperty("correct").GetInt32());
        Assert.Equal(3, counted.GetProperty("reference").GetProperty("correct").GetInt32());
        Assert.Equal([[2, 1], [0, 1]], counted.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray()));
        Assert.Equal($"{table}:6", counted.GetProperty("mistakes")[0].GetProperty("file").GetString());
        JsonElement second = CommandLine.Succeed("run", edge, table, "--json").Json.GetProperty("files")[1];
        Assert.Equal($"{table}:3", second.GetProperty("file").GetString());
        Assert.Equal("low", second.GetProperty("answers")[0].GetProperty("label").GetString());
        Assert.Equal(1 / (1 + Math.Exp(-5)), second.GetProperty("answers")[0].GetProperty("score").GetSingle(), 0.02);
    }

    [Fact]
    public void The_columns_of_the_calibration_table_go_into_the_model()
    {
        using TempFolder folder = new();
        string onnx = folder.Write("neuron.onnx", Neuron.Onnx(null)), edge = folder["neuron.edge"];
        string table = folder.Write("rows.csv", "a,b,answer\n1,2,low\n9,1,high\n"u8.ToArray());
        CommandLine.Succeed("quantize", onnx, "-o", edge, "--calibrate", table);
        Assert.Contains("table:columns=a:b,label=answer", CommandLine.Succeed("inspect", edge, "--json").Json.GetProperty("preprocessing").GetString(), StringComparison.Ordinal);
        string mixed = folder.Write("mixed.csv", "answer,b,a\nhigh,2,8\n"u8.ToArray());
        Assert.Equal(1, CommandLine.Succeed("evaluate", edge, mixed, "--json").Json.GetProperty("correct").GetInt32());
    }

    [Fact]
    public void The_model_keeps_its_scaling_when_another_column_holds_the_class()
    {
        using TempFolder folder = new();
        string onnx = folder.Write("neuron.onnx", Neuron.Onnx("table:columns=a:b,label=answer,mean=1000:0,std=10:1"));
        string table = folder.Write("rows.csv", "a,b,result\n1050,2,high\n1010,2,low\n"u8.ToArray());
        Assert.Equal(2, CommandLine.Succeed("evaluate", onnx, table, "--preprocess", "table:label=result", "--json").Json.GetProperty("correct").GetInt32());
        Assert.Equal(1, CommandLine.Succeed("evaluate", onnx, table, "--preprocess", "table:label=result,mean=0:0", "--json").Json.GetProperty("correct").GetInt32());
    }

    [Theory]
    [InlineData("1,9,low\n8,3,high\n", 2)]
    [InlineData("a,b,answer\n1,9,low\n", 1)]
    [InlineData("x,y,class\n1,9,low\n8,3,low\n", 1)]
    public void Without_names_columns_count_by_their_order(string text, int correct)
    {
        using TempFolder folder = new();
        string onnx = folder.Write("neuron.onnx", Neuron.Onnx(null)), table = folder.Write("rows.csv", Encoding.UTF8.GetBytes(text));
        Assert.Equal(correct, CommandLine.Succeed("evaluate", onnx, table, "--json").Json.GetProperty("correct").GetInt32());
    }

    [Theory]
    [InlineData("a,answer\n1,low\n", "no column 'b'")]
    [InlineData("a,b\n1,2\n", "no column with the classes")]
    [InlineData("a,b,answer\n1,2,medium\n", "medium")]
    [InlineData("a,b,answer\n1,x,low\n", "line 2", "'x'", "column b")]
    [InlineData("1,2,3,4\n", "4 columns", "takes 2")]
    [InlineData("", "no rows")]
    [InlineData("a,b,answer\n", "no rows")]
    [InlineData("a;b;answer\n1;2;low\n", "semicolons")]
    [InlineData("a,b,answer\n1,2\n", "line 2", "holds 2 values")]
    public void A_table_that_does_not_fit_is_explained(string text, params string[] words)
    {
        using TempFolder folder = new();
        string onnx = folder.Write("neuron.onnx", Neuron.Onnx()), table = folder.Write("rows.csv", Encoding.UTF8.GetBytes(text));
        CommandLine.Fail(1, ["evaluate", onnx, table], ["rows.csv", .. words]);
    }

    [Fact]
    public void A_model_of_pictures_or_of_several_inputs_takes_no_table()
    {
        using TempFolder folder = new();
        string table = folder.Write("rows.csv", Neuron.Table), pair = folder.Write("pair.edge", Neuron.Pair());
        string pictures = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(1, ["evaluate", pair, table], "2 inputs", ".npz");
        CommandLine.Fail(1, ["run", pictures, table, "--preprocess", "image-0-1"], "takes image input", ".png");
    }
}
