using System.Diagnostics;
using EdgeDeep.Devices.Sensors;

namespace EdgeDeep.Devices.Simulation;

/// <summary>A recording in real time through the registers of an MPU-6050 in memory; ends with the recording.</summary>
/// <param name="samples">x, y, z of each moment, in g.</param>
/// <param name="rate">Moments a second.</param>
public sealed class ReplayedMotion(float[] samples, double rate) : MotionSensor
{
    private readonly Mpu6050Model _model = new();
    private Mpu6050? _sensor;
    private long _start;
    private int _moved;

    /// <inheritdoc/>
    public override double SampleRate => Sensor.SampleRate;

    /// <inheritdoc/>
    public override TimeSpan Capacity => Sensor.Capacity;

    private Mpu6050 Sensor => _sensor ??= new Mpu6050(_model, rate);

    /// <summary>Moves the sensor as far as time has passed, and reads it.</summary>
    /// <returns>x, y, z of each moment, in g.</returns>
    public override float[] Read()
    {
        Mpu6050 sensor = Sensor;
        _start = _start == 0 ? Stopwatch.GetTimestamp() : _start;
        int due = Math.Min(samples.Length / 3, (int)(Stopwatch.GetElapsedTime(_start).TotalSeconds * rate));
        for (; _moved < due; _moved++)
        {
            _model.Move(samples[_moved * 3], samples[(_moved * 3) + 1], samples[(_moved * 3) + 2]);
        }

        float[] read = sensor.Read();
        Overflows = sensor.Overflows;
        IsOver = _moved == samples.Length / 3 && read.Length == 0;
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sensor?.Dispose();
        }
    }
}
