using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using EdgeDeep.Emulator.Building;

namespace EdgeDeep.Emulator.Running;

/// <summary>What one step cost.</summary>
/// <param name="Ticks">Ticks of the machine's counter.</param>
/// <param name="StackBytes">Bytes of the stack that it used.</param>
internal sealed record StepCost(long Ticks, long StackBytes);

/// <summary>
/// A running board: bytes to its standard input, bytes from its standard output, as firmware/c/runner.c describes them.
/// </summary>
internal sealed class BoardProcess : IDisposable
{
    private const int CostBytes = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _board;
    private readonly Task<string> _error;

    public BoardProcess(string board, string program, IEnumerable<string> arguments, string folder)
    {
        _board = board;
        _process = Processes.Start(program, arguments, folder);
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Makes one step.</summary>
    /// <param name="inputs">The bytes of all inputs.</param>
    /// <param name="outputs">Sizes of the outputs.</param>
    /// <param name="stop">Ends the board.</param>
    /// <returns>The outputs, null where the step has no answer, and what the step cost.</returns>
    public (byte[][]? Outputs, StepCost Cost) Step(IReadOnlyList<byte[]> inputs, IReadOnlyList<BoardBuffer> outputs, CancellationToken stop)
    {
        using CancellationTokenRegistration kill = stop.Register(() => Processes.Kill(_process));
        try
        {
            Stream to = _process.StandardInput.BaseStream, from = _process.StandardOutput.BaseStream;
            to.WriteByte((byte)'I');
            foreach (byte[] input in inputs)
            {
                to.Write(input);
            }

            to.Flush();
            int answer = from.ReadByte();
            if (answer is not ('A' or 'N'))
            {
                throw Failure(answer);
            }

            Span<byte> cost = stackalloc byte[CostBytes];
            from.ReadExactly(cost);
            byte[][]? results = answer == 'A' ? [.. outputs.Select(output => Read(from, output.Bytes))] : null;
            return (results, new StepCost(BinaryPrimitives.ReadInt64LittleEndian(cost), BinaryPrimitives.ReadUInt32LittleEndian(cost[8..])));
        }
        catch (IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw Failure(-1);
        }
    }

    /// <summary>Bytes of the managed heap of a board that has one.</summary>
    public long Heap(CancellationToken stop)
    {
        using CancellationTokenRegistration kill = stop.Register(() => Processes.Kill(_process));
        try
        {
            Send((byte)'M');
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            _process.StandardOutput.BaseStream.ReadExactly(bytes);
            return BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }
        catch (IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw Failure(-1);
        }
    }

    /// <summary>Forgets what lasts from step to step.</summary>
    public void Reset() => Send((byte)'R');

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            try
            {
                Send((byte)'Q');
            }
            catch (IOException)
            {
                // It ended between the two calls.
            }

            if (!_process.WaitForExit(Patience))
            {
                Processes.Kill(_process);
            }
        }

        _process.Dispose();
    }

    private static byte[] Read(Stream from, int count)
    {
        byte[] bytes = new byte[count];
        from.ReadExactly(bytes);
        return bytes;
    }

    private void Send(byte command)
    {
        _process.StandardInput.BaseStream.WriteByte(command);
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>What the board says of its end.</summary>
    private EmulatorException Failure(int answer)
    {
        if (answer == 'F')
        {
            return new EmulatorException($"The program on {_board} failed: {new StreamReader(_process.StandardOutput.BaseStream, Encoding.ASCII).ReadToEnd()}.");
        }

        if (answer >= 0)
        {
            Processes.Kill(_process);
        }

        string said = _error.Result.Trim().ReplaceLineEndings(" ");
        return new EmulatorException($"The emulator of {_board} ended early{(said.Length > 0 ? $": {said.TrimEnd('.')}" : string.Empty)}.");
    }
}
