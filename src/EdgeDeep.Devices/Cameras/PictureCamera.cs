using System.Diagnostics;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Devices.Cameras;

/// <summary>Picture files that stand for a camera, one after another.</summary>
/// <param name="files">Pictures of any sizes.</param>
/// <param name="framesPerSecond">How many a second, dropped when nobody takes them in time; null for as fast as they are taken.</param>
/// <param name="repeats">How often all files are shown.</param>
public sealed class PictureCamera(IReadOnlyList<string> files, double? framesPerSecond = null, int repeats = 1) : Camera
{
    /// <inheritdoc/>
    protected override bool CanWait => framesPerSecond is null;

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<Picture, string?, ValueTask> deliver, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp(), shown = 0;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            foreach (string file in files)
            {
                stop.ThrowIfCancellationRequested();
                Picture picture = ImageReader.Read(file);
                if (framesPerSecond is { } rate)
                {
                    TimeSpan due = TimeSpan.FromSeconds(shown++ / rate) - Stopwatch.GetElapsedTime(start);
                    await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, stop).ConfigureAwait(false);
                }

                await deliver(picture, file).ConfigureAwait(false);
            }
        }
    }
}
