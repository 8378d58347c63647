using System.Runtime;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Bare
{
    /// <summary>
    /// Calls that an emulator or a debugger answers: Arm's semihosting. Without one the processor stops, so they are for boards
    /// with <c>has_semihosting=1</c>.
    /// </summary>
    public static unsafe class Semihosting
    {
        /// <summary>Opens a file of the host to read bytes.</summary>
        public const int ReadBinary = 1;

        /// <summary>Opens a file of the host to write bytes, empty at first.</summary>
        public const int WriteBinary = 5;

        private const int SysOpen = 0x01, SysClose = 0x02, SysWriteC = 0x03, SysWrite = 0x05, SysRead = 0x06;

        /// <summary>Writes a byte to the debug channel.</summary>
        public static void Send(byte value) => Call(SysWriteC, &value);

        /// <summary>Opens a file of the host; -1 where that fails.</summary>
        /// <param name="name">Path, ended by a zero byte.</param>
        /// <param name="length">Bytes of the path without the zero.</param>
        /// <param name="mode"><see cref="ReadBinary"/> or <see cref="WriteBinary"/>.</param>
        public static int Open(byte* name, int length, int mode)
        {
            nint* arguments = stackalloc nint[3];
            arguments[0] = (nint)name;
            arguments[1] = mode;
            arguments[2] = length;
            return Call(SysOpen, arguments);
        }

        /// <summary>Reads up to so many bytes; returns how many came.</summary>
        public static int Read(int file, void* buffer, int bytes) => bytes - Transfer(SysRead, file, buffer, bytes);

        /// <summary>Writes bytes; returns how many were taken.</summary>
        public static int Write(int file, void* buffer, int bytes) => bytes - Transfer(SysWrite, file, buffer, bytes);

        /// <summary>Closes a file.</summary>
        public static void Close(int file)
        {
            nint argument = file;
            Call(SysClose, &argument);
        }

        /// <summary>Ends the program.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_exit")]
        public static extern void Exit(int code);

        private static int Transfer(int operation, int file, void* buffer, int bytes)
        {
            nint* arguments = stackalloc nint[3];
            arguments[0] = file;
            arguments[1] = (nint)buffer;
            arguments[2] = bytes;
            return Call(operation, arguments);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_semihost")]
        private static extern int Call(int operation, void* argument);
    }
}
