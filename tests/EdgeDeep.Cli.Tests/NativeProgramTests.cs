using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>The command line compiled ahead of time, for this machine's system and for a Raspberry Pi (under qemu-aarch64).</summary>
public class NativeProgramTests
{
    private const long LargestProgram = 16_500_000;

    [Theory]
    [InlineData("linux-x64", "clang")]
    [InlineData("linux-arm64", "clang", "aarch64-linux-gnu-gcc", "ld.lld", "qemu-aarch64")]
    [Trait("Category", "Long")]
    public void It_is_small_and_answers_as_the_dotnet_tool_does(string runtime, params string[] needs)
    {
        foreach (string program in needs)
        {
            CCompiler.Require(program);
        }

        using TempFolder folder = new();
        CCompiler.Run(
            CCompiler.Require("dotnet"), "publish", Path.Combine(ZooTests.Models, "..", "tools", "EdgeDeep.Cli"), "-c", "Release", "-r", runtime,
            "-o", folder["out"], $"-p:ArtifactsPath={folder["artifacts"]}", "--nologo", "-v", "quiet", "--disable-build-servers");
        string native = folder["out/edgedeep"];
        Assert.InRange(new FileInfo(native).Length, 1, LargestProgram);

        string Run(params string[] arguments) => runtime == "linux-arm64"
            ? CCompiler.Run("qemu-aarch64", ["-L", "/usr/aarch64-linux-gnu", "-cpu", "cortex-a72", native, .. arguments])
            : CCompiler.Run(native, arguments);
        string keywords = Path.Combine(ZooTests.Models, "keywords", "keywords.edge"), sound = Path.Combine(ZooTests.Models, "keywords", "recording.wav");
        string[][] commands = [["inspect", keywords, "--layers"], ["run", keywords, sound], ["listen", keywords, sound]];
        Assert.All(commands, command => Assert.Equal(CommandLine.Succeed(command).Out, Run(command)));
    }
}
