using System;

namespace EdgeDeep.Bare
{
    /// <summary>Bytes from the standard input and to the standard output of the emulator, through semihosting.</summary>
    public static unsafe class HostConsole
    {
        private static int input;
        private static int output;

        /// <summary>Opens both.</summary>
        public static void Open()
        {
            input = HostFile.Open("/dev/stdin\0"u8, Semihosting.ReadBinary);
            output = HostFile.Open("/dev/stdout\0"u8, Semihosting.WriteBinary);
        }

        /// <summary>Waits for so many bytes.</summary>
        public static void Read(void* bytes, int count)
        {
            byte* at = (byte*)bytes;
            while (count > 0)
            {
                int read = Semihosting.Read(input, at, count);
                at += read;
                count -= read;
            }
        }

        /// <summary>Writes bytes.</summary>
        public static void Write(void* bytes, int count) => HostFile.Write(output, bytes, count);

        /// <summary>Writes a number, little-endian.</summary>
        public static void Write(long value) => Write(&value, sizeof(long));

        /// <summary>Writes a number, little-endian.</summary>
        public static void Write(int value) => Write(&value, sizeof(int));

        /// <summary>Writes a byte.</summary>
        public static void Write(byte value) => Write(&value, 1);
    }
}
