// Plays the board's part for firmware that runs on the host: an MPU-6050 on the bus, a pin that remembers. Compiled together
// with the firmware's sources, in place of nanoFramework's libraries.
using System.Collections.Generic;

namespace System
{
    public readonly ref struct SpanByte
    {
        public readonly byte[] Array;
        public readonly int Start;
        public readonly int Length;

        public SpanByte(byte[] array) { Array = array; Start = 0; Length = array.Length; }

        public SpanByte(byte[] array, int start, int length) { Array = array; Start = start; Length = length; }
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed { StandardMode, FastMode, FastModePlus }

    public enum I2cTransferStatus { UnknownError, FullTransfer, ClockStretchTimeout, PartialTransfer, SlaveAddressNotAcknowledged }

    public struct I2cTransferResult { public I2cTransferStatus Status { get; set; } }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) { DeviceAddress = deviceAddress; }

        public int DeviceAddress { get; }
    }

    /// <summary>An MPU-6050 by its registers. Its memory holds 1024 bytes, as the real one.</summary>
    public sealed class I2cDevice : IDisposable
    {
        private readonly byte[] _registers = new byte[128];
        private readonly Queue<byte> _fifo = new Queue<byte>();
        private readonly int _address;
        private bool _overflow;

        public I2cDevice(I2cConnectionSettings settings) { _address = settings.DeviceAddress; _registers[0x75] = 0x68; _registers[0x6B] = 0x40; }

        public static I2cDevice Create(I2cConnectionSettings settings) { return new I2cDevice(settings); }

        /// <summary>A moment passes; nothing is measured asleep, with the memory off or at another rate or range.</summary>
        public void Sample(short x, short y, short z)
        {
            bool isOn = _registers[0x6B] == 0x01 && _registers[0x6A] == 0x40 && _registers[0x23] == 0x08
                && _registers[0x19] == 9 && _registers[0x1A] == 3 && _registers[0x1C] == 0;
            if (!isOn)
            {
                throw new InvalidOperationException("the sensor is not set up for 100 samples a second at 2 g");
            }

            foreach (short value in new[] { x, y, z })
            {
                _fifo.Enqueue((byte)(value >> 8));
                _fifo.Enqueue((byte)value);
            }

            while (_fifo.Count > 1024)
            {
                _fifo.Dequeue();
                _overflow = true;
            }
        }

        public I2cTransferResult Write(SpanByte buffer)
        {
            byte register = buffer.Array[buffer.Start];
            byte value = buffer.Array[buffer.Start + 1];
            if (register == 0x6B && value == 0x80)
            {
                Array.Clear(_registers);
                _registers[0x75] = 0x68;
            }
            else if (register == 0x6A && (value & 0x04) != 0)
            {
                _fifo.Clear();
            }
            else
            {
                _registers[register] = value;
            }

            return Result();
        }

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer)
        {
            int register = writeBuffer.Array[writeBuffer.Start];
            for (int i = 0; i < readBuffer.Length; i++)
            {
                readBuffer.Array[readBuffer.Start + i] = Next(register == 0x74 ? register : register + i);
            }

            return Result();
        }

        public void Dispose() { }

        private byte Next(int register)
        {
            switch (register)
            {
                case 0x3A:
                    bool overflow = _overflow;
                    _overflow = false;
                    return (byte)(overflow ? 0x10 : 0);
                case 0x72:
                    return (byte)(_fifo.Count >> 8);
                case 0x73:
                    return (byte)_fifo.Count;
                case 0x74:
                    return _fifo.Dequeue();
                default:
                    return _registers[register];
            }
        }

        private I2cTransferResult Result()
        {
            return new I2cTransferResult { Status = _address == 0x68 ? I2cTransferStatus.FullTransfer : I2cTransferStatus.SlaveAddressNotAcknowledged };
        }
    }
}

namespace System.Device.Gpio
{
    public enum PinMode { Input, Output = 3 }

    public struct PinValue
    {
        public bool IsHigh;

        public static PinValue High { get { return new PinValue { IsHigh = true }; } }

        public static PinValue Low { get { return new PinValue(); } }
    }

    public sealed class GpioPin : IDisposable
    {
        public bool IsHigh { get; private set; }

        public void Write(PinValue value) { IsHigh = value.IsHigh; }

        public void Dispose() { }
    }

    public sealed class GpioController
    {
        public GpioPin OpenPin(int pinNumber, PinMode mode) { return new GpioPin(); }
    }
}

/// <summary>The firmware on this board, for the tests to call.</summary>
public sealed class Board
{
    private readonly System.Device.I2c.I2cDevice _device;
    private readonly System.Device.Gpio.GpioPin _led = new System.Device.Gpio.GpioPin();
    private readonly EdgeDeep.Firmware.Motion.Mpu6050 _sensor;
    private readonly EdgeDeep.Firmware.Motion.MotionApp _app;

    public Board(int address)
    {
        _device = System.Device.I2c.I2cDevice.Create(new System.Device.I2c.I2cConnectionSettings(1, address, System.Device.I2c.I2cBusSpeed.FastMode));
        _sensor = new EdgeDeep.Firmware.Motion.Mpu6050(_device);
        _app = new EdgeDeep.Firmware.Motion.MotionApp(_sensor, _led);
    }

    public string Answer { get { return _app.Answer; } }

    public bool Led { get { return _led.IsHigh; } }

    public int Overflows { get { return _sensor.Overflows; } }

    public void Sample(short x, short y, short z) { _device.Sample(x, y, z); }

    public bool Step() { return _app.Step(); }
}
