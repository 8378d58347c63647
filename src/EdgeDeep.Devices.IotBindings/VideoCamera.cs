using EdgeDeep.Devices.Cameras;
using EdgeDeep.Perception.Images;
using Iot.Device.Media;

namespace EdgeDeep.Devices.IotBindings;

/// <summary>A camera of Video4Linux (USB, and others with a /dev/video) through Iot.Device.Bindings, without a program in between.</summary>
/// <param name="device">The device, opened for YUYV, YUV420, RGB24 or JPEG; it is disposed of with the stream.</param>
public sealed class VideoCamera(VideoDevice device) : Camera
{
    private static readonly VideoPixelFormat[] Known = [VideoPixelFormat.YUYV, VideoPixelFormat.YUV420, VideoPixelFormat.RGB24, VideoPixelFormat.JPEG, VideoPixelFormat.MJPEG];

    /// <summary>Opens a camera.</summary>
    /// <param name="number">N of /dev/videoN.</param>
    /// <param name="width">Columns that are wanted.</param>
    /// <param name="height">Rows that are wanted.</param>
    /// <exception cref="DeviceException">There is no such device.</exception>
    public static VideoCamera Open(int number, int width = 640, int height = 480) => File.Exists($"/dev/video{number}")
        ? new VideoCamera(VideoDevice.Create(new VideoConnectionSettings(number, ((uint)width, (uint)height), VideoPixelFormat.YUYV)))
        : throw new DeviceException($"there is no /dev/video{number}; plug the camera in, or name another number.");

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<Picture, string?, ValueTask> deliver, CancellationToken stop)
    {
        if (!Known.Contains(device.Settings.PixelFormat))
        {
            throw new DeviceException($"pictures of the kind {device.Settings.PixelFormat} cannot be read; open the camera for one of {string.Join(", ", Known)}.");
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? problem = null;
        void Take(object sender, NewImageBufferReadyEventArgs frame)
        {
            // The device's thread: what goes wrong here would end the program there.
            try
            {
                deliver(ToPicture(frame.ImageBuffer.AsSpan(0, frame.Length)), null).AsTask().GetAwaiter().GetResult();
            }
            catch (Exception e)
            {
                problem ??= e;
                end.Cancel();
            }
        }

        device.NewImageBufferReady += Take;
        try
        {
            await Task.Run(
                () =>
                {
                    device.StartCaptureContinuous();
                    device.CaptureContinuous(end.Token);
                    device.StopCaptureContinuous();
                }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new DeviceException($"the camera does not deliver ({e.Message.TrimEnd('.')}); check that it is plugged in and that no other program uses it.", e);
        }
        finally
        {
            device.NewImageBufferReady -= Take;
            device.Dispose();
        }

        if (problem is not null and not OperationCanceledException)
        {
            throw problem;
        }

        stop.ThrowIfCancellationRequested();
    }

    private Picture ToPicture(ReadOnlySpan<byte> frame)
    {
        (int width, int height) = ((int)device.Settings.CaptureSize.Width, (int)device.Settings.CaptureSize.Height);
        VideoPixelFormat format = device.Settings.PixelFormat;
        if (format is VideoPixelFormat.JPEG or VideoPixelFormat.MJPEG)
        {
            return ImageReader.Decode(frame.ToArray(), "a frame of the camera");
        }

        int bytes = format switch { VideoPixelFormat.YUYV => width * height * 2, VideoPixelFormat.YUV420 => YuvPicture.Bytes(width, height), _ => width * height * 3 };
        return frame.Length < bytes ? throw new DeviceException($"the camera delivers {frame.Length} bytes where a picture of {width}x{height} has {bytes}; ask it for a size that it has.")
            : format switch
            {
                VideoPixelFormat.YUYV => YuvPicture.YuyvToRgb(frame, width, height),
                VideoPixelFormat.YUV420 => YuvPicture.ToRgb(frame, width, height, isFullRange: false),
                _ => new Picture(width, height, 3, frame[..bytes].ToArray()),
            };
    }
}
