using System.Runtime.InteropServices;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Emulator.Tools;

namespace EdgeDeep.Emulator.Building;

/// <summary>The program of firmware/pi, compiled ahead of time for linux-arm64. It is built once and takes every model.</summary>
internal static class PiRunner
{
    private const string Source = "pi/Runner.cs";
    private const string Project = "pi/Runner.csproj";

    /// <summary>Where Debian's cross compilers keep the libraries of linux-arm64.</summary>
    private const string CrossLibraries = "/usr/aarch64-linux-gnu";

    /// <summary>Root of the libraries of linux-arm64; the variable QEMU_LD_PREFIX names another.</summary>
    /// <exception cref="EmulatorException">It does not exist.</exception>
    public static string Libraries()
    {
        string root = Environment.GetEnvironmentVariable("QEMU_LD_PREFIX")
            ?? (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "/" : CrossLibraries);
        return Directory.Exists(root) ? root : throw new EmulatorException(
            $"The libraries of linux-arm64 are not in {root}; {ToolTable.GccArm64.Install}, or name their folder in QEMU_LD_PREFIX.");
    }

    /// <summary>Path of the program.</summary>
    /// <exception cref="EmulatorException">It cannot be built.</exception>
    public static string Publish(CancellationToken cancellationToken)
    {
        string runtime = Assembly("EdgeDeep.Runtime.dll"), kernels = Assembly("EdgeDeep.Kernels.dll");
        return Cache.Get(
            "pi-runner",
            "Runner",
            [File.ReadAllBytes(runtime), File.ReadAllBytes(kernels), Resources.Read(Source), Resources.Read(Project)],
            folder => Publish(folder, Path.GetDirectoryName(runtime)!, cancellationToken));
    }

    private static string Assembly(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name);
        return File.Exists(path) ? path : throw new EmulatorException(
            $"A Raspberry Pi's program is compiled from {name}, which is not beside this program; use the .NET tool 'edgedeep' instead of a native build.");
    }

    private static void Publish(string folder, string assemblies, CancellationToken cancellationToken)
    {
        string build = Directory.CreateDirectory(Path.Combine(folder, "build")).FullName;
        Resources.Write("pi", build);
        ProcessResult result = Processes.Run(
            ToolTable.Dotnet.Require(),
            [
                "publish", "Runner.csproj", "-r", "linux-arm64", "-c", "Release", "-o", "out", $"-p:RuntimeFolder={assemblies}",
                "--nologo", "-v", "quiet", "--disable-build-servers",
            ],
            build,
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new EmulatorException($"dotnet cannot compile ahead of time for linux-arm64: {Processes.FirstError(result.Output + result.Error)}.");
        }

        File.Move(Path.Combine(build, "out", "Runner"), Path.Combine(folder, "Runner"));
        Directory.Delete(build, recursive: true);
    }
}
