using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class RunRawTests
{
    [Fact]
    public void Outputs_hold_the_bytes_of_the_model()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum());
        string a = folder.Write("a.bin", [1, 2, 3]), b = folder.Write("b.bin", [10, 0xFE, 100]);
        JsonElement json = CommandLine.Succeed("run", model, "--raw-input", a, b, "--raw-output", folder["deep/out"], "--json").Json;
        Assert.Equal([11, 0, 103], File.ReadAllBytes(folder["deep/out/out0.bin"]));
        Assert.Equal(folder["deep/out/out0.bin"], json.GetProperty("outputs")[0].GetProperty("file").GetString());
        Assert.Equal(1, json.GetProperty("frames").GetInt32());
        Assert.Equal(["a.bin", "b.bin", "deep/out/out0.bin", "sum.edge"], folder.Files());
    }

    [Fact]
    public void Frames_are_run_one_after_the_other()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum());
        string a = folder.Write("a.bin", [1, 2, 3, 4, 5, 6]), b = folder.Write("b.bin", [1, 1, 1, 2, 2, 2]);
        CommandLine.Succeed("run", model, "--raw-input", a, b, "--raw-output", folder["out"], "--repeat-frames");
        Assert.Equal([2, 3, 4, 6, 7, 8], File.ReadAllBytes(folder["out/out0.bin"]));
    }

    [Fact]
    public void A_profile_shows_every_step()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), input = folder.Write("in.bin", new byte[64]);
        string[] args = ["run", model, "--raw-input", input, "--raw-output", folder["out"], "--profile"];
        Assert.Contains("MaxPool2DInt8", CommandLine.Succeed(args).Out, StringComparison.Ordinal);
        Assert.True(CommandLine.Succeed([.. args, "--json"]).Json.GetProperty("steps")[0].GetProperty("microseconds").GetDouble() > 0);
    }

    [Theory]
    [InlineData(2, false, "has 2 bytes", "needs 3")]
    [InlineData(0, false, "has 0 bytes", "needs 3")]
    [InlineData(6, false, "has 6 bytes", "--repeat-frames")]
    [InlineData(7, true, "has 7 bytes", "3 or a multiple")]
    [InlineData(0, true, "has 0 bytes", "3 or a multiple")]
    [InlineData(6, true, "2", "3")]
    public void Wrong_sizes_are_one_sentence_and_leave_nothing(int size, bool repeat, params string[] words)
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum());
        string a = folder.Write("a.bin", new byte[repeat ? 9 : 3]), b = folder.Write("b.bin", new byte[size]);
        string[] args = ["run", model, "--raw-input", a, b, "--raw-output", folder["out"], .. repeat ? (string[])["--repeat-frames"] : []];
        CommandLine.Fail(1, args, ["b.bin", .. words]);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void The_type_and_shape_of_an_input_are_told()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum()), a = folder.Write("a.bin", [1]);
        CommandLine.Fail(1, ["run", model, "--raw-input", a, a, "--raw-output", folder["out"]], "'a'", "int8 [1,3]");
    }

    [Fact]
    public void The_number_of_files_must_be_that_of_the_inputs()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum()), a = folder.Write("a.bin", [1, 2, 3]);
        CommandLine.Fail(1, ["run", model, "--raw-input", a, "--raw-output", folder["out"]], "2 inputs", "1 file", "a int8 [1,3]; b int8 [1,3]");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum()), a = folder.Write("a.bin", [1, 2, 3]);
        CommandLine.Fail(1, ["run", model, "--raw-input", a, folder["none.bin"], "--raw-output", folder["out"]], "none.bin does not exist");
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.edge", Samples.Sum()), a = folder.Write("a.bin", [1, 2, 3]);
        CommandLine.Fail(1, ["run", model, "--raw-input", a, a, "--raw-output", a], "a.bin is a file");
        Assert.Equal([1, 2, 3], File.ReadAllBytes(a));
    }

    [Fact]
    public void A_float_model_is_sent_to_quantize()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), a = folder.Write("a.bin", new byte[256]);
        CommandLine.Fail(1, ["run", model, "--raw-input", a, "--raw-output", folder["out"]], "halves.onnx is a float model", "edgedeep quantize");
    }
}
