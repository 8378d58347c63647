using System.Buffers.Binary;
using System.Device.I2c;
using System.Device.Spi;

namespace EdgeDeep.Devices.Sensors;

/// <summary>An ST LIS3DH, collected in its memory of 32 moments of 10 bits an axis.</summary>
/// <remarks>
/// Registers: data sheet DocID17530; sensitivities as in ST's own driver: 1, 2, 4 and 12 thousandths of a g for a step of 12 bits.
/// A memory that is just full cannot be told from one that has lost its oldest moment, and counts as an overflow; what is left
/// in it is whole and is delivered.
/// </remarks>
public sealed class Lis3dh : MotionSensor
{
    /// <summary>I2C address with the SA0 pin low; one more with it high.</summary>
    public const int DefaultAddress = 0x18;

    private const int Moments = 32, SampleBytes = 6;
    private const byte WhoAmI = 0x0F, Control1 = 0x20, Control4 = 0x23, Control5 = 0x24, Output = 0x28, FifoControl = 0x2E, FifoSource = 0x2F;
    private const byte Identity = 0x33, AllAxes = 0x07, BlockDataUpdate = 0x80, FifoEnable = 0x40, Bypass = 0x00, Stream = 0x80;
    private const byte Full = 0x40, Empty = 0x20;

    // Moments a second for the values 1 to 7 of the rate.
    private static readonly int[] Rates = [1, 10, 25, 50, 100, 200, 400];
    private static readonly float[] Steps = [0.001f, 0.002f, 0.004f, 0.012f];

    private readonly SensorBus _bus;
    private readonly float _scale;
    private readonly byte _control;

    /// <summary>Starts to collect, on I2C.</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">1 to 400 moments a second; the nearest of 1, 10, 25, 50, 100, 200 and 400 is taken.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No LIS3DH answers, or the rate is out of range.</exception>
    public Lis3dh(I2cDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
        : this(SensorBus.Of(device, "LIS3DH", several: 0x80), sampleRate, range)
    {
    }

    /// <summary>Starts to collect, on SPI (mode 3, up to 10 MHz).</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <param name="sampleRate">As on I2C.</param>
    /// <param name="range">How far it measures.</param>
    /// <exception cref="DeviceException">No LIS3DH answers, or the rate is out of range.</exception>
    public Lis3dh(SpiDevice device, double sampleRate = 100, AccelerationRange range = AccelerationRange.Two)
        : this(SensorBus.Of(device, "LIS3DH", several: 0x40), sampleRate, range)
    {
    }

    private Lis3dh(SensorBus bus, double sampleRate, AccelerationRange range)
    {
        _bus = bus;
        int rate = NearestRate(sampleRate, Rates.Select(hertz => (double)hertz), "a LIS3DH");
        SampleRate = Rates[rate];

        // Values are 12 bits, left-justified in 16; the memory keeps the upper 10.
        _scale = Steps[(int)range] / 16;
        _bus.Expect(WhoAmI, Identity);
        _bus.Write(Control4, (byte)(BlockDataUpdate | ((int)range << 4)));
        _bus.Write(Control5, FifoEnable);
        _bus.Write(FifoControl, Bypass);
        _bus.Write(FifoControl, Stream);
        _control = (byte)(((rate + 1) << 4) | AllAxes);
        _bus.Write(Control1, _control);
    }

    /// <inheritdoc/>
    public override double SampleRate { get; }

    /// <inheritdoc/>
    public override TimeSpan Capacity => TimeSpan.FromSeconds(Moments / SampleRate);

    /// <inheritdoc/>
    public override float[] Read()
    {
        _bus.Confirm(Control1, _control);
        List<float> samples = [];
        Span<byte> bytes = stackalloc byte[SampleBytes];

        // The state is asked before each moment: reading one clears the mark of an overflow. A sensor that fills faster than it is read ends here.
        for (int i = 0; i < 2 * Moments; i++)
        {
            byte source = _bus.Read(FifoSource);
            if ((source & Empty) != 0)
            {
                break;
            }

            Overflows += (source & Full) != 0 ? 1 : 0;
            _bus.Read(Output, bytes);
            for (int axis = 0; axis < bytes.Length; axis += sizeof(short))
            {
                samples.Add(BinaryPrimitives.ReadInt16LittleEndian(bytes[axis..]) * _scale);
            }
        }

        return [.. samples];
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
