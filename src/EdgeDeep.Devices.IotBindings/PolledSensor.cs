using System.Diagnostics;
using System.Numerics;
using EdgeDeep.Devices.Sensors;
using Iot.Device.Lis3DhAccelerometer;
using Adxl345 = Iot.Device.Adxl345.Adxl345;
using Mpu6050 = Iot.Device.Imu.Mpu6050;

namespace EdgeDeep.Devices.IotBindings;

/// <summary>
/// An accelerometer of Iot.Device.Bindings, asked at an even rate. These drivers read the newest moment only: when a reading comes too late, the
/// moments between are lost and counted, so for more than some 100 moments a second take the sensor's own driver, which reads its memory.
/// </summary>
public sealed class PolledSensor : MotionSensor
{
    // The package's driver of the MPU family gives metres a second squared, with this factor; the other two give g.
    private const float Gravity = 9.807f;

    private readonly Func<Vector3> _read;
    private readonly IDisposable _device;
    private readonly Func<long> _clock;
    private long _next;
    private bool _hasBegun;

    /// <summary>Asks any driver.</summary>
    /// <param name="device">The driver; it is disposed of with the sensor.</param>
    /// <param name="read">Reads the newest moment in g.</param>
    /// <param name="sampleRate">Moments a second, above 0 to 1000.</param>
    /// <param name="clock">Ticks of <see cref="Stopwatch"/>; null for its own.</param>
    /// <exception cref="DeviceException">The rate is out of range.</exception>
    public PolledSensor(IDisposable device, Func<Vector3> read, double sampleRate, Func<long>? clock = null)
    {
        SampleRate = sampleRate is > 0 and <= 1000 ? sampleRate : throw new DeviceException(FormattableString.Invariant($"a sensor is asked up to 1000 times a second, not {sampleRate} times."));
        (_device, _read, _clock) = (device, read, clock ?? Stopwatch.GetTimestamp);
    }

    /// <inheritdoc/>
    public override double SampleRate { get; }

    /// <inheritdoc/>
    public override TimeSpan Capacity => TimeSpan.FromSeconds(8 / SampleRate);

    /// <summary>Moments that came too late to be read.</summary>
    public long Missed { get; private set; }

    /// <summary>An MPU-6050, MPU-6500 or MPU-9250.</summary>
    /// <param name="sensor">The driver.</param>
    /// <param name="sampleRate">Moments a second.</param>
    public static PolledSensor Of(Mpu6050 sensor, double sampleRate) => new(sensor, () => sensor.GetAccelerometer() / Gravity, sampleRate);

    /// <summary>A LIS3DH.</summary>
    /// <param name="sensor">The driver.</param>
    /// <param name="sampleRate">Moments a second.</param>
    public static PolledSensor Of(Lis3Dh sensor, double sampleRate) => new(sensor, () => sensor.Acceleration, sampleRate);

    /// <summary>An ADXL345.</summary>
    /// <param name="sensor">The driver.</param>
    /// <param name="sampleRate">Moments a second.</param>
    public static PolledSensor Of(Adxl345 sensor, double sampleRate) => new(sensor, () => sensor.Acceleration, sampleRate);

    /// <inheritdoc/>
    /// <remarks>Waits until the next moment is due.</remarks>
    public override float[] Read()
    {
        long now = _clock(), period = (long)(Stopwatch.Frequency / SampleRate);
        _next = _hasBegun ? _next : now;
        _hasBegun = true;
        if (now < _next)
        {
            return [];
        }

        long late = (now - _next) / period;
        if (late > 0)
        {
            Missed += late;
            Overflows++;
        }

        _next += (late + 1) * period;
        try
        {
            Vector3 moment = _read();
            return [moment.X, moment.Y, moment.Z];
        }
        catch (IOException e)
        {
            throw new DeviceException($"the sensor does not answer on the bus ({e.Message.TrimEnd('.')}); check the wiring and the address.", e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _device.Dispose();
        }
    }
}
