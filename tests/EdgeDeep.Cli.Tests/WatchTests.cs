using System.Diagnostics;
using System.Text.Json;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Watching through files that stand for a camera.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_of_pictures_become_events_and_drawings()
    {
        string digits = Repository.Model("digits");
        Pictures();
        JsonElement[] documents = Documents(CommandLine.Succeed("watch", digits, "--simulate", _folder["pictures"], "--fast", "-o", _folder["seen"], "--threshold", "0.5", "--json"));
        Assert.Equal(["seen 1", "seen 0"], documents[..^1].Select(seen => $"{seen.GetProperty("event").GetString()} {seen.GetProperty("label").GetString()}"));
        Assert.Equal((2, 2, 2, 0), (Int(documents[^1], "frames"), Int(documents[^1], "events"), Int(documents[^1], "written"), Int(documents[^1], "droppedFrames")));
        Assert.Equal(280, ImageReader.Read(_folder["seen/0001-one.jpg"]).Width);
    }

    [Fact]
    public void What_comes_and_goes_in_a_video_is_told_once_and_to_the_users_command()
    {
        string ffmpeg = CCompiler.Require("ffmpeg");
        Pictures();
        CCompiler.Run(
            ffmpeg, "-hide_banner", "-loglevel", "error", "-loop", "1", "-t", "0.8", "-i", _folder["pictures/one.pgm"], "-loop", "1", "-t", "0.8", "-i", _folder["pictures/ring.pgm"],
            "-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", "-r", "10", "-c:v", "ffv1", "-pix_fmt", "yuv420p", _folder["video.avi"]);
        JsonElement[] documents = Documents(CommandLine.Succeed(
            "watch", Repository.Model("digits"), "--simulate", _folder["video.avi"], "--fast", "--threshold", "0.5", "--json", "--on-event", $"echo \"$EDGEDEEP_EVENT $EDGEDEEP_LABEL\" >> {_folder["events"]}"));
        Assert.Equal(["came 1", "came 0", "went 1"], documents[..^1].Select(seen => $"{seen.GetProperty("event").GetString()} {seen.GetProperty("label").GetString()}"));
        Assert.StartsWith("came 1", File.ReadAllText(_folder["events"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_shows_the_pictures_until_an_interrupt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX signals");
        Pictures();
        int port = Deploying.LoopbackDevice.FreePort();
        ProcessStartInfo start = new("env",
        [
            "--default-signal=INT", "dotnet", typeof(Cli).Assembly.Location, "watch", Repository.Model("digits"), "--simulate", _folder["pictures"], "--rate", "20", "--repeat", "10000", "--page", $"{port}",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process tool = Process.Start(start)!;
        Task<string> output = tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"http://localhost:{port}/", tool.StandardError.ReadLine(), StringComparison.Ordinal);
        using HttpClient browser = new();
        Assert.Contains("<img src=/stream", await browser.GetStringAsync($"http://localhost:{port}/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Picture shown = ImageReader.Decode(await browser.GetByteArrayAsync($"http://localhost:{port}/picture.jpg", TestContext.Current.CancellationToken), "page");
        Assert.Equal(280, shown.Width);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync($"http://localhost:{port}/etc", TestContext.Current.CancellationToken)).StatusCode);
        CCompiler.Run("kill", "-INT", $"{tool.Id}");
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tool.ExitCode);
        Assert.Contains("dropped", await output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        string digits = Repository.Model("digits");
        CommandLine.Fail(2, ["watch", digits, "--size", "big"], "--size");
        CommandLine.Fail(2, ["watch", digits, "--fast"], "--simulate");
        CommandLine.Fail(2, ["watch", digits, "--rate", "0"], "--rate");
        CommandLine.Fail(2, ["watch", digits, "--unlock"], "--unlock");
        CommandLine.Fail(2, ["watch", "--unlock", "0"], "--unlock");
        CommandLine.Fail(2, ["watch", "--depth-hint", "0.1"], "--depth-hint");
        CommandLine.Fail(1, ["watch", digits, "--simulate", _folder["none"]], "does not exist");
        CommandLine.Fail(1, ["watch", Repository.Model("keywords"), "--simulate", _folder["none"]], "does not take one picture");
        CommandLine.Fail(1, ["watch", "--models", _folder["models"], "--simulate", _folder["none"]], "faces --prepare");
    }

    private static JsonElement[] Documents(Outcome outcome) => [.. outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>A one and a ring, white on black, 280 pixels wide.</summary>
    private void Pictures()
    {
        byte[] Draw(Func<double, double, bool> isInk)
        {
            byte[] pixels = new byte[280 * 280];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = isInk((i % 280) - 140, (i / 280) - 140) ? (byte)255 : (byte)0;
            }

            return [.. "P5 280 280 255\n"u8, .. pixels];
        }

        _folder.Write("pictures/one.pgm", Draw((x, y) => Math.Abs(x) < 14 && Math.Abs(y) < 95));
        _folder.Write("pictures/ring.pgm", Draw((x, y) => Math.Sqrt((x * x * 1.6) + (y * y)) is > 70 and < 98));
    }
}
