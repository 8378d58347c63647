using System.ComponentModel;
using System.Diagnostics;

namespace EdgeDeep.Devices;

/// <summary>A program that reads a device and writes what it delivers to its standard output.</summary>
internal static class ChildProgram
{
    /// <summary>Runs a program until it ends or is stopped.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="read">Reads its standard output to the end.</param>
    /// <param name="line">Gets each line of its error output; null for none.</param>
    /// <returns>The last line of its error output; empty for none.</returns>
    /// <exception cref="DeviceException">The program is not installed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string package, Func<Stream, Task> read, Action<string>? line = null)
    {
        using Process process = Start(program, arguments, package);
        string last = string.Empty;
        process.ErrorDataReceived += (_, text) =>
        {
            if (!string.IsNullOrWhiteSpace(text.Data))
            {
                last = text.Data.Trim();
                line?.Invoke(last);
            }
        };
        process.BeginErrorReadLine();
        try
        {
            await read(process.StandardOutput.BaseStream).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return last;
    }

    /// <summary>Whether a program can be started.</summary>
    public static bool Exists(string program) => program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Starts a program with its outputs redirected and no input.</summary>
    /// <exception cref="DeviceException">The program is not installed.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, string package)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new DeviceException($"{program} is not installed, and the device is read by it; install it (Debian package {package}).");
        }
    }
}
