namespace EdgeDeep.Devices.Microphones;

/// <summary>Raw sound from a stream such as the standard input: 16-bit samples, little-endian, one channel.</summary>
/// <param name="stream">The stream; it stays open.</param>
/// <param name="sampleRate">Samples a second of the stream.</param>
public sealed class StreamMicrophone(Stream stream, int sampleRate) : Microphone(sampleRate)
{
    /// <inheritdoc/>
    protected override bool CanWait => true;

    /// <inheritdoc/>
    protected override Task CaptureAsync(Func<float[], ValueTask> deliver, CancellationToken stop) => ReadPcmAsync(stream, deliver, stop);
}
