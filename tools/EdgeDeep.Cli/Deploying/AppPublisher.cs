using System.Diagnostics;
using EdgeDeep.Cli.Commands;

namespace EdgeDeep.Cli.Deploying;

/// <summary>Compiles this program ahead of time for a device.</summary>
internal static class AppPublisher
{
    /// <summary>The .NET name of a machine that <c>uname -m</c> names.</summary>
    /// <exception cref="CommandException">Nothing is compiled for such machines.</exception>
    public static string RuntimeOf(string target, string machine) => machine switch
    {
        "aarch64" => "linux-arm64",
        "x86_64" => "linux-x64",
        _ => throw new CommandException($"{target} runs a system for {machine}; programs are compiled for 64-bit systems only, so install 64-bit Raspberry Pi OS."),
    };

    /// <summary>Publishes the program.</summary>
    /// <param name="runtime"><c>linux-arm64</c> or <c>linux-x64</c>.</param>
    /// <param name="stop">Set by Ctrl-C.</param>
    /// <returns>The folder with the program and its libraries; it stays for the next time.</returns>
    /// <exception cref="CommandException">There is no clone, a tool is missing, or the compilation failed.</exception>
    public static string Publish(string runtime, CancellationToken stop)
    {
        string repository = RepositoryFolder.Find() ?? throw new CommandException(
            $"The program is compiled from a clone of EdgeDeep's repository, and there is none around this tool or this folder; name it with the environment variable {RepositoryFolder.Variable}, or give a compiled program with --app.");
        string cache = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", Cli.Name, "deploy", runtime), output = Path.Combine(cache, "app");
        ProcessStartInfo start = new("dotnet",
        [
            "publish", Path.Combine(repository, "tools", "EdgeDeep.Cli"), "-c", "Release", "-r", runtime, "-o", output,
            $"-p:ArtifactsPath={Path.Combine(cache, "artifacts")}", "--nologo", "-v", "quiet", "--disable-build-servers",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process dotnet = Process.Start(start)!;
        using CancellationTokenRegistration end = stop.Register(() => dotnet.Kill(entireProcessTree: true));
        Task<string> error = dotnet.StandardError.ReadToEndAsync(CancellationToken.None);
        string text = dotnet.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        dotnet.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return dotnet.ExitCode == 0 ? output : throw new CommandException(
            $"the program could not be compiled for {runtime} ({FirstError(text)}); it needs clang and zlib1g-dev, and for linux-arm64 on another machine lld, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.");
    }

    private static string FirstError(string text) =>
        text.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim().TrimEnd('.') ?? "no reason given";
}
