using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests.Deploying;

/// <summary>Deployments over a real ssh connection.</summary>
public sealed class DeployTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _model;

    public DeployTests() => _model = _folder.Write("pair.edge", Neuron.Pair(Neuron.Columns));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_version_is_installed_replaced_taken_back_and_removed()
    {
        using LoopbackDevice device = new();
        Outcome first = CommandLine.Succeed(device.Arguments(_model, "--app", device.App("one"), "--run", "listen MODEL --labels \"a b\"", "--json"));
        Assert.Equal("a", first.Json.GetProperty("device").GetProperty("slot").GetString());
        Assert.Equal("active", first.Json.GetProperty("device").GetProperty("active").GetString());
        Assert.Contains("listen model/pair.edge --labels a b of one", device.Log, StringComparison.Ordinal);
        Assert.Contains("enable", device.Calls);

        CommandLine.Succeed(device.Arguments(_model, "--app", device.App("two")));
        Assert.EndsWith("listen model/pair.edge of two\n", device.Log, StringComparison.Ordinal);
        Assert.Equal("b", CommandLine.Succeed(device.Arguments("--status", "--json")).Json.GetProperty("device").GetProperty("slot").GetString());

        CommandLine.Succeed(device.Arguments("--rollback"));
        Assert.EndsWith("of one\n", device.Log, StringComparison.Ordinal);
        Assert.Contains("of one", CommandLine.Succeed(device.Arguments("--log")).Out, StringComparison.Ordinal);
        CommandLine.Succeed(device.Arguments("--remove"));
        Assert.False(Directory.Exists(device.Root) || File.Exists(device.Unit));
        CommandLine.Fail(1, device.Arguments("--remove"), "not deployed");
    }

    [Fact]
    public void A_version_that_is_not_healthy_goes_and_the_one_before_comes_back()
    {
        using LoopbackDevice device = new();
        CommandLine.Succeed(device.Arguments(_model, "--app", device.App("good")));
        CommandLine.Fail(1, device.Arguments(_model, "--app", device.App("sick", isHealthy: false)), "did not become healthy", "runs again");
        Assert.EndsWith("of good\n", device.Log, StringComparison.Ordinal);
        CommandLine.Fail(1, device.Arguments(_model, "--app", device.App("foreign", runs: false)), "does not run on this device");
        Assert.Equal("a", CommandLine.Succeed(device.Arguments("--status", "--json")).Json.GetProperty("device").GetProperty("slot").GetString());
        CommandLine.Fail(1, device.Arguments("--rollback"), "no version before");
    }

    [Fact]
    public void A_first_version_that_is_not_healthy_is_stopped()
    {
        using LoopbackDevice device = new();
        CommandLine.Fail(1, device.Arguments(_model, "--app", device.App("sick", isHealthy: false)), "no version before");
        Assert.Contains("disable", device.Calls);
    }

    [Fact]
    public void A_device_that_shall_trust_a_key_gets_signed_models_only()
    {
        using LoopbackDevice device = new();
        CommandLine.Succeed("sign", "--new-key", _folder["key"]);
        CommandLine.Fail(1, device.Arguments(_model, "--app", device.App("one"), "--trust", _folder["key.pub"]), "nobody vouches");
        Assert.Empty(device.Calls);
        CommandLine.Succeed("sign", _model, "--key", _folder["key"], "--version", "1");
        CommandLine.Succeed(device.Arguments(_model, "--app", device.App("one"), "--trust", _folder["key.pub"]));
        Assert.Contains($"Environment=EDGEDEEP_TRUST={device.Root}/current/trust/key.pub", File.ReadAllText(device.Unit), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_folder["key.pub"]), File.ReadAllText(Path.Combine(device.Root, "current/trust/key.pub")));
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        CommandLine.Fail(1, ["deploy", "nobody@127.0.0.1", "--status", "--ssh-option", "Port=1"], "cannot be reached", "ssh nobody@127.0.0.1");
        CommandLine.Fail(1, ["deploy", "pi@pi", _folder["none.edge"], "--dry-run"], "none.edge does not exist");
        CommandLine.Fail(1, ["deploy", "pi@pi", _model, "--app", _folder.Path, "--dry-run"], "no program 'edgedeep'");
        CommandLine.Fail(2, ["deploy", "pi@pi", _model, "--run", "listen", "--dry-run"], "MODEL");
        CommandLine.Fail(2, ["deploy", "pi@pi", _model, "--root", "opt", "--dry-run"], "absolute");
        CommandLine.Fail(2, ["deploy", "pi@pi"], "MODEL");
        CommandLine.Fail(2, ["deploy", "pi@pi", "--status", "--remove"], "one of");
    }

    [Fact]
    public void The_unit_is_valid_and_exposes_little()
    {
        string analyze = CCompiler.Require("systemd-analyze");
        string app = Path.GetDirectoryName(_folder.Write("app/edgedeep", []))!;
        string unit = CommandLine.Succeed("deploy", "pi@pi", _model, "--app", app, "--dry-run", "--root", _folder.Path, "--json").Json.GetProperty("unitText").GetString()!;
        string path = _folder.Write("edgedeep.service", System.Text.Encoding.UTF8.GetBytes(unit)), run = _folder.Write("current/run", "#!/bin/sh\n"u8.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Empty(CCompiler.Run(analyze, "verify", path));
        Assert.Matches(@"Overall exposure level for edgedeep\.service: 0\.\d SAFE", CCompiler.Run(analyze, "security", "--offline=true", "--no-pager", path));
    }
}
