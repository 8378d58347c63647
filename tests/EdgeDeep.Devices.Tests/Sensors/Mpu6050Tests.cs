using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;

namespace EdgeDeep.Devices.Tests.Sensors;

/// <summary>The driver on a model of the sensor's registers.</summary>
public sealed class Mpu6050Tests
{
    [Theory]
    [InlineData(AccelerationRange.Two, 1.99f)]
    [InlineData(AccelerationRange.Four, 3.99f)]
    [InlineData(AccelerationRange.Sixteen, 15.9f)]
    public void Samples_come_in_g_and_in_order(AccelerationRange range, float largest)
    {
        Mpu6050Model model = new();
        using Mpu6050 sensor = new(model, 100, range);
        Assert.Empty(sensor.Read());
        model.Move(0.5f, -1, largest);
        model.Move(0, 0, 1);
        float[] samples = sensor.Read();
        Assert.Equal(6, samples.Length);
        Assert.Equal([0.5f, -1, 0, 0, 1], [samples[0], samples[1], samples[3], samples[4], samples[5]]);
        Assert.Equal(largest, samples[2], 0.002f);
        Assert.Empty(sensor.Read());
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(4, 4)]
    [InlineData(1000, 1000)]
    [InlineData(300, 333.33)]
    public void The_rate_is_the_nearest_that_the_sensor_has(double wanted, double taken)
    {
        using Mpu6050 sensor = new(new Mpu6050Model(), wanted);
        Assert.Equal(taken, sensor.SampleRate, 0.01);
        Assert.Equal(170 / sensor.SampleRate, sensor.Capacity.TotalSeconds, 0.01);
    }

    [Fact]
    public void Nothing_is_lost_silently()
    {
        Mpu6050Model model = new();
        using Mpu6050 sensor = new(model);
        for (int i = 0; i < 170; i++)
        {
            model.Move(0, 0, 1);
        }

        Assert.Equal(170 * 3, sensor.Read().Length);
        Assert.Equal(0, sensor.Overflows);
        for (int i = 0; i < 171; i++)
        {
            model.Move(0, 0, 1);
        }

        Assert.Empty(sensor.Read());
        Assert.Equal(1, sensor.Overflows);

        // Behind the gap samples are whole again.
        model.Move(0.25f, 0.5f, 1);
        Assert.Equal([0.25f, 0.5f, 1], sensor.Read());
    }

    [Fact]
    public void Absent_and_foreign_sensors_are_named()
    {
        Assert.Contains("no MPU-6050", Assert.Throws<DeviceException>(() => new Mpu6050(new Mpu6050Model { Identity = 0x71 })).Message, StringComparison.Ordinal);
        Assert.Contains("does not answer", Assert.Throws<DeviceException>(() => new Mpu6050(new Mpu6050Model { IsConnected = false })).Message, StringComparison.Ordinal);
        Assert.Contains("4 to 1000", Assert.Throws<DeviceException>(() => new Mpu6050(new Mpu6050Model(), 2000)).Message, StringComparison.Ordinal);
        Mpu6050Model model = new();
        using Mpu6050 sensor = new(model);
        model.IsConnected = false;
        Assert.Contains("wiring", Assert.Throws<DeviceException>(() => sensor.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_numbers_its_moments()
    {
        Mpu6050Model model = new();
        using Mpu6050 sensor = new(model, 1000);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        model.Move(1, 0, 0);
        model.Move(2, 0, 0);
        List<(long First, float X)> seen = [];
        await foreach (MotionBlock block in sensor.ReadAsync(stop.Token))
        {
            seen.Add((block.First, block.Samples[0]));
            model.Move(0.5f, 0, 0);
            if (seen.Count == 2)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal([(0, 1), (2, 0.5f)], seen);
    }
}
