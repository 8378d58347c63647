using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs tools/train.sh of a clone in this terminal.</summary>
internal static class TrainingProgram
{
    private const int Interrupted = 130;

    /// <summary>The program has this long to end after Ctrl-C; then it and all that it started are ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs the program with some arguments; input, output and errors are those of this process.</summary>
    /// <param name="arguments">Recipe and options.</param>
    /// <returns>The program's exit code, 130 after Ctrl-C.</returns>
    /// <exception cref="CommandException">There is no clone, no script, no bash, or the system is Windows.</exception>
    public static int Run(string[] arguments)
    {
        using Process process = Start(Script(), arguments);
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            process.WaitForExitAsync(stop.Token).GetAwaiter().GetResult();
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            End(process);
            return Interrupted;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static string Script()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new CommandException($"'{Cli.Name} train' runs tools/train.sh, which needs bash: run the command in WSL (Windows Subsystem for Linux), where it works as on Linux.");
        }

        string folder = RepositoryFolder.Find() ?? throw new CommandException(
            $"Training needs a clone of EdgeDeep's repository and there is none around this tool or this folder; run the command in a clone, or name it with the environment variable {RepositoryFolder.Variable}.");
        string script = Path.Combine(folder, "tools", "train.sh");
        return File.Exists(script) ? script : throw new CommandException(
            $"{folder} has no tools/train.sh; make it a clone of EdgeDeep's repository, or name one with the environment variable {RepositoryFolder.Variable}.");
    }

    private static Process Start(string script, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("bash", [script, .. arguments]))!;
        }
        catch (Win32Exception)
        {
            throw new CommandException($"{script} needs bash, which is not installed; install the package bash.");
        }
    }

    /// <summary>Passes the interrupt on, which in a terminal has reached the program already, and makes sure that it ends.</summary>
    private static void End(Process process)
    {
        using (Process kill = Start("-c", [$"kill -INT {process.Id} 2>/dev/null"]))
        {
            kill.WaitForExit();
        }

        if (!process.WaitForExit(Grace))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
