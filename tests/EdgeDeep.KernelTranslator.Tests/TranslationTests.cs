using EdgeDeep.TestSupport;

namespace EdgeDeep.KernelTranslator.Tests;

public class TranslationTests
{
    [Theory]
    [InlineData("gcc", "-O2")]
    [InlineData("gcc", "-O3")]
    [InlineData("gcc", "-Os")]
    [InlineData("arm-none-eabi-gcc", "-O2 -mcpu=cortex-m4 -mthumb")]
    [InlineData("arm-none-eabi-gcc", "-Os -mcpu=cortex-m0 -mthumb")]
    [InlineData("arm-none-eabi-gcc", "-O0 -mcpu=cortex-m7 -mthumb")]
    [InlineData("arm-none-eabi-gcc", "-O2 -mcpu=cortex-m55 -mthumb -mfloat-abi=hard")]
    public void Every_file_compiles_without_a_warning(string compiler, string flags)
    {
        string program = CCompiler.Require(compiler);
        string folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        try
        {
            IReadOnlyList<string> sources = LibraryFiles.Write(KernelSources.Library, folder);
            Assert.True(sources.Count > 25, $"only {sources.Count} source files");
            CCompiler.Run(program, [.. CCompiler.Strict, .. flags.Split(' '), "-c", "-o", Path.Combine(folder, "all.o"), "-xc", OneFile(folder, sources)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_header_says_itself_what_it_needs()
    {
        string program = CCompiler.Require();
        string folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        try
        {
            LibraryFiles.Write(KernelSources.Library, folder);
            CCompiler.Run(program, [.. CCompiler.Strict, "-fsyntax-only", "-xc", .. KernelSources.Library.Units.Select(unit => Including(folder, unit))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_declaration_comes_after_those_it_needs()
    {
        HashSet<string> seen = [];
        foreach (Declaration declaration in KernelSources.Library.Declarations)
        {
            Assert.All(declaration.Needs, need => Assert.Contains(need, seen));
            seen.Add(declaration.Name);
        }
    }

    [Fact]
    public void The_closure_of_a_kernel_is_what_it_needs_and_no_more()
    {
        string[] names = [.. KernelSources.Library.Closure(["ed_max_pool2d_s8"]).Select(d => d.Name)];
        Assert.Equal(
            [
                "ed_fixed_point_clamp", "ed_max_pool2d_channels", "ed_max_pool2d_s8", "ed_pool2d_parameters",
                "ed_window_first_tap", "ed_window_taps_inside",
            ],
            names.Order(StringComparer.Ordinal));
        Assert.Equal("ed_max_pool2d_s8", names[^1]);
    }

    [Theory]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("AveragePool2D", "average_pool2d")]
    [InlineData("Int8State16", "s8_state16")]
    [InlineData("UInt8ToInt8", "u8_to_s8")]
    [InlineData("CopyInt32", "copy_s32")]
    [InlineData("Pool2DParameters", "pool2d_parameters")]
    [InlineData("Minus32Over17", "minus32_over17")]
    public void Names_become_snake_case(string name, string expected) => Assert.Equal(expected, Naming.Snake(name));

    private static string OneFile(string folder, IEnumerable<string> sources)
    {
        string path = Path.Combine(folder, "all.inc");
        File.WriteAllText(path, string.Concat(sources.Select(source => $"#include \"{source}\"\n")));
        return path;
    }

    private static string Including(string folder, Unit unit)
    {
        string path = Path.Combine(folder, unit.Name + ".inc");
        File.WriteAllText(path, $"#include \"{unit.Name}.h\"\n#include \"{unit.Name}.h\"\ntypedef int not_empty;\n");
        return path;
    }
}
