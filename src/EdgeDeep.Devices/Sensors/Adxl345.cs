using System.Buffers.Binary;
using System.Device.I2c;
using System.Device.Spi;
using System.Diagnostics;

namespace EdgeDeep.Devices.Sensors;

/// <summary>An Analog Devices ADXL345, collected in its memory of 32 moments, in steps of a 256th of a g.</summary>
/// <remarks>
/// Registers: data sheet revision E. The sensor marks an overflow as soon as its memory is full, which therefore counts as one;
/// what is in it is whole and is delivered.
/// </remarks>
public sealed class Adxl345 : MotionSensor
{
    /// <summary>I2C address with the ALT ADDRESS pin low; <see cref="AlternateAddress"/> with it high.</summary>
    public const int DefaultAddress = 0x53;

    /// <summary>I2C address with the ALT ADDRESS pin high.</summary>
    public const int AlternateAddress = 0x1D;

    private const int Moments = 32, SampleBytes = 6, CountsPerG = 256, FirstRate = 0x06;
    private const byte DeviceId = 0x00, BandwidthRate = 0x2C, PowerControl = 0x2D, InterruptSource = 0x30, DataFormat = 0x31, FifoControl = 0x38, FifoStatus = 0x39;
    private const byte Identity = 0xE5, Measure = 0x08, FullResolution = 0x08, Bypass = 0x00, Stream = 0x80, Overrun = 0x01, Entries = 0x3F;

    // From the source of interrupts to the last byte of a moment.
    private const int DataOffset = 2;

    // Moments a second for the values 6 to 15 of the rate.
    private static readonly double[] Rates = [6.25, 12.5, 25, 50, 100, 200, 400, 800, 1600, 3200];

    // What the memory needs after a moment was taken until the next one is in the registers.
    private static readonly TimeSpan Pop = TimeSpan.FromMicroseconds(5);

    private readonly SensorBus _bus;

    /// <summary>Starts to collect, on I2C; a bus of 400 kHz is fast enough for 800 moments a second, one of 100 kHz for 200.</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">6.25 to 800 moments a second; the nearest of 6.25, 12.5, 25, 50 and so on is taken.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No ADXL345 answers, or the rate is out of range.</exception>
    public Adxl345(I2cDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
        : this(SensorBus.Of(device, "ADXL345"), sampleRate, range, 800)
    {
    }

    /// <summary>Starts to collect, on SPI (mode 3, up to 5 MHz; at least 2 MHz for 3200 moments a second).</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">6.25 to 3200 moments a second; the nearest of 6.25, 12.5, 25, 50 and so on is taken.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No ADXL345 answers, or the rate is out of range.</exception>
    public Adxl345(SpiDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
        : this(SensorBus.Of(device, "ADXL345", several: 0x40), sampleRate, range, 3200)
    {
    }

    private Adxl345(SensorBus bus, double sampleRate, AccelerationRange range, double fastest)
    {
        _bus = bus;
        int rate = NearestRate(sampleRate, Rates.TakeWhile(hertz => hertz <= fastest), "an ADXL345 on this bus");
        SampleRate = Rates[rate];
        _bus.Expect(DeviceId, Identity);

        // Settings are made in standby.
        _bus.Write(PowerControl, 0);
        _bus.Write(BandwidthRate, (byte)(FirstRate + rate));
        _bus.Write(DataFormat, (byte)(FullResolution | (int)range));
        _bus.Write(FifoControl, Bypass);
        _bus.Write(FifoControl, Stream);
        _bus.Write(PowerControl, Measure);
    }

    /// <inheritdoc/>
    public override double SampleRate { get; }

    /// <inheritdoc/>
    public override TimeSpan Capacity => TimeSpan.FromSeconds(Moments / SampleRate);

    /// <inheritdoc/>
    public override float[] Read()
    {
        _bus.Confirm(PowerControl, Measure);
        int count = _bus.Read(FifoStatus) & Entries;
        float[] samples = new float[3 * count];
        Span<byte> bytes = stackalloc byte[DataOffset + SampleBytes];
        for (int i = 0; i < samples.Length; i += 3)
        {
            // The mark of an overflow lies before the data and is read with it, because taking a moment clears it.
            _bus.Read(InterruptSource, bytes);
            Overflows += (bytes[0] & Overrun) != 0 ? 1 : 0;
            for (int axis = 0; axis < 3; axis++)
            {
                samples[i + axis] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(DataOffset + (axis * sizeof(short)))..]) / (float)CountsPerG;
            }

            for (long taken = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(taken) < Pop;)
            {
            }
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
}
