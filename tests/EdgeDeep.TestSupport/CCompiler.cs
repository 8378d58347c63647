using System.Diagnostics;
using Xunit;

namespace EdgeDeep.TestSupport;

/// <summary>A C compiler of this machine; tests that need one skip where it is absent.</summary>
public static class CCompiler
{
    /// <summary>Flags that generated C passes without a word.</summary>
    public static readonly IReadOnlyList<string> Strict =
        ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-Wconversion", "-Wshadow", "-Wdouble-promotion"];

    /// <summary>Flags that stop the program at undefined behaviour and at accesses outside objects.</summary>
    public static readonly IReadOnlyList<string> Sanitized =
        ["-O1", "-g", "-fsanitize=undefined,address,float-cast-overflow", "-fno-sanitize-recover=all"];

    /// <summary>Path of a program; skips the calling test where it is not installed.</summary>
    public static string Require(string program = "gcc")
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"needs {program}");
        return found!;
    }

    /// <summary>Runs a program to its end and returns what it wrote; fails the test where it does not succeed.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output;
    }
}
