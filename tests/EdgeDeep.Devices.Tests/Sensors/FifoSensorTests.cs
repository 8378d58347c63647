using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;

namespace EdgeDeep.Devices.Tests.Sensors;

/// <summary>Drivers of accelerometers with a memory of 32 moments, on models of their registers, on both buses.</summary>
public sealed class FifoSensorTests
{
    private const int Moments = 32;

    public static TheoryData<string, bool> All => new() { { "LIS3DH", false }, { "LIS3DH", true }, { "ADXL345", false }, { "ADXL345", true } };

    [Theory]
    [MemberData(nameof(All))]
    public void Samples_come_in_g_and_in_order(string name, bool isSpi)
    {
        foreach ((AccelerationRange range, float limit) in new[] { (AccelerationRange.Two, 1.99f), (AccelerationRange.Four, 3.95f), (AccelerationRange.Eight, 7.9f), (AccelerationRange.Sixteen, 15.8f) })
        {
            (AccelerometerModel model, MotionSensor sensor) = Open(name, isSpi, 100, range);
            Assert.Empty(sensor.Read());
            model.Move(0.5f, -1, limit);
            model.Move(0, 0.25f, 1);
            float[] samples = sensor.Read(), wanted = [0.5f, -1, limit, 0, 0.25f, 1];
            Assert.Equal(wanted.Length, samples.Length);
            Assert.All(wanted.Zip(samples), pair => Assert.Equal(pair.First, pair.Second, name == "ADXL345" ? 0.5f / 256 : range == AccelerationRange.Sixteen ? 0.048f : limit * 0.00202f));
            Assert.Empty(sensor.Read());
            model.Move(100, -100, 0);
            Assert.InRange(sensor.Read()[0], limit, 25);
            sensor.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_lost_silently(string name, bool isSpi)
    {
        (AccelerometerModel model, MotionSensor sensor) = Open(name, isSpi, 100);
        Fill(model, Moments - 1);
        Assert.Equal(Moments - 1, sensor.Read().Length / 3);
        Assert.Equal(0, sensor.Overflows);

        // Five were lost; what is left is the newest, whole and in order.
        Fill(model, Moments + 5);
        float[] left = sensor.Read();
        Assert.Equal(1, sensor.Overflows);
        Assert.Equal([.. Enumerable.Range(5, Moments).Select(i => i / 32f)], left.Where((_, i) => i % 3 == 0), (a, b) => Math.Abs(a - b) < 0.005f);
        Fill(model, 3);
        Assert.Equal(3, sensor.Read().Length / 3);
        Assert.Equal(1, sensor.Overflows);
        sensor.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_memory_that_fills_while_it_is_read_is_noticed(string name, bool isSpi)
    {
        (AccelerometerModel model, MotionSensor sensor) = Open(name, isSpi, 100);
        Fill(model, Moments - 2);

        // Another thread moves on while the driver reads; what it read and what it counted must explain every moment.
        int moved = Moments - 2, read = 0;
        Task mover = Task.Run(
            () =>
            {
                for (; moved < 20_000; moved++)
                {
                    model.Move(0, 0, 1);
                }
            }, TestContext.Current.CancellationToken);
        while (!mover.IsCompleted)
        {
            read += sensor.Read().Length / 3;
        }

        read += sensor.Read().Length / 3;
        read += sensor.Read().Length / 3;

        // Nothing is delivered twice, and what is missing was counted: a memory that was full may have lost any number of moments.
        Assert.InRange(read, Moments, moved);
        Assert.True(read == moved || sensor.Overflows > 0, $"{read} of {moved} read, {sensor.Overflows} overflows");
        int before = sensor.Overflows;
        Fill(model, Moments - 1);
        Assert.Equal(Moments - 1, sensor.Read().Length / 3);
        Assert.Equal(before, sensor.Overflows);
        sensor.Dispose();
    }

    [Theory]
    [InlineData("LIS3DH", false, 100, 100)]
    [InlineData("LIS3DH", false, 1, 1)]
    [InlineData("LIS3DH", true, 250, 200)]
    [InlineData("LIS3DH", true, 400, 400)]
    [InlineData("ADXL345", false, 6.25, 6.25)]
    [InlineData("ADXL345", false, 700, 800)]
    [InlineData("ADXL345", true, 3200, 3200)]
    public void The_rate_is_the_nearest_that_the_sensor_has(string name, bool isSpi, double wanted, double taken)
    {
        (_, MotionSensor sensor) = Open(name, isSpi, wanted);
        Assert.Equal(taken, sensor.SampleRate);
        Assert.Equal(Moments / taken, sensor.Capacity.TotalSeconds, 1e-4);
        sensor.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Absent_and_foreign_sensors_are_named(string name, bool isSpi)
    {
        Assert.Contains("samples a second", Assert.Throws<DeviceException>(() => Open(name, isSpi, 5000)).Message, StringComparison.Ordinal);
        Assert.Contains($"no {name} answers", Assert.Throws<DeviceException>(() => Open(name, isSpi, 100, prepare: model => model.Identity = 0x11)).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<DeviceException>(() => Open(name, isSpi, 100, prepare: model => model.IsConnected = false)).Message, StringComparison.Ordinal);
        (AccelerometerModel model, MotionSensor sensor) = Open(name, isSpi, 100);
        model.IsConnected = false;
        Assert.Contains("wiring", Assert.Throws<DeviceException>(() => sensor.Read()).Message, StringComparison.Ordinal);
        sensor.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_sensor_that_lost_its_supply_is_not_quiet_forever(string name, bool isSpi)
    {
        (AccelerometerModel model, MotionSensor sensor) = Open(name, isSpi, 100);
        model.CutPower();
        Assert.Contains("supply", Assert.Throws<DeviceException>(() => sensor.Read()).Message, StringComparison.Ordinal);
        sensor.Dispose();
    }

    [Fact]
    public void A_faster_rate_needs_the_faster_bus() =>
        Assert.Contains("6.25 to 800", Assert.Throws<DeviceException>(() => Open("ADXL345", isSpi: false, 1600)).Message, StringComparison.Ordinal);

    private static void Fill(AccelerometerModel model, int moments)
    {
        for (int i = 0; i < moments; i++)
        {
            model.Move(i / 32f, 0, 1);
        }
    }

    private static (AccelerometerModel Model, MotionSensor Sensor) Open(string name, bool isSpi, double rate, AccelerationRange range = AccelerationRange.Two, Action<AccelerometerModel>? prepare = null)
    {
        if (name == "LIS3DH")
        {
            Lis3dhModel model = new();
            prepare?.Invoke(model);
            return (model, isSpi ? new Lis3dh(model.Spi, rate, range) : new Lis3dh(model, rate, range));
        }

        Adxl345Model other = new();
        prepare?.Invoke(other);
        return (other, isSpi ? new Adxl345(other.Spi, rate, range) : new Adxl345(other, rate, range));
    }
}
