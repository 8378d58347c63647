using System.Diagnostics;

namespace EdgeDeep.Emulator.Running;

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its error output.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>Runs programs to their end.</summary>
internal static class Processes
{
    /// <summary>Runs a program without input.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ProcessResult Run(string program, IEnumerable<string> arguments, string folder, CancellationToken stop)
    {
        using Process process = Start(program, arguments, folder);
        process.StandardInput.Close();
        using CancellationTokenRegistration kill = stop.Register(() => Kill(process));
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return new ProcessResult(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a program with all its streams in our hands.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string folder)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Messages are read by programs here.
        start.Environment["LC_ALL"] = "C";

        // A build that runs us must not choose the files of a build that we run.
        Array.ForEach(["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"], name => start.Environment.Remove(name));
        return Process.Start(start)!;
    }

    /// <summary>Ends a program that may have ended by itself.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    /// <summary>The line of a compiler's messages that says what is wrong.</summary>
    public static string FirstError(string text)
    {
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("collect2:", StringComparison.Ordinal))];
        return (lines.FirstOrDefault(line => line.Contains("error:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing").TrimEnd('.');
    }
}
