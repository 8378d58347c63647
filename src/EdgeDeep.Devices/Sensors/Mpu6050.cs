using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeDeep.Devices.Sensors;

/// <summary>How far an accelerometer measures, in g.</summary>
public enum AccelerationRange
{
    /// <summary>2 g.</summary>
    Two = 0,

    /// <summary>4 g.</summary>
    Four = 1,

    /// <summary>8 g.</summary>
    Eight = 2,

    /// <summary>16 g.</summary>
    Sixteen = 3,
}

/// <summary>The accelerometer of an InvenSense MPU-6050, collected in its memory of 1024 bytes.</summary>
/// <remarks>Registers: MPU-6000 and MPU-6050 Register Map and Descriptions, revision 4.2.</remarks>
public sealed class Mpu6050 : MotionSensor
{
    /// <summary>Address with the AD0 pin low; one more with it high.</summary>
    public const int DefaultAddress = 0x68;

    private const int SampleBytes = 6, FifoBytes = 1024, ClockHz = 1000;
    private const byte SampleRateDivider = 0x19, Configuration = 0x1A, AccelerometerConfiguration = 0x1C, FifoEnable = 0x23;
    private const byte InterruptStatus = 0x3A, UserControl = 0x6A, PowerManagement = 0x6B, FifoCount = 0x72, FifoData = 0x74, WhoAmI = 0x75;
    private const byte FifoOverflow = 0x10;

    // Bandwidths of the digital low pass, for the values 1 to 6.
    private static readonly int[] LowPassHertz = [184, 94, 44, 21, 10, 5];

    private readonly I2cDevice _device;
    private readonly int _divider;
    private readonly float _scale;

    /// <summary>Wakes the sensor and starts to collect.</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">4 to 1000 moments a second; the nearest whole divider of 1000 is taken.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No MPU-6050 answers, or the rate is out of range.</exception>
    public Mpu6050(I2cDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
    {
        _device = device;
        if (sampleRate is not (>= 4 and <= ClockHz))
        {
            throw new DeviceException($"an MPU-6050 takes 4 to {ClockHz} samples a second, not {sampleRate}.");
        }

        _divider = Math.Clamp((int)Math.Round(ClockHz / sampleRate), 1, 256);
        _scale = 1f / (16384 >> (int)range);
        if (Read(WhoAmI) != DefaultAddress)
        {
            throw new DeviceException("no MPU-6050 answers on the bus; check the wiring and the address.");
        }

        Write(PowerManagement, 0x80);
        Thread.Sleep(100);

        // The gyroscope's clock is the steadier one.
        Write(PowerManagement, 0x01);

        Write(Configuration, LowPass(SampleRate));
        Write(SampleRateDivider, (byte)(_divider - 1));
        Write(AccelerometerConfiguration, (byte)((int)range << 3));
        Restart();
    }

    /// <inheritdoc/>
    public override double SampleRate => (double)ClockHz / _divider;

    /// <inheritdoc/>
    public override TimeSpan Capacity => TimeSpan.FromSeconds(FifoBytes / SampleBytes / SampleRate);

    /// <inheritdoc/>
    public override float[] Read()
    {
        if ((Read(InterruptStatus) & FifoOverflow) != 0)
        {
            // Older samples are gone and the rest may begin in the middle of one.
            Overflows++;
            Restart();
            return [];
        }

        Span<byte> count = stackalloc byte[2];
        Read(FifoCount, count);
        byte[] bytes = new byte[BinaryPrimitives.ReadUInt16BigEndian(count) / SampleBytes * SampleBytes];
        if (bytes.Length == 0)
        {
            return [];
        }

        Read(FifoData, bytes);
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
            _device.Dispose();
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
        Write(FifoEnable, 0x00);
        Write(UserControl, 0x04);
        Write(UserControl, 0x40);
        Write(FifoEnable, 0x08);
    }

    private byte Read(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        Read(register, value);
        return value[0];
    }

    private void Read(byte register, Span<byte> target)
    {
        try
        {
            _device.WriteRead([register], target);
        }
        catch (IOException e)
        {
            throw Silent(e);
        }
    }

    private void Write(byte register, byte value)
    {
        try
        {
            _device.Write([register, value]);
        }
        catch (IOException e)
        {
            throw Silent(e);
        }
    }

    private static DeviceException Silent(IOException e) => new($"the MPU-6050 does not answer on the bus ({e.Message.TrimEnd('.')}); check the wiring and the address.");
}
