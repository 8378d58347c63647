using System.Device.Spi;
using EdgeDeep.Devices.Sensors;

namespace EdgeDeep.Devices.Simulation;

/// <summary>
/// A BME280 or BMP280 at the level of its registers: identification, reset, trimming values, sleep, forced and normal mode. A reading is
/// there some accesses to its state after it was asked for.
/// </summary>
/// <remarks>Registers: data sheet BST-BME280-DS002. Trimming values of temperature and pressure: the example in the data sheet of the BMP280.</remarks>
public sealed class Bme280Model : SensorModel
{
    private const byte Id = 0xD0, ResetRegister = 0xE0, SecondTrimming = 0xE1, HumidityControl = 0xF2, Status = 0xF3, Control = 0xF4, Data = 0xF7;
    private const int ReadsUntilDone = 3;

    private static readonly short[] Trimming = [27504, 26435, -1000, unchecked((short)36477), -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
    private static readonly byte[] HumidityTrimming = [0x72, 0x01, 0x00, 0x13, 0x05, 0x00, 0x1E];

    private readonly byte[] _registers = new byte[256];
    private readonly bool _hasHumidity;
    private readonly BoschCompensation _compensation;
    private int _temperature = 519888, _pressure = 415148, _humidity = 28000, _busy, _activeHumidity;

    /// <summary>A sensor after power-on.</summary>
    /// <param name="hasHumidity">Whether it is a BME280; else a BMP280.</param>
    /// <param name="address">Its address on I2C.</param>
    public Bme280Model(bool hasHumidity = true, int address = 0x76)
        : base(address, (byte)(hasHumidity ? 0x60 : 0x58))
    {
        _hasHumidity = hasHumidity;
        Reset();
        _compensation = new BoschCompensation(_registers.AsSpan(0x88, BoschCompensation.FirstBytes), _registers.AsSpan(SecondTrimming, hasHumidity ? BoschCompensation.SecondBytes : 0));
    }

    /// <summary>The sensor on SPI.</summary>
    public SpiDevice Spi => OnSpi(several: 0);

    /// <summary>Sets what the converters will read.</summary>
    /// <param name="temperature">20 bits.</param>
    /// <param name="pressure">20 bits.</param>
    /// <param name="humidity">16 bits.</param>
    public void SetRaw(int temperature, int pressure, int humidity) => Alone(() => (_temperature, _pressure, _humidity) = (temperature, pressure, humidity));

    /// <summary>Sets the weather; the converters will read what comes nearest.</summary>
    /// <param name="weather">Temperature, pressure and humidity within the sensor's range.</param>
    public void Set(Weather weather) => Alone(() =>
    {
        _temperature = Search(0, 1 << 20, raw => BoschCompensation.CentiCelsius(_compensation.Fine(raw)) < weather.Celsius * 100);
        int fine = _compensation.Fine(_temperature);
        _pressure = Search(0, 1 << 20, raw => _compensation.PascalTimes256(raw, fine) > weather.Pascal * 256);
        _humidity = Search(0, 1 << 16, raw => _compensation.PercentTimes1024(raw, fine) < (weather.Humidity ?? 0) * 1024);
    });

    /// <inheritdoc/>
    private protected override void Reset()
    {
        Array.Clear(_registers);
        for (int i = 0; i < Trimming.Length; i++)
        {
            BitConverter.TryWriteBytes(_registers.AsSpan(0x88 + (2 * i)), Trimming[i]);
        }

        if (_hasHumidity)
        {
            _registers[0xA1] = 75;
            HumidityTrimming.CopyTo(_registers, SecondTrimming);
        }

        (_registers[Data], _registers[Data + 3], _registers[Data + 6]) = (0x80, 0x80, 0x80);
        (_busy, _activeHumidity) = (0, 0);
    }

    /// <inheritdoc/>
    private protected override byte Get(byte register)
    {
        if (register == Id)
        {
            return Identity;
        }

        if (register == Status && _busy > 0)
        {
            _busy--;
            if (_busy > 0)
            {
                return 0x08;
            }

            Measure();
        }

        if (register >= Data && (_registers[Control] & 3) == 3)
        {
            Measure();
        }

        return _registers[register];
    }

    /// <inheritdoc/>
    private protected override void Set(byte register, byte value)
    {
        // On SPI the highest bit tells reading from writing.
        register |= 0x80;
        if (register == ResetRegister)
        {
            if (value == 0xB6)
            {
                Reset();
            }

            return;
        }

        if (register is >= 0x88 and <= 0xA1 or Id or Status or (>= SecondTrimming and < 0xF0) or >= Data)
        {
            return;
        }

        _registers[register] = value;
        if (register == Control)
        {
            _activeHumidity = _registers[HumidityControl] & 7;
            _busy = (value & 3) is 1 or 2 ? ReadsUntilDone : 0;
        }
    }

    /// <summary>Converts what is switched on; a quantity that is off reads as after a reset.</summary>
    private void Measure()
    {
        Twenty(Data, (_registers[Control] & 0x1C) != 0 ? _pressure : 0x80000);
        Twenty(Data + 3, (_registers[Control] & 0xE0) != 0 ? _temperature : 0x80000);
        int humidity = _hasHumidity && _activeHumidity != 0 ? _humidity : 0x8000;
        (_registers[Data + 6], _registers[Data + 7]) = ((byte)(humidity >> 8), (byte)humidity);
        if ((_registers[Control] & 3) != 3)
        {
            _registers[Control] &= 0xFC;
        }
    }

    private void Twenty(int at, int value) =>
        (_registers[at], _registers[at + 1], _registers[at + 2]) = ((byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4));

    /// <summary>The first number from which on a condition no longer holds.</summary>
    private static int Search(int from, int to, Func<int, bool> isBefore)
    {
        while (from < to)
        {
            int middle = (from + to) / 2;
            (from, to) = isBefore(middle) ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
