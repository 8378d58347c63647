namespace EdgeDeep.Devices.Simulation;

/// <summary>
/// An MPU-6050 at the level of its registers, for tests and machines without a bus: reset, identification, ranges, the newest moment, the memory
/// of 1024 bytes with its count, its overflow and the interrupt flag that reading clears.
/// </summary>
/// <remarks>Registers: MPU-6000 and MPU-6050 Register Map and Descriptions, revision 4.2.</remarks>
public sealed class Mpu6050Model : AccelerometerModel
{
    private const int FifoBytes = 1024;
    private const byte AccelerometerConfiguration = 0x1C, FifoEnable = 0x23, InterruptStatus = 0x3A, Output = 0x3B, UserControl = 0x6A, PowerManagement = 0x6B;
    private const byte FifoCountHigh = 0x72, FifoCountLow = 0x73, FifoData = 0x74, WhoAmI = 0x75;

    private readonly byte[] _registers = new byte[128];
    private readonly Queue<byte> _fifo = new();

    /// <summary>A sensor after power-on.</summary>
    /// <param name="address">Its address on I2C.</param>
    public Mpu6050Model(int address = 0x68)
        : base(address, 0x68) => Reset();

    /// <inheritdoc/>
    private protected override void Take(float x, float y, float z)
    {
        if ((_registers[PowerManagement] & 0x40) != 0)
        {
            return;
        }

        bool collects = (_registers[FifoEnable] & 0x08) != 0 && (_registers[UserControl] & 0x40) != 0;
        byte output = Output;
        foreach (float axis in (ReadOnlySpan<float>)[x, y, z])
        {
            short value = Steps(axis, 16384 >> ((_registers[AccelerometerConfiguration] >> 3) & 3), short.MaxValue + 1);
            foreach (byte part in (ReadOnlySpan<byte>)[(byte)(value >> 8), (byte)value])
            {
                _registers[output++] = part;
                if (collects)
                {
                    Push(part);
                }
            }
        }
    }

    /// <inheritdoc/>
    private protected override void Reset()
    {
        Array.Clear(_registers);
        _fifo.Clear();
        _registers[PowerManagement] = 0x40;
    }

    /// <inheritdoc/>
    private protected override (byte Register, bool Advances) Address(byte first) => ((byte)(first & 127), true);

    /// <inheritdoc/>
    private protected override byte Next(byte register) => register == FifoData ? register : (byte)((register + 1) & 127); // The memory is read through one register.

    /// <inheritdoc/>
    private protected override byte Get(byte register)
    {
        switch (register)
        {
            case WhoAmI:
                return Identity;
            case FifoCountHigh:
                return (byte)(_fifo.Count >> 8);
            case FifoCountLow:
                return (byte)_fifo.Count;
            case FifoData:
                return _fifo.Count > 0 ? _fifo.Dequeue() : (byte)0xFF;
            case InterruptStatus:
                byte status = _registers[InterruptStatus];
                _registers[InterruptStatus] = 0;
                return status;
            default:
                return _registers[register];
        }
    }

    /// <inheritdoc/>
    private protected override void Set(byte register, byte value)
    {
        if (register == PowerManagement && (value & 0x80) != 0)
        {
            Reset();
            return;
        }

        if (register == UserControl && (value & 0x04) != 0)
        {
            _fifo.Clear();
            value = (byte)(value & ~0x04);
        }

        _registers[register] = value;
    }

    private void Push(byte value)
    {
        if (_fifo.Count == FifoBytes)
        {
            _fifo.Dequeue();
            _registers[InterruptStatus] |= 0x10;
        }

        _fifo.Enqueue(value);
    }
}
