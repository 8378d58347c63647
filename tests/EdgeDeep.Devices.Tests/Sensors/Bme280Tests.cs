using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;

namespace EdgeDeep.Devices.Tests.Sensors;

/// <summary>Temperature, pressure and humidity through registers.</summary>
public class Bme280Tests
{
    /// <remarks>The worked example in the data sheet of the BMP280, section 3.12: 25.08 degrees, 100653 pascal.</remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_example_of_the_data_sheet_comes_out(bool overSpi)
    {
        Bme280Model model = new(hasHumidity: false);
        model.SetRaw(519888, 415148, 0);
        using Bme280 sensor = overSpi ? new(model.Spi) : new(model);
        Weather weather = sensor.Read();
        Assert.Equal(25.08, weather.Celsius, 1e-9);
        Assert.Equal(100653.27, weather.Pascal, 0.02);
        Assert.Null(weather.Humidity);
    }

    [Theory]
    [InlineData(20, 101_325, 50)]
    [InlineData(-30, 60_000, 99)]
    [InlineData(80, 110_000, 0.5)]
    public void The_weather_that_is_set_is_read(double celsius, double pascal, double humidity)
    {
        Bme280Model model = new();
        using Bme280 sensor = new(model.Spi);
        Assert.True(sensor.HasHumidity);
        foreach (double more in new[] { 0.0, 0.25 })
        {
            model.Set(new Weather(celsius + more, pascal, humidity));
            Weather weather = sensor.Read();
            Assert.Equal(celsius + more, weather.Celsius, 0.011);
            Assert.Equal(pascal, weather.Pascal, 8.0);
            Assert.Equal(humidity, weather.Humidity!.Value, 0.05);
        }
    }

    [Fact]
    public void What_is_no_such_sensor_or_has_gone_is_a_sentence()
    {
        Assert.Contains("0x33", Assert.Throws<DeviceException>(() => new Bme280(new Lis3dhModelWithIdAtD0())).Message, StringComparison.Ordinal);
        Bme280Model model = new();
        using Bme280 sensor = new(model);
        model.IsConnected = false;
        Assert.Contains("wiring", Assert.Throws<DeviceException>(() => sensor.Read()).Message, StringComparison.Ordinal);
        using Bme280 onSpi = new(new Bme280Model().Spi);
        Bme280Model absent = new() { IsConnected = false };
        Assert.Contains("0xFF", Assert.Throws<DeviceException>(() => new Bme280(absent.Spi)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_supply_that_fails_between_readings_changes_nothing_because_each_reading_sets_everything()
    {
        Bme280Model model = new();
        model.Set(new Weather(21, 100_000, 40));
        using Bme280 sensor = new(model);
        Weather before = sensor.Read();
        model.CutPower();
        Assert.Equal(before, sensor.Read());
    }

    /// <summary>Something else at the same address.</summary>
    private sealed class Lis3dhModelWithIdAtD0 : System.Device.I2c.I2cDevice
    {
        public override System.Device.I2c.I2cConnectionSettings ConnectionSettings { get; } = new(1, Bme280.DefaultAddress);

        public override void Read(Span<byte> buffer) => buffer.Fill(0x33);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => Read(readBuffer);
    }
}
