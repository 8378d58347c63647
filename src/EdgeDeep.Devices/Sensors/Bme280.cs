using System.Device.I2c;
using System.Device.Spi;

namespace EdgeDeep.Devices.Sensors;

/// <summary>The weather at a sensor.</summary>
/// <param name="Celsius">Temperature in degrees Celsius.</param>
/// <param name="Pascal">Air pressure in pascal.</param>
/// <param name="Humidity">Relative humidity in percent; null for a sensor that has none.</param>
public readonly record struct Weather(double Celsius, double Pascal, double? Humidity);

/// <summary>A Bosch BME280, or a BMP280, which has no humidity: temperature, air pressure and humidity, measured when they are asked for.</summary>
/// <remarks>
/// Registers: data sheets BST-BME280-DS002 and BST-BMP280-DS001. Each reading is a measurement of its own (forced mode, each quantity sampled
/// once, no filter), so that the sensor sleeps between them and nothing is stale.
/// </remarks>
public sealed class Bme280 : IDisposable
{
    /// <summary>I2C address with the SDO pin low; one more with it high.</summary>
    public const int DefaultAddress = 0x76;

    private const byte FirstTrimming = 0x88, Id = 0xD0, Reset = 0xE0, SecondTrimming = 0xE1, HumidityControl = 0xF2, Status = 0xF3, Control = 0xF4, Configuration = 0xF5, Data = 0xF7;
    private const byte Bme280Id = 0x60, Bmp280Id = 0x58, ResetWord = 0xB6, OnceEach = 0x25, Measuring = 0x08, CopyingTrimming = 0x01;

    // All three quantities once take at most 9.3 ms.
    private const int LongestMilliseconds = 100;

    private readonly SensorBus _bus;
    private readonly BoschCompensation _compensation;

    /// <summary>Resets the sensor and reads its trimming values, on I2C.</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <exception cref="DeviceException">No such sensor answers.</exception>
    public Bme280(I2cDevice device)
        : this(SensorBus.Of(device, "BME280"))
    {
    }

    /// <summary>The same on SPI (mode 0 or 3, up to 10 MHz).</summary>
    /// <param name="device">The sensor's place on the bus; it is disposed of with the sensor.</param>
    /// <exception cref="DeviceException">No such sensor answers.</exception>
    public Bme280(SpiDevice device)
        : this(SensorBus.Of(device, "BME280"))
    {
    }

    private Bme280(SensorBus bus)
    {
        _bus = bus;
        HasHumidity = _bus.Read(Id) switch
        {
            Bme280Id => true,
            Bmp280Id => false,
            byte other => throw new DeviceException($"no BME280 or BMP280 answers on the bus (it says 0x{other:X2}); check the wiring and the address."),
        };
        _bus.Write(Reset, ResetWord);
        Wait(CopyingTrimming, "does not start");
        Span<byte> first = stackalloc byte[BoschCompensation.FirstBytes], second = stackalloc byte[HasHumidity ? BoschCompensation.SecondBytes : 0];
        _bus.Read(FirstTrimming, first);
        if (HasHumidity)
        {
            _bus.Read(SecondTrimming, second);
        }

        _compensation = new BoschCompensation(first, second);
        _bus.Write(Configuration, 0);
    }

    /// <summary>Whether it measures humidity.</summary>
    public bool HasHumidity { get; }

    /// <summary>Measures once, which takes some 10 ms.</summary>
    /// <exception cref="DeviceException">The sensor does not answer, or does not finish.</exception>
    public Weather Read()
    {
        if (HasHumidity)
        {
            // Counts from the next write to the control register on.
            _bus.Write(HumidityControl, 0x01);
        }

        _bus.Write(Control, OnceEach);
        Wait(Measuring, "does not finish a measurement");
        Span<byte> data = stackalloc byte[HasHumidity ? 8 : 6];
        _bus.Read(Data, data);
        int pressure = Twenty(data), temperature = Twenty(data[3..]);
        if (temperature == 0x80000 || pressure == 0x80000)
        {
            // What the registers hold after a reset: the measurement never began.
            throw new DeviceException("the BME280 has measured nothing; it may have lost its supply: check it, and start again.");
        }

        int fine = _compensation.Fine(temperature);
        return new Weather(
            BoschCompensation.CentiCelsius(fine) / 100.0,
            _compensation.PascalTimes256(pressure, fine) / 256.0,
            HasHumidity ? _compensation.PercentTimes1024((data[6] << 8) | data[7], fine) / 1024.0 : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _bus.Dispose();

    private static int Twenty(ReadOnlySpan<byte> data) => (data[0] << 12) | (data[1] << 4) | (data[2] >> 4);

    private void Wait(byte bit, string problem)
    {
        for (int waited = 0; waited < LongestMilliseconds; waited += 2)
        {
            Thread.Sleep(2);
            if ((_bus.Read(Status) & bit) == 0)
            {
                return;
            }
        }

        throw new DeviceException($"the BME280 {problem} within {LongestMilliseconds} ms; check its wiring and its supply.");
    }
}
