using EdgeDeep.Devices.Microphones;
using Iot.Device.Media;

namespace EdgeDeep.Devices.IotBindings;

/// <summary>A microphone of ALSA through Iot.Device.Bindings, without a program in between. Overruns of the device end the stream.</summary>
public sealed class SoundMicrophone : Microphone
{
    // An hour at a time: the length goes into a header of 32 bits.
    private const uint RecordSeconds = 3600;

    private readonly SoundDevice _device;

    /// <summary>Takes a device over.</summary>
    /// <param name="device">A device set to record one channel of 16 bits; it is disposed of with the stream.</param>
    /// <exception cref="DeviceException">It is set to something else.</exception>
    public SoundMicrophone(SoundDevice device)
        : base((int)device.Settings.RecordingSampleRate)
    {
        _device = device.Settings is { RecordingChannels: 1, RecordingBitsPerSample: 16 } ? device
            : throw new DeviceException($"sound is needed with one channel of 16 bits, and the device is set to {device.Settings.RecordingChannels} of {device.Settings.RecordingBitsPerSample}; change its settings.");
    }

    /// <summary>Opens a device.</summary>
    /// <param name="name">ALSA's name.</param>
    /// <param name="sampleRate">Samples a second.</param>
    public static SoundMicrophone Open(string name = "default", int sampleRate = 16000) => new(SoundDevice.Create(new SoundConnectionSettings
    {
        RecordingDeviceName = name,
        RecordingSampleRate = (uint)sampleRate,
        RecordingChannels = 1,
        RecordingBitsPerSample = 16,
    }));

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<float[], ValueTask> deliver, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using SampleStream samples = new(deliver, stop);
                await Task.Run(() => _device.Record(RecordSeconds, samples), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not DeviceException && e.GetType() == typeof(Exception))
        {
            // The package throws plain exceptions with ALSA's words.
            throw new DeviceException($"the microphone does not deliver ({e.Message.TrimEnd('.')}); check its name and that no other program uses it.", e);
        }
        finally
        {
            _device.Dispose();
        }

        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Takes a .wav file while it is written and delivers its samples.</summary>
    private sealed class SampleStream(Func<float[], ValueTask> deliver, CancellationToken stop) : Stream
    {
        private const int HeaderBytes = 44;

        private int _header = HeaderBytes;
        private byte? _half;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            stop.ThrowIfCancellationRequested();
            int skipped = Math.Min(_header, buffer.Length);
            _header -= skipped;
            List<float> samples = [];
            foreach (byte value in buffer[skipped..])
            {
                if (_half is { } low)
                {
                    samples.Add((short)(low | (value << 8)) / 32768f);
                    _half = null;
                }
                else
                {
                    _half = value;
                }
            }

            if (samples.Count > 0)
            {
                deliver([.. samples]).AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
