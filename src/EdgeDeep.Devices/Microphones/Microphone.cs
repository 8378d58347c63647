using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace EdgeDeep.Devices.Microphones;

/// <summary>
/// A source of sound in real time. Blocks wait in a bounded queue; when whoever listens is too slow the oldest ones are dropped and
/// counted, so that memory and delay stay bounded.
/// </summary>
public abstract class Microphone
{
    /// <summary>Seconds of one block: short against what people notice, long against the cost of a block.</summary>
    private const double BlockSeconds = 0.032;

    // About two seconds.
    private const int QueueBlocks = 64;

    private long _dropped;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="sampleRate">Samples a second.</param>
    protected Microphone(int sampleRate)
    {
        SampleRate = sampleRate;
        BlockSamples = Math.Max(1, (int)(sampleRate * BlockSeconds));
    }

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; }

    /// <summary>Samples that were dropped because nobody took them in time.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How often the device itself lost samples; how many, it does not say.</summary>
    public virtual int Overruns => 0;

    /// <summary>How often the device was opened again after it had gone.</summary>
    public virtual int Restarts => 0;

    /// <summary>Samples of one block.</summary>
    protected int BlockSamples { get; }

    /// <summary>Whether the source waits until its samples are taken, as a file does; a device does not.</summary>
    protected virtual bool CanWait => false;

    /// <summary>Delivers sound until the source ends or is stopped.</summary>
    /// <param name="stop">Ends the stream without an error.</param>
    /// <exception cref="DeviceException">The device cannot be opened.</exception>
    public async IAsyncEnumerable<AudioBlock> ReadAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        Channel<AudioBlock> queue = Channel.CreateBounded<AudioBlock>(
            new BoundedChannelOptions(QueueBlocks) { FullMode = CanWait ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            lost => Interlocked.Add(ref _dropped, lost.Samples.Length));
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task capture = Task.Run(() => FillAsync(queue.Writer, end.Token), CancellationToken.None);
        try
        {
            while (await WaitAsync(queue.Reader, stop).ConfigureAwait(false))
            {
                while (queue.Reader.TryRead(out AudioBlock? block))
                {
                    yield return block;
                }
            }

            if (!stop.IsCancellationRequested)
            {
                // Why it ended.
                await queue.Reader.Completion.ConfigureAwait(false);
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await capture.ConfigureAwait(false);
        }
    }

    /// <summary>Reads the source until it ends or is stopped.</summary>
    /// <param name="deliver">Takes the next samples.</param>
    /// <param name="stop">Set when nobody listens any more.</param>
    protected abstract Task CaptureAsync(Func<float[], ValueTask> deliver, CancellationToken stop);

    /// <summary>Reads 16-bit samples (little-endian, one channel) from a stream until it ends.</summary>
    protected async Task ReadPcmAsync(Stream stream, Func<float[], ValueTask> deliver, CancellationToken stop)
    {
        byte[] bytes = new byte[BlockSamples * sizeof(short)];
        int kept = 0;
        while (true)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(kept), stop).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            int samples = (kept + read) / sizeof(short);
            await deliver(ToFloats(bytes.AsSpan(0, samples * sizeof(short)))).ConfigureAwait(false);

            // Half a sample stays for the next time.
            kept = kept + read - (samples * sizeof(short));
            bytes[0] = bytes[samples * sizeof(short) % bytes.Length];
        }
    }

    private static float[] ToFloats(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(bytes);
        float[] floats = new float[samples.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = samples[i] / 32768f;
        }

        return floats;
    }

    private static async ValueTask<bool> WaitAsync(ChannelReader<AudioBlock> reader, CancellationToken stop)
    {
        try
        {
            return await reader.WaitToReadAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task FillAsync(ChannelWriter<AudioBlock> writer, CancellationToken stop)
    {
        long first = 0;
        try
        {
            await CaptureAsync(
                async samples =>
                {
                    AudioBlock block = new(samples, first, Stopwatch.GetTimestamp());
                    first += samples.Length;
                    await writer.WriteAsync(block, stop).ConfigureAwait(false);
                }, stop).ConfigureAwait(false);
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
