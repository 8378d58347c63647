using System.Diagnostics;
using System.Numerics;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;
using EdgeDeep.Perception.Images;
using Iot.Device.Lis3DhAccelerometer;
using Iot.Device.Media;

namespace EdgeDeep.Devices.IotBindings.Tests;

/// <summary>The package's devices as sources of EdgeDeep.</summary>
public class AdapterTests
{
    [Fact]
    public void A_polled_sensor_keeps_its_rate_and_counts_what_it_missed()
    {
        long now = 1000, period = Stopwatch.Frequency / 100;
        Lis3dhModel model = new();
        using PolledSensor sensor = new(model, () => Vector3.UnitZ, 100, () => now);
        Assert.Equal([0, 0, 1], sensor.Read());
        Assert.Empty(sensor.Read());
        now += period;
        Assert.Equal(3, sensor.Read().Length);
        now += 4 * period;
        Assert.Equal(3, sensor.Read().Length);
        Assert.Equal((3, 1), (sensor.Missed, sensor.Overflows));
        now += period;
        Assert.Equal(3, sensor.Read().Length);
        Assert.Equal(3, sensor.Missed);
        Assert.Throws<DeviceException>(() => new PolledSensor(model, () => default, 0));
    }

    [Fact]
    public async Task A_polled_sensor_streams_and_a_wire_that_comes_off_is_a_sentence()
    {
        Lis3dhModel model = new();
        using PolledSensor sensor = PolledSensor.Of(Lis3Dh.Create(model, accelerationScale: AccelerationScale.Scale02G), 200);
        model.Move(0, 0, 1);
        int moments = 0;
        DeviceException problem = await Assert.ThrowsAsync<DeviceException>(async () =>
        {
            await foreach (MotionBlock block in sensor.ReadAsync(TestContext.Current.CancellationToken))
            {
                Assert.Equal(1, block.Samples[2], 0.03f);
                model.IsConnected = ++moments < 5;
            }
        });
        Assert.Equal(5, moments);
        Assert.Contains("wiring", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VideoPixelFormat.YUYV)]
    [InlineData(VideoPixelFormat.YUV420)]
    [InlineData(VideoPixelFormat.RGB24)]
    public async Task Frames_of_a_video_device_become_pictures(VideoPixelFormat format)
    {
        // Grey 235 is white, 16 is black: the left half is white.
        byte[] frame = format switch
        {
            VideoPixelFormat.YUYV => [.. Enumerable.Range(0, 8 * 4).SelectMany(i => new byte[] { (byte)(i % 8 < 4 ? 235 : 16), 128 })],
            VideoPixelFormat.YUV420 => [.. Enumerable.Range(0, 32).Select(i => (byte)(i % 8 < 4 ? 235 : 16)), .. Enumerable.Repeat((byte)128, 16)],
            _ => [.. Enumerable.Range(0, 32).SelectMany(i => Enumerable.Repeat((byte)(i % 8 < 4 ? 255 : 0), 3))],
        };
        StandInVideo device = new(format, frame);
        VideoCamera camera = new(device);
        int seen = 0;
        await foreach (CameraFrame got in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal((8, 4), (got.Picture.Width, got.Picture.Height));
            Assert.All(Enumerable.Range(0, 32), i => Assert.Equal(i % 8 < 4 ? 255 : 0, got.Picture.Pixels[i * 3]));
            if (++seen == 5)
            {
                break;
            }
        }

        Assert.True(device.IsDisposed);
    }

    [Fact]
    public async Task A_video_device_that_delivers_something_else_is_a_sentence()
    {
        DeviceException few = await Assert.ThrowsAsync<DeviceException>(() => First(new VideoCamera(new StandInVideo(VideoPixelFormat.YUYV, new byte[10]))));
        Assert.Contains("8x4", few.Message, StringComparison.Ordinal);
        DeviceException kind = await Assert.ThrowsAsync<DeviceException>(() => First(new VideoCamera(new StandInVideo(VideoPixelFormat.NV12, new byte[48]))));
        Assert.Contains("NV12", kind.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/video77", Assert.Throws<DeviceException>(() => VideoCamera.Open(77)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sound_of_a_sound_device_arrives_without_its_header()
    {
        StandInSound device = new();
        SoundMicrophone microphone = new(device);
        Assert.Equal(16000, microphone.SampleRate);
        List<float> samples = [];
        await foreach (AudioBlock block in microphone.ReadAsync(TestContext.Current.CancellationToken))
        {
            samples.AddRange(block.Samples);
            if (samples.Count >= 999)
            {
                break;
            }
        }

        Assert.All(Enumerable.Range(0, 999), i => Assert.Equal(i / 32768f, samples[i]));
        device.Settings.RecordingChannels = 2;
        Assert.Contains("one channel", Assert.Throws<DeviceException>(() => new SoundMicrophone(device)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_device_that_fails_is_a_sentence()
    {
        SoundMicrophone microphone = new(new StandInSound { Failure = "Error -2. No such file or directory." });
        DeviceException problem = await Assert.ThrowsAsync<DeviceException>(async () =>
        {
            await foreach (AudioBlock block in microphone.ReadAsync(TestContext.Current.CancellationToken))
            {
                Assert.NotEmpty(block.Samples);
            }
        });
        Assert.Contains("No such file", problem.Message, StringComparison.Ordinal);
    }

    private static async Task<Picture> First(VideoCamera camera)
    {
        await foreach (CameraFrame frame in camera.ReadAsync(TestContext.Current.CancellationToken))
        {
            return frame.Picture;
        }

        throw new InvalidOperationException("no frame");
    }

    /// <summary>A device that delivers one frame again and again, as the package's does: on the caller's thread, until it is stopped.</summary>
    private sealed class StandInVideo(VideoPixelFormat format, byte[] frame) : VideoDevice
    {
        public override event NewImageBufferReadyEvent? NewImageBufferReady;

        public bool IsDisposed { get; private set; }

        public override string DevicePath { get; set; } = "/dev/video";

        public override VideoConnectionSettings Settings { get; } = new(0, (8, 4), format);

        public override bool IsOpen => true;

        public override bool IsCapturing => true;

        public override bool ImageBufferPoolingEnabled { get; set; }

        public override void Capture(string path) => throw new NotSupportedException();

        public override byte[] Capture() => frame;

        public override void StartCaptureContinuous()
        {
        }

        public override void CaptureContinuous(CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                // Pooled buffers are longer than what is in them.
                NewImageBufferReady?.Invoke(this, new NewImageBufferReadyEventArgs([.. frame, 1, 2, 3], frame.Length));
                Thread.Sleep(1);
            }
        }

        public override void StopCaptureContinuous()
        {
        }

        public override VideoDeviceValue GetVideoDeviceValue(VideoDeviceValueType type) => throw new NotSupportedException();

        public override IEnumerable<VideoPixelFormat> GetSupportedPixelFormats() => [format];

        public override IEnumerable<Resolution> GetPixelFormatResolutions(VideoPixelFormat format) => [];

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>A device whose samples count up, written in pieces of odd lengths.</summary>
    private sealed class StandInSound : SoundDevice
    {
        public string? Failure { get; init; }

        public override SoundConnectionSettings Settings { get; } = new() { RecordingSampleRate = 16000, RecordingChannels = 1 };

        public override long PlaybackVolume { get; set; }

        public override bool PlaybackMute { get; set; }

        public override long RecordingVolume { get; set; }

        public override bool RecordingMute { get; set; }

        public override void Play(string wavPath) => throw new NotSupportedException();

        public override void Play(Stream wavStream) => throw new NotSupportedException();

        public override void Record(uint recordTimeSeconds, string outputFilePath) => throw new NotSupportedException();

        public override void Record(uint recordTimeSeconds, Stream outputStream)
        {
            if (Failure is not null)
            {
#pragma warning disable CA2201 // The package throws just this.
                throw new Exception(Failure);
#pragma warning restore CA2201
            }

            outputStream.Write(new byte[44], 0, 44);
            byte[] bytes = [.. Enumerable.Range(0, 30000).SelectMany(i => BitConverter.GetBytes((short)i))];
            for (int at = 0; at < bytes.Length; at += 333)
            {
                outputStream.Write(bytes, at, Math.Min(333, bytes.Length - at));
                Thread.Sleep(1);
            }
        }

        public override void StartRecording(string outputFilePath) => throw new NotSupportedException();

        public override void StopRecording() => throw new NotSupportedException();

        public override void WriteWavHeader(Stream wavStream, WavHeader header) => throw new NotSupportedException();
    }
}
