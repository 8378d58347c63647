using System.Device.I2c;
using System.Numerics;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;
using Iot.Device.Bmxx80;
using Iot.Device.Bmxx80.PowerMode;
using Iot.Device.Lis3DhAccelerometer;

namespace EdgeDeep.Devices.IotBindings.Tests;

/// <summary>
/// The package's drivers, which nobody here wrote, on the models of registers that the own drivers are tested with: what both read is right.
/// </summary>
public class DriverTests
{
    private static readonly (float X, float Y, float Z)[] Moments = [(0, 0, 1), (1, -1, 0.5f), (-1.75f, 0.25f, 1.75f), (0.03125f, -0.5f, -1)];

    [Theory]
    [InlineData(AccelerationScale.Scale02G, AccelerationRange.Two, 1f)]
    [InlineData(AccelerationScale.Scale04G, AccelerationRange.Four, 1f)]
    [InlineData(AccelerationScale.Scale08G, AccelerationRange.Eight, 1f)]
    [InlineData(AccelerationScale.Scale16G, AccelerationRange.Sixteen, 0.96f)]
    public void A_LIS3DH_gives_both_drivers_the_same(AccelerationScale scale, AccelerationRange range, float factor)
    {
        Lis3dhModel model = new(), own = new();
        using Lis3Dh theirs = Lis3Dh.Create(model, DataRate.DataRate100Hz, OperatingMode.HighResolutionMode, scale);
        using Lis3dh ours = new(own, 100, range);
        foreach ((float x, float y, float z) in Moments)
        {
            model.Move(x, y, z);
            own.Move(x, y, z);
            float[] read = ours.Read();
            Vector3 other = theirs.Acceleration;

            // Their step is 1/1024 g at 2 g where ST's driver has 1/1000, and 12/1000 is 12.288 of theirs at 16 g: 2.4 percent, or 4.
            float off = factor == 1f ? 0.024f : 0.03f, coarse = 0.004f * (1 << (int)range) * (range == AccelerationRange.Sixteen ? 1.5f : 1);
            Assert.All(
                ((float, float)[])[(read[0], other.X), (read[1], other.Y), (read[2], other.Z)],
                pair => Assert.Equal(pair.Item2, pair.Item1, (off * MathF.Abs(pair.Item2)) + coarse));
        }
    }

    [Theory]
    [InlineData(Iot.Device.Adxl345.GravityRange.Range02, AccelerationRange.Two)]
    [InlineData(Iot.Device.Adxl345.GravityRange.Range04, AccelerationRange.Four)]
    [InlineData(Iot.Device.Adxl345.GravityRange.Range08, AccelerationRange.Eight)]
    [InlineData(Iot.Device.Adxl345.GravityRange.Range16, AccelerationRange.Sixteen)]
    public void An_ADXL345_gives_both_drivers_the_same(Iot.Device.Adxl345.GravityRange gravity, AccelerationRange range)
    {
        Adxl345Model model = new(), own = new();
        using Iot.Device.Adxl345.Adxl345 theirs = new(model.Spi, gravity);
        using Adxl345 ours = new(own.Spi, 100, range);
        foreach ((float x, float y, float z) in Moments)
        {
            model.Move(x, y, z);
            own.Move(x, y, z);
            float[] read = ours.Read();
            Vector3 other = theirs.Acceleration;
            float step = (1 << (int)range) / 256f;
            Assert.All(((float, float)[])[(read[0], other.X), (read[1], other.Y), (read[2], other.Z)], pair => Assert.Equal(pair.Item2, pair.Item1, 1.01f * step));
        }
    }

    [Fact]
    public void An_MPU6050_gives_both_drivers_the_same()
    {
        Mpu6050Model own = new();
        using Mpu6050 ours = new(own, 100);
        foreach ((float x, float y, float z) in Moments)
        {
            own.Move(x, y, z);
            float[] read = ours.Read();
            Assert.Equal([x, y, z], read.Select(value => MathF.Round(value * 16384) / 16384));
        }

        // Their driver reads the registers of the newest moment and not the memory.
        Mpu6050Model model = new();
        using PolledSensor theirs = PolledSensor.Of(new Iot.Device.Imu.Mpu6050(model), 100);
        model.Move(0.5f, -0.25f, 1);
        float[] moment = theirs.Read();
        Assert.Equal(0.5f, moment[0], 1e-3f);
        Assert.Equal(-0.25f, moment[1], 1e-3f);
        Assert.Equal(1, moment[2], 1e-3f);
    }

    [Theory]
    [InlineData(22.4, 101_325, 45)]
    [InlineData(-12.5, 87_000, 91)]
    [InlineData(61, 108_500, 3)]
    public void A_BME280_gives_both_drivers_the_same(double celsius, double pascal, double humidity)
    {
        Bme280Model model = new(), own = new();
        model.Set(new Weather(celsius, pascal, humidity));
        own.Set(new Weather(celsius, pascal, humidity));
        using Iot.Device.Bmxx80.Bme280 theirs = new(model) { TemperatureSampling = Sampling.UltraLowPower, PressureSampling = Sampling.UltraLowPower, HumiditySampling = Sampling.UltraLowPower };
        theirs.SetPowerMode(Bmx280PowerMode.Normal);
        var other = theirs.Read();
        using Sensors.Bme280 ours = new(own);
        Weather read = ours.Read();
        Assert.Equal(other.Temperature!.Value.DegreesCelsius, read.Celsius, 0.011);
        Assert.Equal(other.Pressure!.Value.Pascals, read.Pascal, 1.0);
        Assert.Equal(other.Humidity!.Value.Percent, read.Humidity!.Value, 0.05);
        Assert.Equal(celsius, read.Celsius, 0.02);
        Assert.Equal(pascal, read.Pascal, 10.0);
        Assert.Equal(humidity, read.Humidity.Value, 0.1);
    }

    [Fact]
    public void A_BMP280_gives_both_drivers_the_same()
    {
        Bme280Model model = new(hasHumidity: false), own = new(hasHumidity: false);
        using Bmp280 theirs = new(model) { TemperatureSampling = Sampling.UltraLowPower, PressureSampling = Sampling.UltraLowPower };
        theirs.SetPowerMode(Bmx280PowerMode.Normal);
        var other = theirs.Read();
        using Sensors.Bme280 ours = new(own);
        Weather read = ours.Read();
        Assert.Equal(other.Temperature!.Value.DegreesCelsius, read.Celsius, 0.011);
        Assert.Equal(other.Pressure!.Value.Pascals, read.Pascal, 1.0);
        Assert.Null(read.Humidity);
    }
}
