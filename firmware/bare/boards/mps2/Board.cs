namespace EdgeDeep.Bare
{
    /// <summary>The MPS2 boards of Arm as QEMU emulates them: CMSDK UART 0, CMSDK GPIO, 25 MHz.</summary>
    public static class Board
    {
        /// <summary>Clock of the core and of SysTick in Hz.</summary>
        public const int CoreClock = 25_000_000;

        private const uint Uart = 0x40004000;
        private const uint Data = Uart, State = Uart + 0x4, Control = Uart + 0x8, BaudDivider = Uart + 0x10;
        private const uint TransmitFull = 1, ReceiveFull = 2;
        private const uint GpioPort = 0x40010000, Lights = 0x40028000;

        /// <summary>Switches the UART on, 115,200 baud.</summary>
        public static void Start()
        {
            Register.At(BaudDivider).Value = CoreClock / 115_200;
            Register.At(Control).Value = 3;
        }

        /// <summary>Sends a byte.</summary>
        public static void Send(byte value)
        {
            while ((Register.At(State).Value & TransmitFull) != 0)
            {
            }

            Register.At(Data).Value = value;
        }

        /// <summary>Waits for a byte.</summary>
        public static byte Receive()
        {
            while ((Register.At(State).Value & ReceiveFull) == 0)
            {
            }

            return (byte)Register.At(Data).Value;
        }

        /// <summary>Switches the first light on or off.</summary>
        public static void SetLight(bool isOn) => Register.At(Lights).Value = isOn ? 1u : 0u;

        /// <summary>Makes a pin an output and sets it.</summary>
        /// <param name="pin">0..63: 16 pins a port.</param>
        /// <param name="isHigh">The level.</param>
        public static void SetPin(int pin, bool isHigh)
        {
            uint port = GpioPort + ((uint)(pin >> 4) << 12), bit = 1u << (pin & 15);
            Register.At(port + 0x10).Value = bit;
            uint levels = Register.At(port + 0x4).Value;
            Register.At(port + 0x4).Value = isHigh ? levels | bit : levels & ~bit;
        }

        /// <summary>The level of a pin.</summary>
        /// <param name="pin">0..63.</param>
        public static bool GetPin(int pin) =>
            ((Register.At(GpioPort + ((uint)(pin >> 4) << 12)).Value >> (pin & 15)) & 1) != 0;
    }
}
