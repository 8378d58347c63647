using System.Device.I2c;

namespace EdgeDeep.Devices.Simulation;

/// <summary>
/// An MPU-6050 at the level of its registers, for tests and machines without a bus: reset, identification, ranges, the memory
/// of 1024 bytes with its count, its overflow and the interrupt flag that reading clears.
/// </summary>
/// <remarks>Registers: MPU-6000 and MPU-6050 Register Map and Descriptions, revision 4.2.</remarks>
/// <param name="address">Its address on the bus.</param>
public sealed class Mpu6050Model(int address = 0x68) : I2cDevice
{
    private const int FifoBytes = 1024;
    private const byte AccelerometerConfiguration = 0x1C, FifoEnable = 0x23, InterruptStatus = 0x3A, UserControl = 0x6A, PowerManagement = 0x6B;
    private const byte FifoCountHigh = 0x72, FifoCountLow = 0x73, FifoData = 0x74, WhoAmI = 0x75;

    private readonly Lock _lock = new();
    private readonly byte[] _registers = new byte[128];
    private readonly Queue<byte> _fifo = new();
    private byte _pointer;

    /// <summary>What it says that it is.</summary>
    public byte Identity { get; set; } = 0x68;

    /// <summary>Whether it answers; a wire that has come off does not.</summary>
    public bool IsConnected { get; set; } = true;

    /// <inheritdoc/>
    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    /// <summary>A moment passes.</summary>
    /// <param name="x">Acceleration in g; what lies beyond the range is cut off.</param>
    /// <param name="y">The same along y.</param>
    /// <param name="z">The same along z.</param>
    public void Move(float x, float y, float z)
    {
        lock (_lock)
        {
            bool collects = (_registers[FifoEnable] & 0x08) != 0 && (_registers[UserControl] & 0x40) != 0 && (_registers[PowerManagement] & 0x40) == 0;
            foreach (float axis in collects ? [x, y, z] : Array.Empty<float>())
            {
                int counts = 16384 >> ((_registers[AccelerometerConfiguration] >> 3) & 3);
                short value = (short)Math.Clamp(MathF.Round(axis * counts), short.MinValue, short.MaxValue);
                Push((byte)(value >> 8));
                Push((byte)value);
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer)
    {
        Answer();
        lock (_lock)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = Register(_pointer);

                // The memory is read through one register.
                _pointer = _pointer == FifoData ? _pointer : (byte)((_pointer + 1) & 127);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Answer();
        lock (_lock)
        {
            _pointer = (byte)(buffer[0] & 127);
            foreach (byte value in buffer[1..])
            {
                Set(_pointer, value);
                _pointer = (byte)((_pointer + 1) & 127);
            }
        }
    }

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    private void Answer()
    {
        if (!IsConnected)
        {
            throw new IOException("Error 121 performing I2C data transfer: Remote I/O error");
        }
    }

    private byte Register(byte register)
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

    private void Set(byte register, byte value)
    {
        if (register == PowerManagement && (value & 0x80) != 0)
        {
            Array.Clear(_registers);
            _fifo.Clear();
            _registers[PowerManagement] = 0x40;
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
