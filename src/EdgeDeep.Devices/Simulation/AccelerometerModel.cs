namespace EdgeDeep.Devices.Simulation;

/// <summary>An accelerometer at the level of its registers.</summary>
/// <param name="address">Its address on I2C.</param>
/// <param name="identity">What it says that it is.</param>
public abstract class AccelerometerModel(int address, byte identity) : SensorModel(address, identity)
{
    /// <summary>A moment passes.</summary>
    /// <param name="x">Acceleration in g; what lies beyond the range is cut off.</param>
    /// <param name="y">The same along y.</param>
    /// <param name="z">The same along z.</param>
    public void Move(float x, float y, float z) => Alone(() => Take(x, y, z));

    /// <summary>Collects a moment, if the sensor is on.</summary>
    private protected abstract void Take(float x, float y, float z);

    /// <summary>A value in whole steps, cut off at the ends of a range.</summary>
    private protected static short Steps(float value, int steps, int limit) => (short)Math.Clamp(MathF.Round(value * steps), -limit, limit - 1);
}
