using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>What a compiler made of an exported model for one processor core, in bytes.</summary>
/// <param name="Core">The core, such as <c>Cortex-M4F</c>.</param>
/// <param name="Compiler">First line of the compiler's version.</param>
/// <param name="Code">Instructions: flash.</param>
/// <param name="Constants">Weights, tables and parameters: flash.</param>
/// <param name="Ram">Arena and state: RAM, zero at the start.</param>
/// <param name="Stack">Deepest stack of NAME_invoke or NAME_feed without what the compiler's own library takes.</param>
public sealed record CSize(string Core, string Compiler, int Code, int Constants, int Ram, int Stack);

/// <summary>Compiles an exported model with the cross compilers of this machine and reads the sizes of the sections.</summary>
public static partial class CSizeMeter
{
    /// <summary>Optimization that sizes are measured with; the default of Arduino, PlatformIO and Zephyr.</summary>
    public const string Optimization = "-Os";

    private static readonly string[] Flags = ["-std=c99", Optimization, "-ffp-contract=off", "-fcallgraph-info=su", "-c"];

    // One row a core.
    private static readonly Core[] Cores =
    [
        new("Cortex-M0+", "arm-none-eabi-", ["-mcpu=cortex-m0plus", "-mthumb"]),
        new("Cortex-M3", "arm-none-eabi-", ["-mcpu=cortex-m3", "-mthumb"]),
        new("Cortex-M4F", "arm-none-eabi-", ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"]),
        new("Cortex-M7F", "arm-none-eabi-", ["-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"]),
        new("Cortex-M33F", "arm-none-eabi-", ["-mcpu=cortex-m33", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"]),
        new("Cortex-M55", "arm-none-eabi-", ["-mcpu=cortex-m55", "-mthumb", "-mfloat-abi=hard"]),
        new("RV32IMC", "riscv64-unknown-elf-", ["-march=rv32imc", "-mabi=ilp32", "--specs=picolibc.specs"]),
    ];

    /// <summary>Names of the cores that are measured where their compiler is installed.</summary>
    public static IReadOnlyList<string> CoreNames { get; } = [.. Cores.Select(core => core.Name)];

    /// <summary>Measures a model for every core whose compiler is on the PATH.</summary>
    /// <param name="header">NAME.h.</param>
    /// <param name="source">NAME.c.</param>
    /// <param name="cores">Names of the cores to measure; all where null.</param>
    /// <exception cref="ModelException">A compiler refuses the model; the message holds what it said.</exception>
    public static IReadOnlyList<CSize> Measure(CFile header, CFile source, IReadOnlyCollection<string>? cores = null)
    {
        Core[] present = [.. Cores.Where(core => (cores is null || cores.Contains(core.Name)) && core.IsInstalled)];
        if (present.Length == 0)
        {
            return [];
        }

        string folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        try
        {
            foreach (CFile file in (CFile[])[header, source])
            {
                File.WriteAllText(Path.Combine(folder, Path.GetFileName(file.Name)), file.Text);
            }

            return [.. present.Select(core => MeasureCore(folder, Path.GetFileNameWithoutExtension(source.Name), core))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CSize MeasureCore(string folder, string name, Core core)
    {
        Run(folder, $"{core.Prefix}gcc", [.. Flags, .. core.Flags, $"{name}.c", "-o", $"{name}.o"]);
        Dictionary<string, int> sections = Sections(Run(folder, $"{core.Prefix}size", ["-A", $"{name}.o"]));
        int Sum(string prefix) => sections.Where(section => section.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(section => section.Value);
        string version = Run(folder, $"{core.Prefix}gcc", ["--version"]).Split('\n')[0].Trim();
        string calls = File.ReadAllText(Path.Combine(folder, $"{name}.ci"));
        int stack = Math.Max(CallGraph.Depth(calls, $"{name}_invoke"), CallGraph.Depth(calls, $"{name}_feed"));
        return new CSize(core.Name, version, Sum(".text"), Sum(".rodata") + Sum(".srodata"), Sum(".bss") + Sum(".sbss") + Sum(".data") + Sum(".sdata"), stack);
    }

    private static Dictionary<string, int> Sections(string listing) => listing.Split('\n').Select(line => SectionLine().Match(line)).Where(match => match.Success)
        .GroupBy(match => match.Groups[1].Value)
        .ToDictionary(group => group.Key, group => group.Sum(match => int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)));

    private static string Run(string folder, string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new ModelException(
            $"'{program} {string.Join(' ', arguments)}' failed, so that sizes cannot be measured: {errors.Result.Trim().ReplaceLineEndings(" ")}");
    }

    [GeneratedRegex(@"^(\.\S+)\s+(\d+)\s+\d+\s*$")]
    private static partial Regex SectionLine();

    private sealed record Core(string Name, string Prefix, string[] Flags)
    {
        public bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, $"{Prefix}gcc")));
    }
}
