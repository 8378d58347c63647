using System.Device.I2c;
using System.Device.Spi;

namespace EdgeDeep.Devices.Sensors;

/// <summary>The registers of a sensor on an I2C or SPI bus; errors of the bus name the sensor.</summary>
/// <param name="sensor">What the sensor is, for people.</param>
internal abstract class SensorBus(string sensor) : IDisposable
{
    /// <summary>A sensor on I2C.</summary>
    /// <param name="device">Its place on the bus; disposed of with this.</param>
    /// <param name="sensor">What the sensor is, for people.</param>
    /// <param name="several">Added to the register's address to read several in one go.</param>
    public static SensorBus Of(I2cDevice device, string sensor, byte several = 0) => new I2cBus(device, sensor, several);

    /// <summary>A sensor on SPI that reads with the highest bit of the address set.</summary>
    /// <param name="device">Its place on the bus; disposed of with this.</param>
    /// <param name="sensor">What the sensor is, for people.</param>
    /// <param name="several">Added to the register's address to read several in one go.</param>
    public static SensorBus Of(SpiDevice device, string sensor, byte several = 0) => new SpiBus(device, sensor, several);

    /// <summary>Reads one register.</summary>
    /// <exception cref="DeviceException">The sensor does not answer.</exception>
    public byte Read(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        Read(register, value);
        return value[0];
    }

    /// <summary>Reads as many registers as the target has bytes, the given one first.</summary>
    /// <exception cref="DeviceException">The sensor does not answer.</exception>
    public void Read(byte register, Span<byte> target)
    {
        try
        {
            Fetch(register, target);
        }
        catch (IOException e)
        {
            throw Silent(e);
        }
    }

    /// <summary>Writes one register.</summary>
    /// <exception cref="DeviceException">The sensor does not answer.</exception>
    public void Write(byte register, byte value)
    {
        try
        {
            Store(register, value);
        }
        catch (IOException e)
        {
            throw Silent(e);
        }
    }

    /// <summary>Makes sure that the sensor is the expected one.</summary>
    /// <param name="register">Where it says what it is.</param>
    /// <param name="identity">What it must say.</param>
    /// <exception cref="DeviceException">It is another one, or none.</exception>
    public void Expect(byte register, byte identity)
    {
        if (Read(register) != identity)
        {
            throw new DeviceException($"no {sensor} answers on the bus; check the wiring and the address.");
        }
    }

    /// <summary>Makes sure that the sensor still has a setting: one that lost its supply collects nothing, and on SPI an absent one reads as something.</summary>
    /// <param name="register">A register that is another after a reset.</param>
    /// <param name="value">What was written there.</param>
    /// <exception cref="DeviceException">It has another value.</exception>
    public void Confirm(byte register, byte value)
    {
        if (Read(register) != value)
        {
            throw new DeviceException($"the {sensor} does not answer, or has lost its settings; check its wiring and its supply, and start again.");
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads registers from the bus.</summary>
    protected abstract void Fetch(byte register, Span<byte> target);

    /// <summary>Writes a register to the bus.</summary>
    protected abstract void Store(byte register, byte value);

    private DeviceException Silent(IOException e) => new($"the {sensor} does not answer on the bus ({e.Message.TrimEnd('.')}); check the wiring and the address.");

    private sealed class I2cBus(I2cDevice device, string sensor, byte several) : SensorBus(sensor)
    {
        public override void Dispose() => device.Dispose();

        protected override void Fetch(byte register, Span<byte> target) => device.WriteRead([(byte)(target.Length > 1 ? register | several : register)], target);

        protected override void Store(byte register, byte value) => device.Write([register, value]);
    }

    private sealed class SpiBus(SpiDevice device, string sensor, byte several) : SensorBus(sensor)
    {
        private const byte Reading = 0x80;

        public override void Dispose() => device.Dispose();

        protected override void Fetch(byte register, Span<byte> target)
        {
            Span<byte> sent = stackalloc byte[target.Length + 1], received = stackalloc byte[target.Length + 1];
            sent.Clear();
            sent[0] = (byte)(register | Reading | (target.Length > 1 ? several : 0));
            device.TransferFullDuplex(sent, received);
            received[1..].CopyTo(target);
        }

        protected override void Store(byte register, byte value) => device.Write([(byte)(register & ~Reading), value]);
    }
}
