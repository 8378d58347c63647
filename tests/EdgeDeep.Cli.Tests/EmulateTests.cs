using System.Diagnostics;
using System.Text.Json;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Tests;

public class EmulateTests
{
    private const string Name = "cortex-m4";

    [Fact]
    public void A_model_answers_on_a_board_as_it_does_here()
    {
        SkipWithoutBoard();
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        byte[] frames = [.. Enumerable.Range(0, 3 * InputBytes(model)).Select(i => (byte)((i * 37) + 11))];
        string input = folder.Write("in.bin", frames);
        CommandLine.Succeed("run", model, "--raw-input", input, "--raw-output", folder["here"], "--repeat-frames");
        JsonElement json = CommandLine.Succeed("emulate", model, "--board", Name, "--raw-input", input, "--raw-output", folder["board"], "--repeat-frames", "--json").Json;
        Assert.Equal(File.ReadAllBytes(folder["here/out0.bin"]), File.ReadAllBytes(folder["board/out0.bin"]));
        Assert.Equal(3, json.GetProperty("frames").GetInt32());
        long instructions = json.GetProperty("instructions").GetInt64();
        Assert.InRange(instructions, json.GetProperty("minInstructions").GetInt64(), json.GetProperty("maxInstructions").GetInt64());
        Assert.InRange(instructions, 40, 10_000);
        Assert.Equal(
            json.GetProperty("flashBytes").GetInt64(),
            json.GetProperty("flash").EnumerateArray().Sum(section => section.GetProperty("bytes").GetInt64()));
        Assert.InRange(json.GetProperty("ramBytes").GetInt64(), json.GetProperty("arenaBytes").GetInt64() + json.GetProperty("stackBytes").GetInt64(), 4096);
    }

    [Fact]
    public void A_board_that_people_own_is_emulated_by_its_core()
    {
        SkipWithoutBoard();
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), input = folder.Write("in.bin", new byte[InputBytes(model)]);
        JsonElement json = CommandLine.Succeed("emulate", model, "--board", "nano33ble", "--raw-input", input, "--raw-output", folder["out"], "--json").Json;
        Assert.Equal(Name, json.GetProperty("board").GetString());
    }

    [Fact]
    public void A_board_that_is_not_emulated_or_too_small_is_told()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge()), input = folder.Write("in.bin", new byte[InputBytes(model)]);
        CommandLine.Fail(1, ["emulate", model, "--board", "esp32", "--raw-input", input, "--raw-output", folder["out"]], "Xtensa", "check");
        string large = Path.Combine(ZooTests.Models, "keywords", "keywords.edge");
        CommandLine.Fail(1, ["emulate", large, "--board", "microbit-v1", "--raw-input", input, "--raw-output", folder["out"]], "does not fit", "check");
    }

    [Fact]
    public void A_board_hears_a_sound_as_the_runtime_does()
    {
        SkipWithoutBoard();
        using TempFolder folder = new();
        string model = Path.Combine(ZooTests.Models, "keywords", "keywords.edge"), sound = Path.Combine(ZooTests.Models, "keywords", "clips", "yes", "ked_diphone_yes_1.1.wav");
        JsonElement json = CommandLine.Succeed("emulate", model, sound, "--with-front-end", "--step", "0.5", "--board", Name, "--raw-output", folder["out"], "--json").Json;

        Model loaded = Model.Load(model);
        FrontEndSession session = new(new Model(FrontEnd.Before(loaded.Plan, PreprocessingSpec.Parse(loaded.Plan.Metadata[MetadataKeys.Preprocessing]), 0.5)));
        AudioClip clip = WavReader.Read(sound).AtRate(session.Schedule.SampleRate);
        short[] samples = new short[clip.Samples.Length];
        Pcm.FromFloat(clip.Samples, samples);
        List<byte> answers = [];
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples.AsSpan(at), out bool hasAnswer);
            if (hasAnswer)
            {
                answers.AddRange(session.Session.OutputBytes());
            }
        }

        Assert.NotEmpty(answers);
        Assert.Equal(answers, File.ReadAllBytes(folder["out/out0.bin"]));
        Assert.Equal(answers.Count, json.GetProperty("frames").GetInt32() * session.Session.OutputBytes().Length);
        Assert.True(json.GetProperty("instructionsPerSoundSecond").GetInt64() > json.GetProperty("minInstructions").GetInt64());
    }

    [Theory]
    [InlineData("needs a sound", "--with-front-end")]
    [InlineData("give that option too", "yes.wav")]
    [InlineData("Nothing to run")]
    public void Sounds_and_tensors_are_told_apart(string word, params string[] arguments) =>
        CommandLine.Fail(2, ["emulate", "kws.edge", .. arguments, "--board", Name, "--raw-output", "out"], word);

    [Fact]
    public void The_firmware_stays_where_it_is_wanted()
    {
        SkipWithoutBoard();
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        string input = folder.Write("in.bin", new byte[InputBytes(model)]);
        string text = CommandLine.Succeed("emulate", model, "--board", Name, "--raw-input", input, "--raw-output", folder["out"], "--firmware", folder["firmware"], "--optimize", "s").Out;
        Assert.Contains("instructions", text, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["firmware/program.elf"]));
    }

    [Fact]
    public void A_board_that_does_not_exist_is_named_with_those_that_do()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(1, ["emulate", model, "--board", "arduino", "--raw-input", model, "--raw-output", folder["out"]], "no board 'arduino'", EmulatedBoardTable.Names);
    }

    [Fact]
    public void An_input_of_a_wrong_size_is_refused_before_anything_is_built()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        string input = folder.Write("in.bin", new byte[InputBytes(model) + 1]);
        CommandLine.Fail(1, ["emulate", model, "--board", Name, "--raw-input", input, "--raw-output", folder["out"], "--firmware", folder["firmware"]], "in.bin has", "needs");
        Assert.False(Directory.Exists(folder["out"]));
        Assert.False(Directory.Exists(folder["firmware"]));
    }

    [Fact]
    public void A_float_model_is_refused_with_what_to_do()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx());
        CommandLine.Fail(1, ["emulate", model, "--board", Name, "--raw-input", model, "--raw-output", folder["out"]], "float model", "quantize");
    }

    [Fact]
    public void Without_a_compiler_one_sentence_says_how_to_get_it()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.edge", Samples.Edge());
        string input = folder.Write("in.bin", new byte[InputBytes(model)]);
        ProcessStartInfo start = new("dotnet", ["emulate", model, "--board", Name, "--raw-input", input, "--raw-output", folder["out"]])
        {
            FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? FindDotnet(),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Insert(0, typeof(Cli).Assembly.Location);
        start.Environment["PATH"] = folder.Path;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Equal(
            "error: arm-none-eabi-gcc is not installed, which is needed for building for Cortex-M; apt install gcc-arm-none-eabi libnewlib-arm-none-eabi (Debian) or brew install --cask gcc-arm-embedded (Homebrew).",
            error.Trim());
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static int InputBytes(string model) =>
        CommandLine.Succeed("inspect", model, "--json").Json.GetProperty("inputs")[0].GetProperty("bytes").GetInt32();

    private static void SkipWithoutBoard()
    {
        string? missing = EmulatedBoardTable.Find(Name).Missing();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
    }

    private static string FindDotnet() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")).First(File.Exists);
}
