using System;

namespace EdgeDeep.Bare
{
    /// <summary>Text to the UART, or to the debug channel where the firmware is built with <c>OUTPUT=semihosting</c>.</summary>
    public static unsafe class Terminal
    {
        /// <summary>Writes a u8 literal.</summary>
        public static void Write(ReadOnlySpan<byte> text)
        {
            byte* at = Flash.AddressOf(text);
            for (int i = 0; i < text.Length; i++)
            {
                Send(at[i]);
            }
        }

        /// <summary>Writes a u8 literal and ends the line.</summary>
        public static void WriteLine(ReadOnlySpan<byte> text)
        {
            Write(text);
            WriteLine();
        }

        /// <summary>Ends the line.</summary>
        public static void WriteLine() => Send((byte)'\n');

        /// <summary>Writes a number in decimal.</summary>
        public static void Write(int value) => Write((long)value);

        /// <summary>Writes a number in decimal.</summary>
        public static void Write(long value)
        {
            byte* digits = stackalloc byte[20];
            int count = 0;
            ulong rest = value < 0 ? (ulong)-value : (ulong)value;
            do
            {
                digits[count] = (byte)('0' + (int)(rest % 10));
                rest /= 10;
                count++;
            }
            while (rest != 0);
            if (value < 0)
            {
                Send((byte)'-');
            }

            while (count > 0)
            {
                count--;
                Send(digits[count]);
            }
        }

        private static void Send(byte value)
        {
#if SEMIHOSTING_OUTPUT
            Semihosting.Send(value);
#else
            Board.Send(value);
#endif
        }
    }
}
