using System.Device.I2c;
using System.Device.Spi;

namespace EdgeDeep.Devices.Simulation;

/// <summary>A sensor at the level of its registers, for tests and machines without a bus.</summary>
/// <param name="address">Its address on I2C.</param>
/// <param name="identity">What it says that it is.</param>
public abstract class SensorModel(int address, byte identity) : I2cDevice
{
    private readonly Lock _lock = new();
    private byte _pointer;
    private bool _advances;

    /// <summary>What it says that it is.</summary>
    public byte Identity { get; set; } = identity;

    /// <summary>Whether it answers; a wire that has come off does not.</summary>
    public bool IsConnected { get; set; } = true;

    /// <inheritdoc/>
    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    /// <summary>The supply fails for a moment: every register has its first value again, and the memory is empty.</summary>
    public void CutPower() => Alone(Reset);

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer)
    {
        Answer();
        lock (_lock)
        {
            ReadFrom(_pointer, _advances, buffer);
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Answer();
        lock (_lock)
        {
            (_pointer, _advances) = Address(buffer[0]);
            foreach (byte value in buffer[1..])
            {
                Set(_pointer, value);
                _pointer = _advances ? Next(_pointer) : _pointer;
            }
        }
    }

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    /// <summary>Does something that no bus access may come between.</summary>
    protected void Alone(Action action)
    {
        lock (_lock)
        {
            action();
        }
    }

    /// <summary>The same sensor on SPI, which reads with the highest bit of the address set.</summary>
    /// <param name="several">Bit of the address that several registers need; 0 where the address always advances.</param>
    private protected SpiDevice OnSpi(byte several) => new SpiView(this, several);

    /// <summary>What the first byte on I2C says: the register, and whether the address advances.</summary>
    private protected virtual (byte Register, bool Advances) Address(byte first) => (first, true);

    /// <summary>The register that follows one in a transfer.</summary>
    private protected virtual byte Next(byte register) => (byte)(register + 1);

    /// <summary>Called when a transfer that read registers ends.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them.</param>
    private protected virtual void Ended(byte first, byte last)
    {
    }

    /// <summary>Sets everything as after power-on.</summary>
    private protected abstract void Reset();

    /// <summary>A register's value; reading may change the sensor.</summary>
    private protected abstract byte Get(byte register);

    /// <summary>Writes a register.</summary>
    private protected abstract void Set(byte register, byte value);

    private void ReadFrom(byte register, bool advances, Span<byte> buffer)
    {
        byte first = register, last = register;
        for (int i = 0; i < buffer.Length; i++)
        {
            last = register;
            buffer[i] = Get(register);
            register = advances ? Next(register) : register;
        }

        _pointer = register;
        Ended(first, last);
    }

    private void Answer()
    {
        if (!IsConnected)
        {
            throw new IOException("Error 121 performing I2C data transfer: Remote I/O error");
        }
    }

    /// <summary>On SPI nobody notices an absent sensor: the line stays high.</summary>
    private sealed class SpiView(SensorModel model, byte several) : SpiDevice
    {
        private const byte Reading = 0x80;

        public override SpiConnectionSettings ConnectionSettings { get; } = new(0) { Mode = SpiMode.Mode3 };

        public override void Read(Span<byte> buffer) => buffer.Fill(0xFF);

        public override void Write(ReadOnlySpan<byte> buffer) => TransferFullDuplex(buffer, new byte[buffer.Length]);

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            if (!model.IsConnected)
            {
                Read(readBuffer);
                return;
            }

            lock (model._lock)
            {
                byte first = writeBuffer[0], register = (byte)(several == 0 ? first | Reading : first & ~(Reading | several));
                bool advances = several == 0 || (first & several) != 0;
                readBuffer[0] = 0xFF;
                if ((first & Reading) != 0)
                {
                    model.ReadFrom(register, advances, readBuffer[1..]);
                    return;
                }

                foreach (byte value in writeBuffer[1..])
                {
                    model.Set(register, value);
                    register = advances ? model.Next(register) : register;
                }
            }
        }
    }
}
