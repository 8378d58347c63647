using System.Globalization;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Devices.Cameras;

/// <summary>
/// A camera that a program reads: <c>rpicam-vid</c> (formerly <c>libcamera-vid</c>) the camera of a Raspberry Pi, <c>ffmpeg</c>
/// USB cameras and video files. When a device goes it is opened again and again, less and less often, until it is back.
/// </summary>
public sealed class ProgramCamera : Camera
{
    /// <summary>rpicam-vid pads rows to this many bytes, so that widths are multiples of it.</summary>
    public const int WidthStep = 64;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5), LongestWait = TimeSpan.FromSeconds(30);

    private readonly string _name, _package;
    private readonly string[] _programs, _arguments;
    private readonly Func<Stream, Func<Picture, ValueTask>, CancellationToken, Task> _read;
    private readonly bool _isDevice, _isRealTime;
    private int _restarts;

    private ProgramCamera(
        string name, string[] programs, string package, string[] arguments, Func<Stream, Func<Picture, ValueTask>, CancellationToken, Task> read, bool isDevice, bool isRealTime) =>
        (_name, _programs, _package, _arguments, _read, _isDevice, _isRealTime) = (name, programs, package, arguments, read, isDevice, isRealTime);

    /// <inheritdoc/>
    public override int Restarts => _restarts;

    /// <inheritdoc/>
    protected override bool CanWait => !_isRealTime;

    /// <summary>Waits between two attempts; shorter in tests.</summary>
    internal TimeSpan Wait { get; init; } = FirstWait;

    /// <summary>Folder of the programs; null for those of the system.</summary>
    internal string? Folder { get; init; }

    /// <summary>The camera of a Raspberry Pi.</summary>
    /// <param name="width">Columns, a multiple of <see cref="WidthStep"/>.</param>
    /// <param name="height">Rows, even.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    /// <exception cref="DeviceException">The size is not possible.</exception>
    public static ProgramCamera RaspberryPi(int width = 640, int height = 480, int framesPerSecond = 15) => RaspberryPi(width, height, framesPerSecond, null, FirstWait);

    /// <summary>A camera of Video4Linux, such as a USB camera.</summary>
    /// <param name="device">Its file, such as <c>/dev/video0</c>.</param>
    /// <param name="width">Columns that are asked for; the camera may deliver others.</param>
    /// <param name="height">Rows that are asked for.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    public static ProgramCamera Usb(string device, int width = 640, int height = 480, int framesPerSecond = 15) => new(
        device, ["ffmpeg"], "ffmpeg", [.. Quiet, "-f", "v4l2", "-framerate", Text(framesPerSecond), "-video_size", $"{Text(width)}x{Text(height)}", "-i", device, .. ToPipe],
        FrameStream.ReadYuv4MpegAsync, isDevice: true, isRealTime: true);

    /// <summary>A video file.</summary>
    /// <param name="file">Any format that ffmpeg reads.</param>
    /// <param name="isRealTime">Whether it takes its time; otherwise as fast as its frames are taken.</param>
    public static ProgramCamera Video(string file, bool isRealTime) => new(
        file, ["ffmpeg"], "ffmpeg", [.. Quiet, .. isRealTime ? ["-re"] : Array.Empty<string>(), "-i", file, .. ToPipe], FrameStream.ReadYuv4MpegAsync, isDevice: false, isRealTime);

    /// <summary>The camera of a Raspberry Pi with the programs of a folder.</summary>
    internal static ProgramCamera RaspberryPi(int width, int height, int framesPerSecond, string? folder, TimeSpan wait)
    {
        if (width < 1 || width % WidthStep != 0 || height < 2 || height % 2 != 0)
        {
            throw new DeviceException($"a width of {width} and a height of {height} are not possible; the width is a multiple of {WidthStep}, the height is even.");
        }

        return new ProgramCamera(
            "the camera of the Raspberry Pi", ["rpicam-vid", "libcamera-vid"], "rpicam-apps",
            ["--timeout", "0", "--nopreview", "--codec", "yuv420", "--width", Text(width), "--height", Text(height), "--framerate", Text(framesPerSecond), "--output", "-"],
            (stream, deliver, stop) => FrameStream.ReadPlanesAsync(stream, width, height, deliver, stop), isDevice: true, isRealTime: true)
        { Folder = folder, Wait = wait };
    }

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<Picture, string?, ValueTask> deliver, CancellationToken stop)
    {
        string program = _programs.Select(name => Folder is null ? name : Path.Combine(Folder, name)).FirstOrDefault(ChildProgram.Exists) ?? _programs[0];
        bool hasDelivered = false;
        TimeSpan wait = Wait;
        while (true)
        {
            bool delivers = false;
            string reason = await ChildProgram.RunAsync(program, _arguments, _package, output => _read(
                output,
                async picture =>
                {
                    delivers = hasDelivered = true;
                    await deliver(picture, null).ConfigureAwait(false);
                }, stop)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (!hasDelivered)
            {
                throw new DeviceException($"{_name} gives no picture ({(reason.Length > 0 ? reason.TrimEnd('.') : $"{Path.GetFileName(program)} says nothing")}); check it with '{Path.GetFileName(program)}' alone.");
            }

            if (!_isDevice)
            {
                return;
            }

            wait = delivers ? Wait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            await Task.Delay(wait, stop).ConfigureAwait(false);
            _restarts++;
        }
    }

    private static string[] Quiet => ["-hide_banner", "-loglevel", "error", "-nostdin"];

    private static string[] ToPipe => ["-f", "yuv4mpegpipe", "-pix_fmt", "yuv420p", "-strict", "-1", "-"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
