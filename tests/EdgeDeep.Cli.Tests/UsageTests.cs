namespace EdgeDeep.Cli.Tests;

public class UsageTests
{
    public static TheoryData<string> Commands => ["demo", "quantize", "inspect", "check", "run", "evaluate", "compare", "listen", "export", "emulate", "bench", "train", "doctor"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself_with_an_example(string command)
    {
        Outcome outcome = CommandLine.Succeed(command, "--help");
        Assert.Contains($"edgedeep {command}", outcome.Out[outcome.Out.IndexOf("Example", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("--json", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Help_lists_the_commands() =>
        Assert.All(Commands, command => Assert.Contains(command, CommandLine.Succeed("--help").Out, StringComparison.Ordinal));

    [Theory]
    [InlineData("", "A command is missing", "'edgedeep --help'")]
    [InlineData("frobnicate", "no command 'frobnicate'", "'edgedeep --help'")]
    [InlineData("quantize", "--output", "'edgedeep quantize --help'")]
    [InlineData("quantize m.tflite", "--output", "'edgedeep quantize --help'")]
    [InlineData("quantize m.tflite -o m.bin", ".edge", "'edgedeep quantize --help'")]
    [InlineData("quantize m.tflite -o m.edge --method best", "'best'", "'minmax' 'percentile'")]
    [InlineData("quantize m.tflite -o m.edge --samples many", "--samples", "'many'")]
    [InlineData("quantize m.tflite -o m.edge --samples 0", "--samples", "at least 1")]
    [InlineData("quantize m.tflite -o m.edge --percentile 101", "--percentile", "at most 100")]
    [InlineData("inspect", "Required argument", "'edgedeep inspect --help'")]
    [InlineData("inspect a.edge b.edge", "'b.edge'", "'edgedeep inspect --help'")]
    [InlineData("inspect --layer a.edge", "'--layer'", "'edgedeep inspect --help'")]
    [InlineData("run m.edge", "Nothing to run", "'edgedeep run --help'")]
    [InlineData("run --bogus", "'--bogus'", "'edgedeep run --help'")]
    [InlineData("run m.edge a.wav --raw-input b.bin", "not both", "'edgedeep run --help'")]
    [InlineData("run m.edge --raw-input b.bin", "--raw-output", "'edgedeep run --help'")]
    [InlineData("run m.edge --raw-output d", "--raw-input", "'edgedeep run --help'")]
    [InlineData("run m.edge a.wav --repeat-frames", "--raw-input", "'edgedeep run --help'")]
    [InlineData("run m.edge a.wav --top 0", "--top", "at least 1")]
    [InlineData("evaluate m.edge", "Required argument", "'edgedeep evaluate --help'")]
    [InlineData("export m.edge --to c", "--output", "'edgedeep export --help'")]
    [InlineData("export m.edge --to cobol -o d", "'cobol'", "'c'")]
    [InlineData("evaluate m.edge f --limit 0", "--limit", "at least 1")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string line, params string[] words) =>
        CommandLine.Fail(2, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), words);

    [Theory]
    [InlineData("inspect")]
    [InlineData("run")]
    [InlineData("evaluate")]
    [InlineData("quantize")]
    [InlineData("export")]
    public void A_missing_model_is_named(string command) =>
        CommandLine.Fail(1, [command, "no-such-model.onnx", .. Rest(command)], "no-such-model.onnx does not exist");

    [Fact]
    public void A_file_with_another_extension_is_refused()
    {
        using TempFolder folder = new();
        CommandLine.Fail(1, ["inspect", folder.Write("model.bin", [1])], "model.bin", ".edge, .tflite or .onnx");
    }

    [Theory]
    [InlineData("model.edge")]
    [InlineData("model.tflite")]
    [InlineData("model.onnx")]
    public void A_text_under_the_name_of_a_model_is_refused(string name)
    {
        using TempFolder folder = new();
        CommandLine.Fail(1, ["inspect", folder.Write(name, "this is a text\n"u8.ToArray())], name);
    }

    [Fact]
    public void A_truncated_model_is_refused()
    {
        using TempFolder folder = new();
        byte[] model = Samples.Edge();
        CommandLine.Fail(1, ["inspect", folder.Write("cut.edge", model[..^20])], "cut.edge", "copy it again");
    }

    [Fact]
    public void A_folder_is_no_model()
    {
        using TempFolder folder = new();
        CommandLine.Fail(1, ["inspect", folder.Path], "folder");
    }

    private static string[] Rest(string command) => command switch
    {
        "run" => ["a.wav"],
        "evaluate" => ["folder"],
        "quantize" => ["-o", "out.edge"],
        "export" => ["--to", "c", "-o", "out"],
        _ => [],
    };
}
