using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeDeep.Devices.Sensors;

/// <summary>The accelerometer of an InvenSense MPU-6050, collected in its memory of 1024 bytes.</summary>
/// <remarks>Registers: MPU-6000 and MPU-6050 Register Map and Descriptions, revision 4.2.</remarks>
public sealed class Mpu6050 : MotionSensor
{
    /// <summary>Address with the AD0 pin low; one more with it high.</summary>
    public const int DefaultAddress = 0x68;

    private const int SampleBytes = 6, FifoBytes = 1024, ClockHz = 1000;
    private const byte SampleRateDivider = 0x19, Configuration = 0x1A, AccelerometerConfiguration = 0x1C, FifoEnable = 0x23;
    private const byte InterruptStatus = 0x3A, UserControl = 0x6A, PowerManagement = 0x6B, FifoCount = 0x72, FifoData = 0x74, WhoAmI = 0x75;
    private const byte FifoOverflow = 0x10, Accelerometer = 0x08;

    // Bandwidths of the digital low pass, for the values 1 to 6.
    private static readonly int[] LowPassHertz = [184, 94, 44, 21, 10, 5];

    private readonly SensorBus _bus;
    private readonly int _divider;
    private readonly float _scale;

    /// <summary>Wakes the sensor and starts to collect.</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">4 to 1000 moments a second; the nearest whole divider of 1000 is taken.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No MPU-6050 answers, or the rate is out of range.</exception>
    public Mpu6050(I2cDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
    {
        _bus = SensorBus.Of(device, "MPU-6050");
        if (sampleRate is not (>= 4 and <= ClockHz))
        {
            throw new DeviceException($"an MPU-6050 takes 4 to {ClockHz} samples a second, not {sampleRate}.");
        }

        _divider = Math.Clamp((int)Math.Round(ClockHz / sampleRate), 1, 256);
        _scale = 1f / (16384 >> (int)range);
        _bus.Expect(WhoAmI, DefaultAddress);
        _bus.Write(PowerManagement, 0x80);
        Thread.Sleep(100);

        // The gyroscope's clock is the steadier one.
        _bus.Write(PowerManagement, 0x01);

        _bus.Write(Configuration, LowPass(SampleRate));
        _bus.Write(SampleRateDivider, (byte)(_divider - 1));
        _bus.Write(AccelerometerConfiguration, (byte)((int)range << 3));
        Restart();
    }

    /// <inheritdoc/>
    public override double SampleRate => (double)ClockHz / _divider;

    /// <inheritdoc/>
    public override TimeSpan Capacity => TimeSpan.FromSeconds(FifoBytes / SampleBytes / SampleRate);

    /// <inheritdoc/>
    public override float[] Read()
    {
        _bus.Confirm(FifoEnable, Accelerometer);
        if ((_bus.Read(InterruptStatus) & FifoOverflow) != 0)
        {
            // Older samples are gone and the rest may begin in the middle of one.
            Overflows++;
            Restart();
            return [];
        }

        Span<byte> count = stackalloc byte[2];
        _bus.Read(FifoCount, count);
        byte[] bytes = new byte[BinaryPrimitives.ReadUInt16BigEndian(count) / SampleBytes * SampleBytes];
        if (bytes.Length == 0)
        {
            return [];
        }

        _bus.Read(FifoData, bytes);
        float[] samples = new float[bytes.Length / sizeof(short)];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(i * sizeof(short))) * _scale;
        }

        return samples;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bus.Dispose();
        }
    }

    /// <summary>The widest low pass that keeps what half the sample rate cannot tell apart out.</summary>
    private static byte LowPass(double sampleRate)
    {
        int index = Array.FindIndex(LowPassHertz, hertz => hertz <= sampleRate / 2);
        return (byte)(index < 0 ? LowPassHertz.Length : index + 1);
    }

    private void Restart()
    {
        _bus.Write(FifoEnable, 0x00);
        _bus.Write(UserControl, 0x04);
        _bus.Write(UserControl, 0x40);
        _bus.Write(FifoEnable, Accelerometer);
    }
}
