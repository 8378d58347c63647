using System.Buffers.Binary;
using System.Device.Spi;

namespace EdgeDeep.Devices.Simulation;

/// <summary>
/// An ST LIS3DH on I2C, or on SPI with <see cref="Spi"/>: identification, rates, ranges and axes, the memory of 32 moments with its
/// modes, its state and its overflow. Before each moment that is read the memory's oldest one lies in the output registers.
/// </summary>
/// <remarks>Registers: data sheet DocID17530. The bit of an overflow is set while 32 moments are unread, as ST's application note AN3308 tells.</remarks>
public sealed class Lis3dhModel : AccelerometerModel
{
    private const int Moments = 32;
    private const byte WhoAmI = 0x0F, Control1 = 0x20, Control4 = 0x23, Control5 = 0x24, OutputFirst = 0x28, OutputLast = 0x2D, FifoControl = 0x2E, FifoSource = 0x2F;

    // Thousandths of a g for a step of 12 bits.
    private static readonly int[] MilliG = [1, 2, 4, 12];

    private readonly byte[] _registers = new byte[64];
    private readonly Queue<byte[]> _fifo = new();
    private byte[] _output = new byte[6];

    /// <summary>A sensor after power-on.</summary>
    /// <param name="address">Its address on I2C.</param>
    public Lis3dhModel(int address = 0x18)
        : base(address, 0x33) => Reset();

    /// <summary>The sensor on SPI.</summary>
    public SpiDevice Spi => OnSpi(several: 0x40);

    private bool HasFifo => (_registers[Control5] & 0x40) != 0 && Mode != 0;

    private int Mode => _registers[FifoControl] >> 6;

    /// <inheritdoc/>
    private protected override void Take(float x, float y, float z)
    {
        if (_registers[Control1] >> 4 == 0)
        {
            return;
        }

        byte[] moment = new byte[6];
        for (int axis = 0; axis < 3; axis++)
        {
            bool isOn = (_registers[Control1] & (1 << axis)) != 0;
            float value = axis switch { 0 => x, 1 => y, _ => z };
            int steps = Steps(value * 1000 / MilliG[(_registers[Control4] >> 4) & 3], 1, 2048);

            // The memory keeps 10 of 12 bits, as does the mode that is not of high resolution.
            bool isCoarse = HasFifo || (_registers[Control4] & 0x08) == 0;
            BinaryPrimitives.WriteInt16LittleEndian(moment.AsSpan(axis * 2), isOn ? (short)((isCoarse ? steps & ~3 : steps) << 4) : (short)0);
        }

        if (!HasFifo)
        {
            _output = moment;
            return;
        }

        if (_fifo.Count == Moments)
        {
            if (Mode == 1)
            {
                return;
            }

            _fifo.Dequeue();
        }

        _fifo.Enqueue(moment);
    }

    /// <inheritdoc/>
    private protected override void Reset()
    {
        Array.Clear(_registers);
        _registers[Control1] = 0x07;
        _fifo.Clear();
    }

    /// <inheritdoc/>
    private protected override (byte Register, bool Advances) Address(byte first) => ((byte)(first & 0x7F), (first & 0x80) != 0);

    /// <inheritdoc/>
    private protected override byte Next(byte register) => register == OutputLast && HasFifo ? OutputFirst : (byte)((register + 1) & 63);

    /// <inheritdoc/>
    private protected override byte Get(byte register)
    {
        switch (register)
        {
            case WhoAmI:
                return Identity;
            case FifoSource:
                return (byte)((_fifo.Count == Moments ? 0x40 : 0) | (_fifo.Count == 0 ? 0x20 : 0) | Math.Min(_fifo.Count, Moments - 1));
            case >= OutputFirst and <= OutputLast:
                if (register == OutputFirst && HasFifo && _fifo.TryDequeue(out byte[]? oldest))
                {
                    _output = oldest;
                }

                return _output[register - OutputFirst];
            default:
                return _registers[register & 63];
        }
    }

    /// <inheritdoc/>
    private protected override void Set(byte register, byte value)
    {
        _registers[register & 63] = value;
        if (register == FifoControl && Mode == 0)
        {
            _fifo.Clear();
        }
    }
}
