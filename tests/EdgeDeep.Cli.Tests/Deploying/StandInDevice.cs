namespace EdgeDeep.Cli.Tests.Deploying;

/// <summary>
/// Folders that stand for a device, and a stand-in for systemctl that runs what the unit says. The program that is deployed
/// is a script: it is healthy where the file "healthy" lies beside it.
/// </summary>
internal class StandInDevice : IDisposable
{
    private const string Systemctl = """
        #!/bin/sh
        # Restarts by running ExecStartPre and ExecStart; what fails is not active.
        units=FOLDER/units state=FOLDER/state
        [ "$1" != --version ] || { echo "systemd 252 (252)"; exit; }
        while [ $# -gt 0 ]; do case $1 in -*) [ "$1" != --property ] || { property=$2; shift; } ;; *) words="$words $1" ;; esac; shift; done
        set -- $words
        unit=$units/edgedeep.service
        case $1 in
        daemon-reload | enable) echo "$1" >>FOLDER/calls ;;
        disable) rm -f $state; echo "$1" >>FOLDER/calls ;;
        restart)
          echo "$1" >>FOLDER/calls
          pre=$(sed -n 's/^ExecStartPre=+//p' $unit) start=$(sed -n 's/^ExecStart=//p' $unit)
          $pre || exit 1
          if $start >>FOLDER/log 2>&1; then echo active >$state; else rm -f $state; exit 1; fi ;;
        is-active) [ -f $state ] ;;
        show) case $property in ActiveState) [ -f $state ] && echo active || echo failed ;; NRestarts) echo 0 ;; StatusText) tail -n 1 FOLDER/log ;; esac ;;
        status) echo "edgedeep.service: $(tail -n 1 FOLDER/log)" ;;
        esac
        """;

    private const string Program = """
        #!/bin/sh
        # Stands in for the compiled program.
        here=$(dirname "$0")
        case $1 in
        inspect | verify) [ -f "$here/runs" ] || { echo "cannot execute here" >&2; exit 126; } ;;
        *) echo "$* of $(cat "$here/version")"; [ -f "$here/healthy" ] ;;
        esac
        """;

    public StandInDevice()
    {
        Script("bin/systemctl", Systemctl);
        Script("bin/journalctl", "#!/bin/sh\ncat FOLDER/log\n");
        Directory.CreateDirectory(Units);
    }

    /// <summary>Everything of the device.</summary>
    public TempFolder Folder { get; } = new();

    /// <summary>Folder of the slots.</summary>
    public string Root => Folder["opt"];

    /// <summary>Folder of the units.</summary>
    public string Units => Folder["units"];

    /// <summary>Where programs are looked for.</summary>
    public string SearchPath => $"{Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>What systemctl was asked, in order.</summary>
    public string[] Calls => File.Exists(Folder["calls"]) ? File.ReadAllLines(Folder["calls"]) : [];

    /// <summary>What the service wrote.</summary>
    public string Log => File.Exists(Folder["log"]) ? File.ReadAllText(Folder["log"]) : string.Empty;

    /// <summary>The installed unit.</summary>
    public string Unit => Path.Combine(Units, "edgedeep.service");

    /// <summary>A program to be deployed.</summary>
    /// <param name="version">What it says of itself.</param>
    /// <param name="isHealthy">Whether its service becomes ready.</param>
    /// <param name="runs">Whether it runs on the device at all.</param>
    public string App(string version, bool isHealthy = true, bool runs = true)
    {
        string folder = $"app-{version}";
        Script($"{folder}/edgedeep", Program);
        Folder.Write($"{folder}/version", System.Text.Encoding.UTF8.GetBytes(version));
        if (isHealthy)
        {
            Folder.Write($"{folder}/healthy", []);
        }

        if (runs)
        {
            Folder.Write($"{folder}/runs", []);
        }

        return Folder[folder];
    }

    public virtual void Dispose() => Folder.Dispose();

    private void Script(string name, string text)
    {
        string path = Folder.Write(name, System.Text.Encoding.UTF8.GetBytes(text.Replace("FOLDER", Folder.Path, StringComparison.Ordinal)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }
    }
}
