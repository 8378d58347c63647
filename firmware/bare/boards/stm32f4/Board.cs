namespace EdgeDeep.Bare
{
    /// <summary>
    /// STM32F407 at its reset clock, 16 MHz from the internal oscillator. USART 2 on PA2 (out) and PA3 (in);
    /// the lights of the discovery kit are pins 60 to 63 (PD12 to PD15).
    /// </summary>
    public static class Board
    {
        /// <summary>Clock of the core and of SysTick in Hz.</summary>
        public const int CoreClock = 16_000_000;

        private const uint Ahb1Enable = 0x40023830, Apb1Enable = 0x40023840;
        private const uint Usart2Enable = 1u << 17;
        private const uint GpioA = 0x40020000;
        private const uint Usart = 0x40004400;
        private const uint Status = Usart, Data = Usart + 0x4, BaudRate = Usart + 0x8, Control1 = Usart + 0xC;
        private const uint ReceiveFull = 1u << 5, TransmitEmpty = 1u << 7;

        /// <summary>Switches the UART on, 115,200 baud.</summary>
        public static void Start()
        {
            Register.At(Ahb1Enable).Value |= 0xF;
            Register.At(Apb1Enable).Value |= Usart2Enable;

            // Alternate function 7 on PA2 and PA3.
            Register.At(GpioA).Value = (Register.At(GpioA).Value & ~0xF0u) | 0xA0u;
            Register.At(GpioA + 0x20).Value = (Register.At(GpioA + 0x20).Value & ~0xFF00u) | 0x7700u;
            Register.At(BaudRate).Value = (CoreClock + (115_200 / 2)) / 115_200;
            Register.At(Control1).Value = (1u << 13) | (1u << 3) | (1u << 2);
        }

        /// <summary>Sends a byte.</summary>
        public static void Send(byte value)
        {
            while ((Register.At(Status).Value & TransmitEmpty) == 0)
            {
            }

            Register.At(Data).Value = value;
        }

        /// <summary>Waits for a byte.</summary>
        public static byte Receive()
        {
            while ((Register.At(Status).Value & ReceiveFull) == 0)
            {
            }

            return (byte)Register.At(Data).Value;
        }

        /// <summary>Switches the green light on or off.</summary>
        public static void SetLight(bool isOn) => SetPin(60, isOn);

        /// <summary>Makes a pin an output and sets it.</summary>
        /// <param name="pin">0..63: ports A to D, 16 pins each.</param>
        /// <param name="isHigh">The level.</param>
        public static void SetPin(int pin, bool isHigh)
        {
            uint port = GpioA + ((uint)(pin >> 4) << 10);
            int bit = pin & 15;
            Register.At(port).Value = (Register.At(port).Value & ~(3u << (bit * 2))) | (1u << (bit * 2));
            Register.At(port + 0x18).Value = 1u << (isHigh ? bit : bit + 16);
        }

        /// <summary>The level of a pin.</summary>
        /// <param name="pin">0..63.</param>
        public static bool GetPin(int pin) =>
            ((Register.At(GpioA + ((uint)(pin >> 4) << 10) + 0x10).Value >> (pin & 15)) & 1) != 0;
    }
}
