using System.Text;
using System.Text.RegularExpressions;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;

namespace EdgeDeep.Emulator.Building;

/// <summary>The plugin of QEMU's user-mode emulation that counts instructions, built once for each version of QEMU.</summary>
internal static partial class InstructionCounter
{
    private const string Source = "pi/count.c";

    /// <summary>The first QEMU that no longer takes version 1 of its plugin interface.</summary>
    private const int NewerInterface = 9;

    /// <summary>Path of the plugin.</summary>
    /// <exception cref="EmulatorException">It cannot be built.</exception>
    public static string Build(CancellationToken cancellationToken)
    {
        string version = Processes.Run(ToolTable.QemuArm64.Require(), ["--version"], Path.GetTempPath(), cancellationToken).Output;
        int major = Major().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : NewerInterface;
        return Cache.Get("counter", "count.so", [Resources.Read(Source), Encoding.UTF8.GetBytes(version)], folder =>
        {
            string source = Path.Combine(folder, "count.c");
            File.WriteAllBytes(source, Resources.Read(Source));
            ProcessResult result = Processes.Run(
                ToolTable.Gcc.Require(),
                ["-shared", "-fPIC", "-O2", $"-DPLUGIN_VERSION={(major < NewerInterface ? 1 : 2)}", source, "-o", Path.Combine(folder, "count.so")],
                folder,
                cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new EmulatorException($"gcc cannot compile the instruction counter: {Processes.FirstError(result.Error)}.");
            }
        });
    }

    [GeneratedRegex(@"version (\d+)")]
    private static partial Regex Major();
}
