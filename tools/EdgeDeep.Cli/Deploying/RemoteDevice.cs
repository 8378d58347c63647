using System.Diagnostics;

namespace EdgeDeep.Cli.Deploying;

/// <summary>A device that the system's own ssh reaches; keys, ports, jumps and names are what ~/.ssh/config says.</summary>
/// <param name="target">USER@HOST, or a name of ~/.ssh/config.</param>
/// <param name="options">Options for ssh, each as after -o.</param>
/// <param name="root">Folder of the slots on the device.</param>
/// <param name="units">Folder of the units on the device.</param>
/// <param name="stop">Set by Ctrl-C.</param>
internal sealed class RemoteDevice(string target, IReadOnlyList<string> options, string root, string units, CancellationToken stop)
{
    // ssh itself failed; everything else is the remote command's code.
    private const int SshFailed = 255;

    /// <summary>Runs a command of slots.sh as root and returns what it says.</summary>
    /// <param name="command">The command with its arguments, none of which holds a space.</param>
    /// <param name="input">Where the command's standard input comes from; null for none.</param>
    /// <exception cref="CommandException">The device cannot be reached, or the command failed.</exception>
    public IReadOnlyDictionary<string, string> Call(string command, Action<Stream>? input = null)
    {
        string arguments = $"{Quoted(root)} {Quoted(units)} {command}";
        // The script itself travels in the command line, so that the standard input is free.
        string script = $"if [ \"$(id -u)\" -ne 0 ]; then exec sudo -n /bin/sh -c \"$EDGEDEEP_SLOTS\" slots.sh {arguments}; fi; exec /bin/sh -c \"$EDGEDEEP_SLOTS\" slots.sh {arguments}";
        (int code, string output, string error) = Run($"EDGEDEEP_SLOTS={Quoted(Script)}; export EDGEDEEP_SLOTS; {script}", input);
        if (code == 0)
        {
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
                .ToDictionary(pair => pair[0], pair => pair[1].Trim());
        }

        string last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
        throw new CommandException(
            code == SshFailed ? $"{target} cannot be reached ({last.TrimEnd('.')}); try 'ssh {target}' first."
            : last.StartsWith("sudo:", StringComparison.Ordinal) ? $"{target} may not use sudo without a password there; deploy as root, or let this user do so."
            : $"{target}: {last.TrimEnd('.')}.");
    }

    /// <summary>Shows the service's log until Ctrl-C, line by line.</summary>
    /// <param name="write">Gets each line.</param>
    public void FollowLog(Action<string> write)
    {
        using Process ssh = Start($"journalctl --no-hostname --output=short --lines=20 --follow --unit={ServiceUnit.Name}", redirectInput: false);
        using CancellationTokenRegistration end = stop.Register(() => ssh.Kill(entireProcessTree: true));
        while (ssh.StandardOutput.ReadLine() is { } line)
        {
            write(line);
        }
    }

    /// <summary>What runs on the device.</summary>
    public static string Script { get; } = ReadScript();

    private static string ReadScript()
    {
        using StreamReader reader = new(typeof(RemoteDevice).Assembly.GetManifestResourceStream("slots.sh")!);
        return reader.ReadToEnd();
    }

    /// <summary>A word for a POSIX shell.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private (int Code, string Output, string Error) Run(string command, Action<Stream>? input)
    {
        using Process ssh = Start(command, redirectInput: true);
        using CancellationTokenRegistration end = stop.Register(() => ssh.Kill(entireProcessTree: true));
        Task<string> output = ssh.StandardOutput.ReadToEndAsync(CancellationToken.None), error = ssh.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            input?.Invoke(ssh.StandardInput.BaseStream);
            ssh.StandardInput.Close();
        }
        catch (IOException)
        {
            // The other side has ended; its words and its code say why.
        }

        ssh.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return (ssh.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private Process Start(string command, bool redirectInput)
    {
        ProcessStartInfo start = new("ssh", ["-o", "BatchMode=yes", "-o", "ConnectTimeout=15", .. options.SelectMany(option => (string[])["-o", option]), "--", target, command])
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CommandException("ssh is not installed on this machine; install the OpenSSH client.");
        }
    }
}
