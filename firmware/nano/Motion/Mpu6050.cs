using System;
using System.Device.I2c;
using System.Threading;

namespace EdgeDeep.Firmware.Motion;

/// <summary>
/// The accelerometer of an InvenSense MPU-6050: 100 samples a second, 2 g, collected in the sensor's own memory, so that
/// none is lost while the model runs.
/// </summary>
/// <remarks>Registers: MPU-6000 and MPU-6050 Register Map and Descriptions, revision 4.2.</remarks>
public sealed class Mpu6050 : IDisposable
{
    /// <summary>Address with the AD0 pin low.</summary>
    public const int DefaultAddress = 0x68;

    /// <summary>Counts of 1 g.</summary>
    public const float CountsPerG = 16384f;

    /// <summary>Bytes of a sample: x, y, z, each the high byte first.</summary>
    private const int SampleBytes = 6;

    private const byte SampleRateDivider = 0x19, Configuration = 0x1A, AccelerometerConfiguration = 0x1C, FifoEnable = 0x23;
    private const byte InterruptStatus = 0x3A, UserControl = 0x6A, PowerManagement = 0x6B, FifoCount = 0x72, FifoData = 0x74, WhoAmI = 0x75;
    private const byte FifoOverflow = 0x10;

    private readonly I2cDevice _device;
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _write = new byte[2];
    private readonly byte[] _status = new byte[2];

    /// <summary>Wakes the sensor and starts to collect samples.</summary>
    /// <param name="device">The sensor's place on the bus; the sensor disposes of it.</param>
    /// <exception cref="InvalidOperationException">No MPU-6050 answers.</exception>
    public Mpu6050(I2cDevice device)
    {
        _device = device;
        Read(WhoAmI, _write, 1);
        if (_write[0] != DefaultAddress)
        {
            throw new InvalidOperationException("No MPU-6050 answers on the bus; check the wiring and the address.");
        }

        Write(PowerManagement, 0x80);
        Thread.Sleep(100);

        // The gyroscope's clock is the steadier one.
        Write(PowerManagement, 0x01);

        // Low pass at 44 Hz; 1 kHz / (1 + 9) = 100 Hz.
        Write(Configuration, 0x03);
        Write(SampleRateDivider, 9);
        Write(AccelerometerConfiguration, 0x00);
        Restart();
    }

    /// <summary>Reads samples that were collected since the last call.</summary>
    /// <param name="samples">Receives x, y and z of as many moments as it has place for.</param>
    /// <param name="bytes">As long as the raw samples: six bytes a moment.</param>
    /// <returns>False where so many are not there yet.</returns>
    public bool TryRead(short[] samples, byte[] bytes)
    {
        Read(InterruptStatus, _status, 1);
        if ((_status[0] & FifoOverflow) != 0)
        {
            // Older samples are gone and the rest may begin in the middle of one.
            Overflows++;
            Restart();
            return false;
        }

        Read(FifoCount, _status, 2);
        int waiting = (_status[0] << 8) | _status[1];
        if (waiting < samples.Length / 3 * SampleBytes)
        {
            return false;
        }

        Read(FifoData, bytes, bytes.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)((bytes[2 * i] << 8) | bytes[(2 * i) + 1]);
        }

        return true;
    }

    /// <summary>How often samples were lost because nobody read them in time.</summary>
    public int Overflows { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
    }

    private void Restart()
    {
        Write(FifoEnable, 0x00);
        Write(UserControl, 0x04);
        Write(UserControl, 0x40);
        Write(FifoEnable, 0x08);
    }

    private void Write(byte register, byte value)
    {
        _write[0] = register;
        _write[1] = value;
        Check(_device.Write(new SpanByte(_write)));
    }

    private void Read(byte register, byte[] target, int count)
    {
        _register[0] = register;
        Check(_device.WriteRead(new SpanByte(_register), new SpanByte(target, 0, count)));
    }

    private static void Check(I2cTransferResult result)
    {
        if (result.Status != I2cTransferStatus.FullTransfer)
        {
            throw new InvalidOperationException("The MPU-6050 does not answer on the bus; check the wiring and the address.");
        }
    }
}
