using System.Diagnostics;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Tests;

/// <summary>From a new pair of keys to a device that runs what is signed and nothing else.</summary>
public sealed class SignTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _model;

    public SignTests()
    {
        _model = _folder.Write("pair.edge", Neuron.Pair(Neuron.Columns));
        _folder.Write("table.csv", Neuron.Table);
        CommandLine.Succeed("sign", "--new-key", _folder["release.pem"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signed_model_is_verified()
    {
        Assert.Equal("pair", CommandLine.Succeed("sign", _model, "--key", _folder["release.pem"], "--version", "4", "--json").Json.GetProperty("name").GetString());
        Outcome verified = CommandLine.Succeed("verify", _model, "--trust", _folder["release.pem.pub"], "--state", _folder["state"], "--json");
        Assert.Equal(4, verified.Json.GetProperty("version").GetInt64());
        CommandLine.Succeed("sign", _model, "--key", _folder["release.pem"], "--version", "3");
        CommandLine.Fail(1, ["verify", _model, "--trust", _folder["release.pem.pub"], "--state", _folder["state"]], "version 3", "has accepted version 4");
        CommandLine.Succeed("verify", _model, "--trust", _folder["release.pem.pub"]);
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        CommandLine.Fail(2, ["sign", _model, "--key", _folder["release.pem"]], "--version");
        CommandLine.Fail(2, ["sign", _model, "--version", "1"], "--key");
        CommandLine.Fail(2, ["sign", _model, "--new-key", _folder["b.pem"]], "signs nothing");
        CommandLine.Fail(1, ["sign", "--new-key", _folder["release.pem"]], "never overwritten");
        CommandLine.Fail(1, ["sign", _model, "--key", _folder["release.pem.pub"], "--version", "1"], "no private key");
        CommandLine.Fail(1, ["sign", _folder["table.csv"], "--key", _folder["release.pem"], "--version", "1"], "table.csv");
        CommandLine.Fail(1, ["verify", _model, "--trust", _folder["release.pem.pub"]], "nobody vouches");
        CommandLine.Fail(1, ["verify", _model, "--trust", _folder["release.pem"]], "no public key");
        Assert.Equal(["pair.edge", "release.pem", "release.pem.pub", "table.csv"], _folder.Files());
    }

    [Fact]
    public void A_device_that_trusts_a_key_refuses_everything_else()
    {
        Assert.Contains("nobody vouches", Run(1, _model), StringComparison.Ordinal);
        CommandLine.Succeed("sign", _model, "--key", _folder["release.pem"], "--version", "2");
        Assert.Contains("first", Run(0, _model), StringComparison.Ordinal);
        Assert.Contains("only signed .edge files", Run(1, _folder.Write("neuron.onnx", Neuron.Onnx())), StringComparison.Ordinal);
        CommandLine.Succeed("sign", _model, "--key", _folder["release.pem"], "--version", "1");
        Assert.Contains("never goes back", Run(1, _model), StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(_model);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_model, bytes);
        Assert.Contains("not the file that was signed", Run(1, _model), StringComparison.Ordinal);
    }

    /// <summary>In a process of its own, because the keys stand in its environment.</summary>
    private string Run(int code, string model)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Cli).Assembly.Location, "inspect", model]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EDGEDEEP_TRUST"] = _folder["release.pem.pub"];
        start.Environment["EDGEDEEP_STATE"] = _folder["state"];
        using Process tool = Process.Start(start)!;
        Task<string> error = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string all = tool.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        tool.WaitForExit();
        Assert.True(tool.ExitCode == code, all);
        return all;
    }
}
