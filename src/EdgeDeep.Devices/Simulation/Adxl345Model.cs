using System.Buffers.Binary;
using System.Device.Spi;

namespace EdgeDeep.Devices.Simulation;

/// <summary>
/// An Analog Devices ADXL345 on I2C, or on SPI with <see cref="Spi"/>: identification, standby, ranges and resolutions, the memory of 32
/// moments with its modes, its count and its overflow. A transfer that has read data takes the oldest moment, also when it did
/// not read all of it.
/// </summary>
/// <remarks>Registers: data sheet revision E. The mark of an overflow is set when the memory fills and is cleared by taking a moment.</remarks>
public sealed class Adxl345Model : AccelerometerModel
{
    private const int Moments = 32, StepsOfG = 256;
    private const byte DeviceId = 0x00, BandwidthRate = 0x2C, PowerControl = 0x2D, InterruptSource = 0x30, DataFormat = 0x31, DataFirst = 0x32, DataLast = 0x37, FifoControl = 0x38, FifoStatus = 0x39;

    private readonly byte[] _registers = new byte[0x40];
    private readonly Queue<byte[]> _fifo = new();
    private byte[] _output = new byte[6];
    private bool _isUnread, _hasOverrun;

    /// <summary>A sensor after power-on.</summary>
    /// <param name="address">Its address on I2C.</param>
    public Adxl345Model(int address = 0x53)
        : base(address, 0xE5) => Reset();

    /// <summary>The sensor on SPI.</summary>
    public SpiDevice Spi => OnSpi(several: 0x40);

    private int Mode => _registers[FifoControl] >> 6;

    /// <inheritdoc/>
    private protected override void Take(float x, float y, float z)
    {
        if ((_registers[PowerControl] & 0x08) == 0)
        {
            return;
        }

        byte[] moment = Moment([x, y, z]);
        if (Mode == 0)
        {
            _hasOverrun |= _isUnread;
            _output = moment;
            _isUnread = true;
            return;
        }

        if (_fifo.Count == Moments && Mode != 1)
        {
            _fifo.Dequeue();
        }

        if (_fifo.Count < Moments)
        {
            _fifo.Enqueue(moment);
        }

        _hasOverrun |= _fifo.Count == Moments;
    }

    /// <inheritdoc/>
    private protected override void Reset()
    {
        Array.Clear(_registers);
        _registers[BandwidthRate] = 0x0A;
        _fifo.Clear();
        _isUnread = _hasOverrun = false;
    }

    /// <inheritdoc/>
    private protected override (byte Register, bool Advances) Address(byte first) => ((byte)(first & 0x3F), true);

    /// <inheritdoc/>
    private protected override byte Next(byte register) => (byte)((register + 1) & 0x3F);

    /// <inheritdoc/>
    private protected override byte Get(byte register) => register switch
    {
        DeviceId => Identity,
        InterruptSource => (byte)((_fifo.Count > 0 || _isUnread ? 0x80 : 0) | (_fifo.Count >= (_registers[FifoControl] & 0x1F) && _fifo.Count > 0 ? 0x02 : 0) | (_hasOverrun ? 0x01 : 0)),
        >= DataFirst and <= DataLast => (_fifo.TryPeek(out byte[]? oldest) ? oldest : _output)[register - DataFirst],
        FifoStatus => (byte)_fifo.Count,
        _ => _registers[register & 0x3F],
    };

    /// <inheritdoc/>
    private protected override void Ended(byte first, byte last)
    {
        if (last < DataFirst || first > DataLast)
        {
            return;
        }

        if (_fifo.TryDequeue(out byte[]? oldest))
        {
            _output = oldest;
        }

        _isUnread = _hasOverrun = false;
    }

    /// <inheritdoc/>
    private protected override void Set(byte register, byte value)
    {
        if (register is DeviceId or InterruptSource or FifoStatus or (>= DataFirst and <= DataLast))
        {
            return;
        }

        _registers[register & 0x3F] = value;
        if (register == FifoControl && Mode == 0)
        {
            _fifo.Clear();
        }
    }

    private byte[] Moment(ReadOnlySpan<float> axes)
    {
        int range = _registers[DataFormat] & 3;
        bool isFull = (_registers[DataFormat] & 0x08) != 0;
        byte[] moment = new byte[6];
        for (int axis = 0; axis < 3; axis++)
        {
            short steps = Steps(axes[axis], isFull ? StepsOfG : StepsOfG >> range, isFull ? 512 << range : 512);
            BinaryPrimitives.WriteInt16LittleEndian(moment.AsSpan(axis * 2), steps);
        }

        return moment;
    }
}
