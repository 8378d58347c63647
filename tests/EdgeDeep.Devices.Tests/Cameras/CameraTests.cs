using EdgeDeep.Devices.Cameras;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Devices.Tests.Cameras;

/// <summary>Pictures of programs that speak rpicam-vid's command line, of the real ffmpeg, and of files.</summary>
public sealed class CameraTests : IDisposable
{
    private const int Width = 64, Height = 48;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-camera-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("rpicam-vid")]
    [InlineData("libcamera-vid")]
    public async Task The_program_of_the_raspberry_pi_is_found_under_both_names(string name)
    {
        Script(name, $"echo \"$@\" > {Of("arguments")}; for i in 1 2 3; do cat {Frames(60, 160, 235)}; done; exec sleep 60");
        List<byte> lumas = [];
        await foreach (CameraFrame frame in Pi().ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal((Width, Height, 3), (frame.Picture.Width, frame.Picture.Height, frame.Picture.Channels));
            lumas.Add(frame.Picture.Pixels[0]);
            if (frame.Number == 8)
            {
                break;
            }
        }

        Assert.Equal(255, lumas[^1]);
        Assert.Equal("--timeout 0 --nopreview --codec yuv420 --width 64 --height 48 --framerate 15 --output -", File.ReadAllText(Of("arguments")).Trim());
    }

    [Fact]
    public async Task A_camera_that_goes_is_opened_again()
    {
        string frames = Frames(100);
        Script("rpicam-vid", $$"""
            n=$(cat {{Of("runs")}} 2>/dev/null || echo 0)
            echo $((n + 1)) > {{Of("runs")}}
            case $n in
            0) cat {{frames}}; head -c 1000 {{frames}}; echo "ERROR: *** no camera ***" >&2; exit 1 ;;
            1) echo "ERROR: *** no cameras available ***" >&2; exit 255 ;;
            *) cat {{frames}}; exec sleep 60 ;;
            esac
            """);
        ProgramCamera camera = Pi();
        int frameCount = 0;
        await foreach (CameraFrame _ in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (++frameCount == 2)
            {
                break;
            }
        }

        Assert.Equal(2, camera.Restarts);
    }

    [Fact]
    public async Task What_was_never_there_is_named_with_the_programs_reason()
    {
        Assert.Contains("rpicam-apps", (await Assert.ThrowsAsync<DeviceException>(() => Count(Pi()))).Message, StringComparison.Ordinal);
        Script("rpicam-vid", "echo 'ERROR: *** no cameras available ***' >&2; exit 255");
        Assert.Contains("no cameras available", (await Assert.ThrowsAsync<DeviceException>(() => Count(Pi()))).Message, StringComparison.Ordinal);
        Assert.Throws<DeviceException>(() => ProgramCamera.RaspberryPi(650, 480));
        Assert.Throws<DeviceException>(() => ProgramCamera.RaspberryPi(640, 481));
        CCompiler.Require("ffmpeg");
        Assert.Contains("No such file", (await Assert.ThrowsAsync<DeviceException>(() => Count(ProgramCamera.Usb(Of("video9"))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_too_slow_sees_the_newest_pictures_and_is_told_how_many_were_lost()
    {
        Script("rpicam-vid", $"for i in 1 2 3 4 5 6 7 8 9 10; do cat {Frames(60, 235)}; done; exec sleep 60");
        ProgramCamera camera = Pi();
        long taken = 0, last = -1;
        await foreach (CameraFrame frame in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            taken++;
            Assert.True(frame.Number > last);
            last = frame.Number;
            if (last == 19)
            {
                break;
            }

            await Task.Delay(taken == 1 ? 500 : 0, TestContext.Current.CancellationToken);
        }

        Assert.True(camera.Dropped > 10);
        Assert.Equal(20, taken + camera.Dropped);
    }

    [Fact]
    public async Task Videos_are_read_whole_by_the_real_ffmpeg()
    {
        string ffmpeg = CCompiler.Require("ffmpeg"), video = Of("colours.avi");
        CCompiler.Run(ffmpeg, "-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", "color=c=red:s=62x46:r=10:d=1.2", "-c:v", "ffv1", "-pix_fmt", "yuv420p", video);
        ProgramCamera camera = ProgramCamera.Video(video, isRealTime: false);
        int frames = 0;
        await foreach (CameraFrame frame in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            frames++;
            Assert.Equal((62, 46), (frame.Picture.Width, frame.Picture.Height));
            byte[] middle = frame.Picture.Pixels[(((23 * 62) + 31) * 3)..][..3];
            Assert.True(middle[0] > 250 && middle[1] < 5 && middle[2] < 5, string.Join(' ', middle));
        }

        Assert.Equal((12, 0L), (frames, camera.Dropped));
        Assert.Contains("no-such", (await Assert.ThrowsAsync<DeviceException>(() => Count(ProgramCamera.Video(Of("no-such.mp4"), false)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RIFF")]
    [InlineData("YUV4MPEG2 W64 H48 C444")]
    [InlineData("YUV4MPEG2 W64 H48 C420p10")]
    [InlineData("YUV4MPEG2 W0 H48 C420jpeg")]
    [InlineData("YUV4MPEG2 W99999 H99999 C420jpeg")]
    public async Task Streams_of_another_kind_are_refused(string header)
    {
        using MemoryStream stream = new(System.Text.Encoding.ASCII.GetBytes($"{header}\nFRAME\n"));
        await Assert.ThrowsAsync<DeviceException>(() => FrameStream.ReadYuv4MpegAsync(stream, _ => ValueTask.CompletedTask, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Picture_files_wait_or_keep_their_time()
    {
        string[] files = [Write("a.pgm", [.. "P5 2 1 255\n"u8, 1, 2]), Write("b.ppm", [.. "P6 1 1 255\n"u8, 9, 8, 7])];
        List<string?> names = [];
        await foreach (CameraFrame frame in new PictureCamera(files, repeats: 2).ReadAsync(TestContext.Current.CancellationToken))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            names.Add(Path.GetFileName(frame.Name));
        }

        Assert.Equal(["a.pgm", "b.ppm", "a.pgm", "b.ppm"], names);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(4, await Count(new PictureCamera(files, framesPerSecond: 20, repeats: 2)));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(145));
        await Assert.ThrowsAsync<InputException>(() => Count(new PictureCamera([Write("c.png", [1, 2])])));
    }

    private ProgramCamera Pi() => ProgramCamera.RaspberryPi(Width, Height, 15, _folder, Short);

    private static async Task<long> Count(Camera camera)
    {
        long frames = 0;
        await foreach (CameraFrame _ in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            frames++;
        }

        return frames + camera.Dropped;
    }

    private string Of(string name) => Path.Combine(_folder, name);

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Of(name), content);
        return Of(name);
    }

    /// <summary>Grey frames of some lumas, one after another.</summary>
    private string Frames(params byte[] lumas) => Write(
        "frames.yuv", [.. lumas.SelectMany(luma => Enumerable.Repeat(luma, Width * Height).Concat(Enumerable.Repeat((byte)128, Width * Height / 2)))]);

    private void Script(string name, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        string path = Write(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{text}\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
