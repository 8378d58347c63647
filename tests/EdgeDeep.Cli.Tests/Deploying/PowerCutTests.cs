using System.Diagnostics;
using System.Text;
using EdgeDeep.Cli.Deploying;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests.Deploying;

/// <summary>Updates that are killed at any moment leave a device that starts a whole version, the old or the new one.</summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly StandInDevice _device = new();
    private readonly Random _chance = new(7);

    public PowerCutTests() => CCompiler.Require("flock");

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Ten_updates_cut_anywhere_lose_nothing() => Update(10);

    [Fact]
    [Trait("Category", "Long")]
    public void Two_hundred_updates_cut_anywhere_lose_nothing() => Update(200);

    [Fact]
    public void A_version_that_never_becomes_healthy_after_a_power_cut_is_given_up_after_three_starts()
    {
        Install("good", isHealthy: true);
        Slots("receive", Archive(_device.App("sick", isHealthy: false)));

        // The cut comes between the change of slots and the verdict on the new one.
        File.WriteAllText(Path.Combine(_device.Root, "pending"), "a 0\n");
        File.Delete(Path.Combine(_device.Root, "current"));
        File.CreateSymbolicLink(Path.Combine(_device.Root, "current"), "slots/b");
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal("sick", Boot()));
        Assert.Equal("good", Boot());
        Assert.Equal("good", Boot());
    }

    [Fact]
    public void A_slot_that_is_used_again_is_never_gone_back_to()
    {
        Install("one", isHealthy: true);
        Slots("receive", Archive(_device.App("two")));

        // The verdict on the second version was cut off; it is healthy.
        File.WriteAllText(Path.Combine(_device.Root, "pending"), "a 2\n");
        File.Delete(Path.Combine(_device.Root, "current"));
        File.CreateSymbolicLink(Path.Combine(_device.Root, "current"), "slots/b");
        Assert.Equal("two", Boot());
        Slots("receive", Archive(_device.App("three")));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal("two", Boot()));
    }

    private void Update(int count)
    {
        long start = Stopwatch.GetTimestamp();
        Install("0", isHealthy: true);

        // Of the two steps one takes about this long here and now.
        TimeSpan step = Stopwatch.GetElapsedTime(start) / 2;
        string running = "0";
        int whole = 0;
        for (int i = 1; i <= count; i++)
        {
            byte[] archive = Archive(_device.App($"{i}"));
            bool isDone = Slots("receive", archive, Moment(i)) && Slots("activate 0", null, Moment(i));
            string started = Boot();
            Assert.True(started == running || started == $"{i}", $"update {i}: version '{started}' runs, {running} did");
            Assert.True(!isDone || started == $"{i}", $"update {i} was reported done, and version {started} runs");
            running = started;
            whole += isDone ? 1 : 0;
        }

        Assert.InRange(whole, 1, count - 1);

        // Some are not cut at all, some at once.
        TimeSpan? Moment(int update) => (update % 5) switch { 0 => null, 1 => TimeSpan.FromMilliseconds(5), _ => step * _chance.NextDouble() };
    }

    private void Install(string version, bool isHealthy)
    {
        Assert.True(Slots("receive", Archive(_device.App(version, isHealthy))));
        Assert.True(Slots("activate 0", null));
    }

    /// <summary>What the device does when it is switched on: the version that its service starts.</summary>
    private string Boot()
    {
        int before = _device.Log.Length;
        Assert.True(Run("/bin/sh", ["-c", "systemctl restart edgedeep.service; true"], null, null));
        return _device.Log[before..].TrimEnd().Split(' ')[^1];
    }

    private bool Slots(string command, byte[]? input, TimeSpan? cut = null) =>
        Run("setsid", ["/bin/sh", "-c", RemoteDevice.Script, "slots.sh", _device.Root, _device.Units, .. command.Split(' ')], input, cut);

    private bool Run(string program, IEnumerable<string> arguments, byte[]? input, TimeSpan? cut)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _device.SearchPath;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Cut while it was reading.
        }

        if (cut is { } moment && !process.WaitForExit(moment))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        _ = (output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        return process.ExitCode == 0;
    }

    private byte[] Archive(string app)
    {
        string model = Path.Combine(app, "pair.edge");
        File.WriteAllBytes(model, Neuron.Pair(Neuron.Columns));
        DeviceBundle bundle = Deployment.Bundle(
            new DeploymentCall("here", model, "listen MODEL", null, app, _device.Root, _device.Units, false), app, [], RemoteDevice.Script);
        using MemoryStream archive = new();
        bundle.WriteTo(archive);
        return archive.ToArray();
    }
}
