// Runs a model step by step for the host, as firmware/c/runner.c does on microcontrollers: 'I' and the bytes of all inputs
// make one inference, 'R' forgets the state, 'M' asks for the size of the managed heap (8 bytes), 'Q' ends. The answer to 'I'
// is 'A', the executed instructions (8 bytes), the stack that the inference used (4 bytes), and the bytes of all outputs.
// Numbers are little-endian. Arguments: the model's file, and the file in which the emulator leaves the count of instructions.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeDeep.Runtime;

Runner runner = new(Model.Load(args[0]), args[1]);
runner.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());

internal sealed partial class Runner(Model model, string countFile)
{
    private const int StartMark = 0x45444745;
    private const int StopMark = StartMark + 1;
    private const int PaintedBytes = 64 * 1024;
    private const ulong Paint = 0xA5C3E187A5C3E187;

    private readonly Session _session = new(model);

    public void Serve(Stream input, Stream output)
    {
        // What happens only once, such as the first call through a table, is no part of an inference.
        Invoke();
        _session.Reset();
        for (; ; )
        {
            switch (input.ReadByte())
            {
                case 'I':
                    for (int i = 0; i < _session.InputCount; i++)
                    {
                        input.ReadExactly(_session.InputBytes(i));
                    }

                    Answer(output);
                    break;
                case 'R':
                    _session.Reset();
                    break;
                case 'M':
                    Write(output, GC.GetTotalMemory(forceFullCollection: true));
                    output.Flush();
                    break;
                default:
                    return;
            }
        }
    }

    private void Answer(Stream output)
    {
        int stack = Invoke();
        output.WriteByte((byte)'A');
        output.Write(File.Exists(countFile) ? File.ReadAllBytes(countFile) : new byte[sizeof(long)]);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, stack);
        output.Write(bytes);
        for (int i = 0; i < _session.OutputCount; i++)
        {
            output.Write(_session.OutputBytes(i));
        }

        output.Flush();
    }

    /// <summary>One inference between two marks for the emulator's counter; returns the bytes of stack that it used.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Invoke()
    {
        PaintStack();
        Mark(StartMark, 0);
        _session.Run();
        Mark(StopMark, 0);
        return PaintedBytes - UntouchedStack();
    }

    /// <summary>Paints the stack below the caller.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void PaintStack()
    {
        ulong* words = stackalloc ulong[PaintedBytes / sizeof(ulong)];
        for (int i = 0; i < PaintedBytes / sizeof(ulong); i++)
        {
            Volatile.Write(ref words[i], Paint);
        }
    }

    /// <summary>Bytes of the stack below the caller that still have their paint, from the lowest up.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe int UntouchedStack()
    {
        ulong* words = stackalloc ulong[PaintedBytes / sizeof(ulong)];
        int i = 0;
        while (i < PaintedBytes / sizeof(ulong) && Volatile.Read(ref words[i]) == Paint)
        {
            i++;
        }

        return i * sizeof(ulong);
    }

    private static void Write(Stream output, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        output.Write(bytes);
    }

    /// <summary>A system call that fails without any effect; the emulator's counter knows it by its first argument.</summary>
    [LibraryImport("libc", EntryPoint = "getpriority")]
    [SuppressGCTransition]
    private static partial int Mark(int which, int who);
}
