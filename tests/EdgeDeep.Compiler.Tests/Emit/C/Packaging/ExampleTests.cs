using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Emit.C.Packaging;

/// <summary>The examples of the ecosystems, built by their own build files and run on this machine over stand-ins of the systems.</summary>
public class ExampleTests
{
    // (0 * 2 + 0 * 2 + 100) / 2 at scale 1, and the second label does not fit the one output.
    private const string Answer = "one: self-test passed\none_output0[0]: 50.000\n";

    [Fact]
    public void The_Arduino_sketch_tests_itself_and_prints_the_answer()
    {
        string gpp = CCompiler.Require("g++"), gcc = CCompiler.Require();
        using PackageFolder folder = new("arduino", "one");
        WriteSketch(folder);
        CCompiler.Run(gcc, ["-c", "-Os", folder.At("one/src/one.c"), "-o", folder.At("one.o")]);
        CCompiler.Run(gcc, ["-c", "-Os", folder.At("one/src/one_selftest.c"), "-o", folder.At("selftest.o")]);
        CCompiler.Run(gpp, [
            "-std=gnu++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-I", PackageFolder.StandIn("arduino"), "-I", folder.At("one/src"),
            folder.At("sketch.cpp"), PackageFolder.StandIn("arduino/core.cpp"), folder.At("one.o"), folder.At("selftest.o"), "-o", folder.At("sketch")]);
        Assert.Equal("one: self-test passed\none answer took 0 microseconds\none_output0[0]: 50.000\n", CCompiler.Run(folder.At("sketch")));
    }

    [Theory]
    [InlineData("-mcpu=cortex-m0plus")]
    [InlineData("-mcpu=cortex-m4 -mfloat-abi=softfp -mfpu=fpv4-sp-d16")]
    public void The_Arduino_library_compiles_for_boards(string cpu)
    {
        string gcc = CCompiler.Require("arm-none-eabi-gcc"), gpp = CCompiler.Require("arm-none-eabi-g++");
        using PackageFolder folder = new("arduino", "one");
        WriteSketch(folder);
        string[] flags = [.. cpu.Split(' '), "-mthumb", "-Os", "-Wall", "-Wextra", "-Werror", "-c", "-I", folder.At("one/src"), "-I", PackageFolder.StandIn("arduino")];
        CCompiler.Run(gcc, [.. flags, "-std=gnu11", folder.At("one/src/one.c"), "-o", folder.At("one.o")]);
        CCompiler.Run(gcc, [.. flags, "-std=gnu11", folder.At("one/src/one_selftest.c"), "-o", folder.At("selftest.o")]);
        CCompiler.Run(gpp, [.. flags, "-std=gnu++11", "-fno-exceptions", folder.At("sketch.cpp"), "-o", folder.At("sketch.o")]);
    }

    [Fact]
    public void The_Pico_example_builds_and_answers()
    {
        using PackageFolder folder = new("pico", "one");
        Assert.Equal(Answer, Run(folder, "one/examples/pico", "one_pico", ("PICO_SDK_PATH", "pico")));
    }

    [Fact]
    public void The_ESP_IDF_example_builds_and_answers()
    {
        using PackageFolder folder = new("esp-idf", "one");
        Assert.Equal(Answer, Run(folder, "one/examples/esp-idf", "one_example", ("IDF_PATH", "esp-idf")));
    }

    [Fact]
    public void The_Zephyr_sample_builds_and_answers()
    {
        using PackageFolder folder = new("zephyr", "one");
        Assert.Equal(Answer, Run(folder, "one/samples/selftest", "zephyr_final", ("ZEPHYR_BASE", "zephyr")));
    }

    private static string Run(PackageFolder folder, string source, string program, (string Variable, string StandIn) system)
    {
        Environment.SetEnvironmentVariable(system.Variable, PackageFolder.StandIn(system.StandIn));
        return CCompiler.Run(Path.Combine(folder.Build(source), program));
    }

    /// <summary>Arduino makes C++ of a sketch by including the core's header.</summary>
    private static void WriteSketch(PackageFolder folder) => File.WriteAllText(
        folder.At("sketch.cpp"), "#include <Arduino.h>\n" + File.ReadAllText(folder.At("one/examples/SelfTest/SelfTest.ino")));
}
