namespace EdgeDeep.Bare
{
    /// <summary>nRF52840 at 64 MHz. UART on P0.06 (out) and P0.08 (in); the lights of the kit are pins 13 to 16, on when low.</summary>
    public static class Board
    {
        /// <summary>Clock of the core and of SysTick in Hz.</summary>
        public const int CoreClock = 64_000_000;

        private const uint Uart = 0x40002000;
        private const uint StartReceive = Uart, StartTransmit = Uart + 0x8;
        private const uint ReceiveReady = Uart + 0x108, TransmitReady = Uart + 0x11C;
        private const uint Enable = Uart + 0x500, PinTransmit = Uart + 0x50C, PinReceive = Uart + 0x514;
        private const uint Received = Uart + 0x518, Transmitted = Uart + 0x51C, BaudRate = Uart + 0x524;
        private const uint Gpio0 = 0x50000000;

        /// <summary>Switches the UART on, 115,200 baud.</summary>
        public static void Start()
        {
            SetPin(6, isHigh: true);
            Register.At(PinTransmit).Value = 6;
            Register.At(PinReceive).Value = 8;
            Register.At(Gpio0 + 0x700 + (8 * 4)).Value = 0;
            Register.At(BaudRate).Value = 0x01D7E000;
            Register.At(Enable).Value = 4;
            Register.At(StartTransmit).Value = 1;
            Register.At(StartReceive).Value = 1;
        }

        /// <summary>Sends a byte.</summary>
        public static void Send(byte value)
        {
            Register.At(TransmitReady).Value = 0;
            Register.At(Transmitted).Value = value;
            while (Register.At(TransmitReady).Value == 0)
            {
            }
        }

        /// <summary>Waits for a byte.</summary>
        public static byte Receive()
        {
            while (Register.At(ReceiveReady).Value == 0)
            {
            }

            Register.At(ReceiveReady).Value = 0;
            return (byte)Register.At(Received).Value;
        }

        /// <summary>Switches the first light on or off.</summary>
        public static void SetLight(bool isOn) => SetPin(13, !isOn);

        /// <summary>Makes a pin an output and sets it.</summary>
        /// <param name="pin">0..47: P0.00 to P0.31, then P1.00 to P1.15.</param>
        /// <param name="isHigh">The level.</param>
        public static void SetPin(int pin, bool isHigh)
        {
            uint port = Port(pin), bit = 1u << (pin & 31);
            Register.At(port + (isHigh ? 0x508u : 0x50Cu)).Value = bit;
            Register.At(port + 0x518).Value = bit;
        }

        /// <summary>The level of a pin; its input is connected first.</summary>
        /// <param name="pin">0..47.</param>
        public static bool GetPin(int pin)
        {
            uint port = Port(pin), configuration = port + 0x700 + ((uint)(pin & 31) * 4);
            Register.At(configuration).Value &= ~2u;
            return ((Register.At(port + 0x510).Value >> (pin & 31)) & 1) != 0;
        }

        private static uint Port(int pin) => Gpio0 + (pin < 32 ? 0u : 0x300u);
    }
}
