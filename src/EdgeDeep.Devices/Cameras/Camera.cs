using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Devices.Cameras;

/// <summary>
/// A source of pictures in real time. When whoever looks is too slow the older frames are dropped and counted, so that what is
/// seen is never older than a frame or two.
/// </summary>
public abstract class Camera
{
    private const int QueueFrames = 2;

    private long _dropped;

    /// <summary>Frames that were dropped because nobody took them in time.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How often the device was opened again after it had gone.</summary>
    public virtual int Restarts => 0;

    /// <summary>Whether the source waits until its frames are taken, as files do; a device does not.</summary>
    protected virtual bool CanWait => false;

    /// <summary>Delivers pictures until the source ends or is stopped.</summary>
    /// <param name="stop">Ends the stream without an error.</param>
    /// <exception cref="DeviceException">The device cannot be opened.</exception>
    public async IAsyncEnumerable<CameraFrame> ReadAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        Channel<CameraFrame> queue = Channel.CreateBounded<CameraFrame>(
            new BoundedChannelOptions(QueueFrames) { FullMode = CanWait ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            _ => Interlocked.Increment(ref _dropped));
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task capture = Task.Run(() => FillAsync(queue.Writer, end.Token), CancellationToken.None);
        try
        {
            await foreach (CameraFrame frame in Until(queue.Reader, stop).ConfigureAwait(false))
            {
                yield return frame;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await capture.ConfigureAwait(false);
        }
    }

    /// <summary>Finds the faces of every picture, as long as the camera delivers.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="stop">Ends the stream without an error.</param>
    public async IAsyncEnumerable<(CameraFrame Frame, Face Face)> Detect(FaceDetector detector, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (CameraFrame frame in ReadAsync(stop).ConfigureAwait(false))
        {
            foreach (Face face in detector.Detect(frame.Picture))
            {
                yield return (frame, face);
            }
        }
    }

    /// <summary>Reads the source until it ends or is stopped.</summary>
    /// <param name="deliver">Takes the next picture, and its file's name.</param>
    /// <param name="stop">Set when nobody looks any more.</param>
    protected abstract Task CaptureAsync(Func<Picture, string?, ValueTask> deliver, CancellationToken stop);

    private static async IAsyncEnumerable<CameraFrame> Until(ChannelReader<CameraFrame> reader, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            bool isMore;
            try
            {
                isMore = await reader.WaitToReadAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                yield break;
            }

            if (!isMore)
            {
                yield break;
            }

            while (reader.TryRead(out CameraFrame? frame))
            {
                yield return frame;
            }
        }
    }

    private async Task FillAsync(ChannelWriter<CameraFrame> writer, CancellationToken stop)
    {
        long number = 0;
        try
        {
            await CaptureAsync(
                async (picture, name) => await writer.WriteAsync(new CameraFrame(picture, number++, Stopwatch.GetTimestamp(), name), stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            writer.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            writer.Complete();
        }
        catch (Exception e)
        {
            // Whoever reads gets it.
            writer.Complete(e);
        }
    }
}
