using System.Diagnostics;

namespace EdgeDeep.Cli.Tests;

/// <summary>The command hands over to tools/train.sh; here a stand-in takes its place.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TempFolder _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public async Task Arguments_output_and_exit_code_pass_through()
    {
        StandIn("""for argument in "$@"; do echo "<$argument>"; done; echo trouble >&2; exit 7""");
        using Process tool = Tool("train", "sounds", "--data", "two words", "--name=x", "--help");
        Task<string> error = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["<sounds>", "<--data>", "<two words>", "<--name=x>", "<--help>"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("trouble", (await error).Trim());
        Assert.Equal(7, tool.ExitCode);
    }

    [Fact]
    public async Task An_interrupt_reaches_the_program()
    {
        StandIn("trap 'echo interrupted; exit 1' INT; echo ready; while :; do sleep 0.1; done");
        using Process tool = Tool("train", "sounds");
        Assert.Equal("ready", await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using (Process kill = Process.Start("bash", ["-c", $"kill -INT {tool.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("interrupted", await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, tool.ExitCode);
    }

    [Fact]
    public async Task A_folder_without_the_script_is_a_clear_error()
    {
        using Process tool = Tool("train", "sounds");
        string error = await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, tool.ExitCode);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains("tools/train.sh", line, StringComparison.Ordinal);
        Assert.Contains("EDGEDEEP_REPOSITORY", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_says_that_the_SDK_is_missing(bool hasRuntime)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        string programs = Directory.CreateDirectory(_clone["programs"]).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "dirname"), "/usr/bin/dirname");
        if (hasRuntime && !OperatingSystem.IsWindows())
        {
            // A runtime without an SDK lists none.
            File.WriteAllText(Path.Combine(programs, "dotnet"), "#!/bin/sh\n");
            File.SetUnixFileMode(Path.Combine(programs, "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        ProcessStartInfo start = new("/bin/bash", [RealScript(), "sounds"]) { RedirectStandardError = true };
        start.Environment["PATH"] = programs;
        using Process script = Process.Start(start)!;
        string error = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, script.ExitCode);
        Assert.Contains(".NET 10 SDK is missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_recipes_of_the_zoo_and_for_own_data()
    {
        string help = CommandLine.Succeed("train", "--help").Out;
        foreach (string recipe in (string[])["sounds", "pictures", "table", "digits", "keywords"])
        {
            Assert.Matches($@"(?m)^\s+{recipe}\s", help);
        }
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train --data clips")]
    public void A_recipe_must_be_named(string line) => CommandLine.Fail(2, line.Split(' '), "'edgedeep train --help'");

    private void StandIn(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        _clone.Write("tools/train.sh", System.Text.Encoding.UTF8.GetBytes(script + "\n"));
    }

    private Process Tool(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        // A background job of a shell ignores interrupts, and so would what it starts.
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", typeof(Cli).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EDGEDEEP_REPOSITORY"] = _clone.Path;
        return Process.Start(start)!;
    }

    private static string RealScript()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "tools", "train.sh");
    }
}
