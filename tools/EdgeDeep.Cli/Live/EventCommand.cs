using System.ComponentModel;
using System.Diagnostics;

namespace EdgeDeep.Cli.Live;

/// <summary>
/// A command of the user that is run at each event. What happened stands in environment variables, so that no text of a model
/// or a name ever becomes part of a command line. One at a time; what comes while it runs is skipped and counted.
/// </summary>
/// <param name="command">What the user wrote, for the system's shell.</param>
internal sealed class EventCommand(string command) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private Process? _running;

    /// <summary>Events for which the command was not run because it still ran for another one.</summary>
    public int Skipped { get; private set; }

    /// <summary>How often it ended with another code than 0.</summary>
    public int Failed { get; private set; }

    /// <summary>Runs the command without waiting for it.</summary>
    /// <param name="facts">Variables EDGEDEEP_NAME with their values.</param>
    /// <exception cref="CommandException">There is no shell.</exception>
    public void Run(params (string Name, string Value)[] facts)
    {
        if (_running is { HasExited: false })
        {
            Skipped++;
            return;
        }

        Forget();
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("cmd.exe", ["/c", command]) : new("/bin/sh", ["-c", command]);
        foreach ((string name, string value) in facts)
        {
            start.Environment[$"EDGEDEEP_{name}"] = value;
        }

        try
        {
            _running = Process.Start(start);
        }
        catch (Win32Exception e)
        {
            throw new CommandException($"the command of --on-event cannot be run ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Waits a little for the last one.</summary>
    public void Dispose()
    {
        if (_running is { } last && !last.WaitForExit(Grace))
        {
            last.Kill(entireProcessTree: true);
        }

        Forget();
    }

    private void Forget()
    {
        Failed += _running is { HasExited: true, ExitCode: not 0 } ? 1 : 0;
        _running?.Dispose();
        _running = null;
    }
}
