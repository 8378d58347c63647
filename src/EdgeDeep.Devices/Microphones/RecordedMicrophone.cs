using System.Diagnostics;
using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Devices.Microphones;

/// <summary>Recordings that stand for a microphone: one after another, in real time or as fast as they are taken.</summary>
/// <param name="files">Wav files.</param>
/// <param name="sampleRate">Samples a second; files of other rates are converted.</param>
/// <param name="isRealTime">Whether a second of sound takes a second; then samples that nobody takes in time are dropped as a device's are.</param>
/// <param name="repeats">How often all files are played.</param>
public sealed class RecordedMicrophone(IReadOnlyList<string> files, int sampleRate, bool isRealTime, int repeats = 1) : Microphone(sampleRate)
{
    /// <inheritdoc/>
    protected override bool CanWait => !isRealTime;

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<float[], ValueTask> deliver, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp(), played = 0;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            foreach (string file in files)
            {
                float[] samples = WavReader.Read(file).AtRate(SampleRate).Samples;
                for (int at = 0; at < samples.Length; at += BlockSamples)
                {
                    stop.ThrowIfCancellationRequested();
                    float[] block = samples[at..Math.Min(samples.Length, at + BlockSamples)];
                    played += block.Length;
                    if (isRealTime)
                    {
                        // A block is there when its last sample has been heard.
                        TimeSpan due = TimeSpan.FromSeconds(played / (double)SampleRate) - Stopwatch.GetElapsedTime(start);
                        await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, stop).ConfigureAwait(false);
                    }

                    await deliver(block).ConfigureAwait(false);
                }
            }
        }
    }
}
