using System.Text.Json;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

public class ExportTests
{
    [Fact]
    public void A_model_becomes_three_files_of_C()
    {
        using TempFolder folder = new();
        string path = folder.Write("My halves.edge", Samples.Edge());
        JsonElement json = CommandLine.Succeed("export", path, "--to", "c", "-o", folder["out"], "--json").Json;
        Assert.Equal("my_halves", json.GetProperty("name").GetString());
        Assert.Equal(
            [folder["out/my_halves.h"], folder["out/my_halves.c"], folder["out/my_halves_selftest.c"]],
            json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.All(json.GetProperty("files").EnumerateArray(), file => Assert.True(new FileInfo(file.GetString()!).Length > 500));
        Assert.Contains("MY_HALVES_LABELS 2", File.ReadAllText(folder["out/my_halves.h"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_can_be_chosen()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        Assert.Contains("pick.h", CommandLine.Succeed("export", path, "--to", "c", "-o", folder["out"], "--name", "pick").Out, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/pick.c"]));
    }

    [Fact]
    public void A_model_becomes_a_project_without_a_runtime()
    {
        using TempFolder folder = new();
        string path = folder.Write("My halves.edge", Samples.Edge());
        JsonElement json = CommandLine.Succeed("export", path, "--to", "bare", "-o", folder["out"], "--json").Json;
        Assert.Equal("MyHalves", json.GetProperty("name").GetString());
        string[] files = [.. json.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.All(files, file => Assert.True(File.Exists(file), file));
        Assert.Equal(files.Length + 1, folder.Files().Length);
        Assert.Contains("class MyHalves", File.ReadAllText(folder["out/MyHalves.cs"]), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(folder["out/build.sh"]).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void The_program_around_a_model_is_the_users()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        folder.Write("out/Program.cs", "// mine"u8.ToArray());
        folder.Write("out/Halves.cs", "// old"u8.ToArray());
        CommandLine.Succeed("export", path, "--to", "bare", "-o", folder["out"]);
        Assert.Equal("// mine", File.ReadAllText(folder["out/Program.cs"]));
        Assert.Contains("class Halves", File.ReadAllText(folder["out/Halves.cs"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_filled_stays_as_it_was()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        folder.Write("out/kernels", [1]);
        CommandLine.Fail(1, ["export", path, "--to", "bare", "-o", folder["out"]], "kernels");
        Assert.Equal(["halves.edge", "out/kernels"], folder.Files());
    }

    [Fact]
    public void A_sound_model_brings_its_front_end()
    {
        using TempFolder folder = new();
        string model = Path.Combine(ZooTests.Models, "keywords", "keywords.edge");
        JsonElement json = CommandLine.Succeed("export", model, "--to", "c", "--with-front-end", "--step", "0.2", "-o", folder["out"], "--json").Json;
        JsonElement frontEnd = json.GetProperty("frontEnd");
        Assert.Equal("16000 480 320 3200", $"{frontEnd.GetProperty("sampleRate")} {frontEnd.GetProperty("frameSamples")} {frontEnd.GetProperty("frameStride")} {frontEnd.GetProperty("inferenceSamples")}");
        string header = File.ReadAllText(folder["out/keywords.h"]);
        Assert.Contains("int32_t keywords_feed(const int16_t *samples, int32_t count);", header, StringComparison.Ordinal);
        Assert.DoesNotContain("keywords_invoke", header, StringComparison.Ordinal);
        Assert.DoesNotContain("keywords_input0", header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_end_that_cannot_be_is_refused()
    {
        using TempFolder folder = new();
        string keywords = Path.Combine(ZooTests.Models, "keywords", "keywords.edge"), digits = Path.Combine(ZooTests.Models, "digits", "digits.edge");
        CommandLine.Fail(1, ["export", digits, "--to", "c", "--with-front-end", "-o", folder["out"]], "no fixed-point front end", "image");
        CommandLine.Fail(2, ["export", keywords, "--to", "c", "--step", "0.2", "-o", folder["out"]], "--with-front-end");
        CommandLine.Fail(2, ["export", keywords, "--to", "c", "--with-front-end", "--step", "0", "-o", folder["out"]], "--step");
        CommandLine.Fail(1, ["export", keywords, "--to", "c", "--with-front-end", "--preprocess", "micro-speech", "-o", folder["out"]], "49x40");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_float_model_is_refused_with_what_to_do()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.onnx", Samples.FloatOnnx());
        CommandLine.Fail(1, ["export", path, "--to", "c", "-o", folder["out"]], "float model", "quantize");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_package_is_a_folder_for_an_ecosystem()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        JsonElement json = CommandLine.Succeed("export", path, "--to", "c", "--package", "arduino,cmake", "-o", folder["out"], "--json").Json;
        Assert.All(["src/halves.c", "library.properties", "examples/SelfTest/SelfTest.ino", "CMakeLists.txt", "README.md", "LICENSE"], name => Assert.True(File.Exists(folder[$"out/{name}"]), name));
        Assert.False(File.Exists(folder["out/library.json"]));
        Assert.Equal(Directory.EnumerateFiles(folder["out"], "*", SearchOption.AllDirectories).Count(), json.GetProperty("files").GetArrayLength());
        Assert.All(json.GetProperty("sizes").EnumerateArray(), size => Assert.Equal(json.GetProperty("arenaBytes").GetInt32(), size.GetProperty("ram").GetInt32()));
    }

    [Fact]
    public void An_unknown_package_is_wrong_usage()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(2, ["export", path, "--to", "c", "--package", "arduno", "-o", folder["out"]], "arduno", "platformio", "all");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_model_becomes_a_library_for_nanoFramework()
    {
        using TempFolder folder = new();
        string path = folder.Write("my-halves.edge", Samples.Edge());
        JsonElement json = CommandLine.Succeed("export", path, "--to", "nano", "-o", folder["out"] + "/", "--json").Json;
        Assert.Equal("MyHalves", json.GetProperty("name").GetString());
        Assert.All(json.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString()), file.GetString()));
        Assert.True(File.Exists(folder["out/EdgeDeep.Models.MyHalves.nfproj"]));
        Assert.True(File.Exists(folder["out/Model/MyHalvesModel.cs"]));
        Assert.Equal(JsonValueKind.Number, json.GetProperty("heapBytes").ValueKind);
        Assert.DoesNotContain(Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_native_library_comes_with_the_sources_for_a_firmware()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        string printed = CommandLine.Succeed("export", path, "--to", "nano", "--native", "-o", folder["out"]).Out;
        Assert.Contains("dotnet build", printed, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/InteropAssemblies/EdgeDeep.Models.Halves/halves.c"]));
        Assert.True(File.Exists(folder["out/CMake/Modules/FindINTEROP-EdgeDeep.Models.Halves.cmake"]));
    }

    [Fact]
    public void Native_methods_belong_to_nanoFramework()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(2, ["export", path, "--to", "c", "--native", "-o", folder["out"]], "--native", "--to nano");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_file_in_the_way_of_a_folder_leaves_nothing_half_written()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        folder.Write("out/examples", [1]);
        CommandLine.Fail(1, ["export", path, "--to", "c", "--package", "arduino", "-o", folder["out"]], "examples", "is a file");
        Assert.Equal(["examples"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(entry => Path.GetFileName(entry)));
    }

    [Fact]
    public void A_file_where_a_folder_is_needed_is_left_alone()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        folder.Write("out/Model", [1]);
        CommandLine.Fail(1, ["export", path, "--to", "nano", "-o", folder["out"]], "out/Model is a file");
        Assert.Equal([folder["out/Model"]], Directory.GetFileSystemEntries(folder["out"]));
    }

    [Fact]
    public void A_package_with_a_front_end_takes_samples()
    {
        string gcc = CCompiler.Require();
        using TempFolder folder = new();
        string model = Path.Combine(ZooTests.Models, "keywords", "keywords.edge");
        CommandLine.Succeed("export", model, "--to", "c", "--package", "esp-idf,arduino", "--with-front-end", "-o", folder["out"]);
        folder.Write("main.c", "void app_main(void);\n\nint main(void)\n{\n    app_main();\n    return 0;\n}\n"u8.ToArray());
        CCompiler.Run(gcc, [
            "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-I", folder["out/src"], folder["main.c"], folder["out/examples/esp-idf/main/main.c"],
            folder["out/src/keywords.c"], folder["out/src/keywords_selftest.c"], "-lm", "-o", folder["example"]]);
        string[] lines = CCompiler.Run(folder["example"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("keywords: self-test passed", lines[0]);
        Assert.Equal(12, lines.Count(line => line.Contains(": 0.", StringComparison.Ordinal)));
        Assert.Contains("keywords_feed(samples", File.ReadAllText(folder["out/examples/SelfTest/SelfTest.ino"]), StringComparison.Ordinal);
        Assert.Contains("keywords_feed(samples", File.ReadAllText(folder["out/README.md"]), StringComparison.Ordinal);
    }
}
