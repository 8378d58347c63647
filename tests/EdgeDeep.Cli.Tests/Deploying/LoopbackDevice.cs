using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests.Deploying;

/// <summary>A device on this machine that a real sshd on loopback leads to, with keys of its own.</summary>
internal sealed class LoopbackDevice : StandInDevice
{
    private readonly Process _sshd;
    private readonly int _port;

    public LoopbackDevice()
    {
        string sshd = CCompiler.Require("sshd");
        foreach (string key in new[] { "host", "user" })
        {
            CCompiler.Run(CCompiler.Require("ssh-keygen"), "-q", "-t", "ed25519", "-N", string.Empty, "-f", Folder[key]);
        }

        _port = FreePort();
        Folder.Write("sshd_config", System.Text.Encoding.UTF8.GetBytes($"""
            Port {_port}
            ListenAddress 127.0.0.1
            HostKey {Folder["host"]}
            AuthorizedKeysFile {Folder["user.pub"]}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            SetEnv PATH={SearchPath}
            """));
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        _sshd = Process.Start(new ProcessStartInfo(sshd, ["-D", "-e", "-f", Folder["sshd_config"]]) { RedirectStandardError = true })!;
        _sshd.ErrorDataReceived += (_, _) => { };
        _sshd.BeginErrorReadLine();
        WaitForPort();
    }

    /// <summary>Arguments of <c>edgedeep deploy</c> for this device.</summary>
    public string[] Arguments(params string[] arguments) =>
    [
        "deploy", $"{Environment.UserName}@127.0.0.1", .. arguments, "--root", Root, "--units", Units, "--healthy", "0",
        "--ssh-option", Invariant($"Port={_port}"), "--ssh-option", $"IdentityFile={Folder["user"]}", "--ssh-option", "StrictHostKeyChecking=no",
        "--ssh-option", "UserKnownHostsFile=/dev/null", "--ssh-option", "LogLevel=ERROR",
    ];

    public override void Dispose()
    {
        _sshd.Kill(entireProcessTree: true);
        _sshd.WaitForExit();
        _sshd.Dispose();
        base.Dispose();
    }

    /// <summary>A port that nobody has at the moment.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitForPort()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using TcpClient client = new();
                client.Connect(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
