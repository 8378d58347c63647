using System;

namespace EdgeDeep.Bare
{
    /// <summary>Files of the host, through semihosting; a failure ends the program with a message.</summary>
    public static unsafe class HostFile
    {
        /// <summary>Opens a file.</summary>
        /// <param name="name">Path as a u8 literal that ends with \0.</param>
        /// <param name="mode"><see cref="Semihosting.ReadBinary"/> or <see cref="Semihosting.WriteBinary"/>.</param>
        public static int Open(ReadOnlySpan<byte> name, int mode)
        {
            int file = Semihosting.Open(Flash.AddressOf(name), name.Length - 1, mode);
            if (file < 0)
            {
                Terminal.Write("cannot open "u8);
                Terminal.WriteLine(name);
                Semihosting.Exit(2);
            }

            return file;
        }

        /// <summary>Writes bytes.</summary>
        public static void Write(int file, void* bytes, int count)
        {
            if (Semihosting.Write(file, bytes, count) != count)
            {
                Terminal.WriteLine("cannot write to a file of the host"u8);
                Semihosting.Exit(2);
            }
        }
    }
}
