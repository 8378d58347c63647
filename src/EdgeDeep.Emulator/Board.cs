using EdgeDeep.Compiler;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Running;
using EdgeDeep.Runtime;

namespace EdgeDeep.Emulator;

/// <summary>
/// An emulated board that runs a model. <see cref="Start(string, Model, BoardOptions?, CancellationToken)"/> builds what the
/// board needs and switches it on; each <see cref="Invoke(byte[])"/> is one inference, and a model with state keeps it from
/// call to call. A board is for one thread at a time.
/// </summary>
/// <example>
/// <code>
/// using Board board = Board.Start("cortex-m4", Model.Load("keywords.edge"));
/// byte[] scores = board.Invoke(features);
/// Assert.InRange(board.Instructions, 1, 8_000_000);
/// </code>
/// </example>
public sealed class Board : IDisposable
{
    private readonly RunningBoard _running;
    private readonly string _name;
    private readonly string? _temporary;
    private readonly CancellationToken _stop;

    private Board(string name, RunningBoard running, string? temporary, CancellationToken stop)
    {
        (_name, _running, _temporary, _stop) = (name, running, temporary, stop);
        HeapBytes = running.HasHeap ? running.Process.Heap(stop) : 0;
    }

    /// <summary>What the board runs: board, machine, sections.</summary>
    public FirmwareImage Image => _running.Image;

    /// <summary>Executed instructions of the last inference; the same in every run. They are not cycles and tell no time.</summary>
    public long Instructions { get; private set; }

    /// <summary>Bytes of the stack that inferences used so far, at most: the painted part that they overwrote.</summary>
    public long StackBytes { get; private set; }

    /// <summary>Bytes of the managed heap with the model loaded; 0 on microcontrollers, where nothing is allocated at run time.</summary>
    public long HeapBytes { get; }

    /// <summary>Memory of the model that one inference overwrites.</summary>
    public int ArenaBytes => _running.ArenaBytes;

    /// <summary>Memory of the model that lasts from inference to inference.</summary>
    public int StateBytes => _running.StateBytes;

    /// <summary>
    /// RAM high-water mark so far: variables, <see cref="HeapBytes"/> and <see cref="StackBytes"/>; arena and state are among them.
    /// </summary>
    public long RamBytes => Image.StaticRamBytes + HeapBytes + StackBytes;

    /// <summary>Flash or disk of everything that runs, weights included.</summary>
    public long FlashBytes => Image.FlashBytes;

    /// <summary>The inputs in model order.</summary>
    public IReadOnlyList<BoardBuffer> Inputs => _running.Inputs;

    /// <summary>The outputs in model order.</summary>
    public IReadOnlyList<BoardBuffer> Outputs => _running.Outputs;

    /// <summary>Builds what runs a model on a board and starts it.</summary>
    /// <param name="name">Name of a board in <see cref="EmulatedBoardTable"/>, such as <c>cortex-m4</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How the firmware is built.</param>
    /// <param name="cancellationToken">Ends the work and the board.</param>
    /// <exception cref="EmulatorException">No such board, a missing compiler or emulator, too little memory.</exception>
    /// <exception cref="ModelException">The model cannot be written in C.</exception>
    public static Board Start(string name, Model model, BoardOptions? options = null, CancellationToken cancellationToken = default) =>
        Start(EmulatedBoardTable.Find(name), model, options, cancellationToken);

    /// <summary>Builds what runs a model on a board and starts it.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How the firmware is built.</param>
    /// <param name="cancellationToken">Ends the work and the board.</param>
    /// <exception cref="EmulatorException">A missing compiler or emulator, too little memory.</exception>
    /// <exception cref="ModelException">The model cannot be written in C.</exception>
    public static Board Start(EmulatedBoard profile, Model model, BoardOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new BoardOptions();
        return Start(profile, options.Name, options, folder => profile.Start(model.Plan, options, folder, cancellationToken), cancellationToken);
    }

    /// <summary>Builds firmware for any program and starts it on a board.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="program">The program.</param>
    /// <param name="options">How the firmware is built.</param>
    /// <param name="cancellationToken">Ends the work and the board.</param>
    /// <exception cref="EmulatorException">A missing compiler or emulator, too little memory.</exception>
    public static Board Start(Microcontroller profile, BoardProgram program, BoardOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new BoardOptions();
        return Start(profile, program.Name, options, folder => profile.Start(program, options, folder, cancellationToken), cancellationToken);
    }

    /// <summary>One inference of a model with one input and one output.</summary>
    /// <param name="input">The bytes of the input, little-endian.</param>
    /// <returns>The bytes of the output, little-endian.</returns>
    /// <exception cref="ArgumentException">The input has the wrong size, or the model has several inputs or outputs.</exception>
    /// <exception cref="EmulatorException">The program failed.</exception>
    public byte[] Invoke(byte[] input) => Outputs.Count == 1
        ? Invoke([input])[0]
        : throw new ArgumentException($"{_name} has {Outputs.Count} outputs; call Invoke with an array of inputs.");

    /// <summary>One inference.</summary>
    /// <param name="inputs">The bytes of each input, in model order, little-endian.</param>
    /// <returns>The bytes of each output, in model order, little-endian.</returns>
    /// <exception cref="ArgumentException">The number or the size of inputs is wrong.</exception>
    /// <exception cref="EmulatorException">The program failed.</exception>
    public byte[][] Invoke(params byte[][] inputs) => Step(inputs)
        ?? throw new EmulatorException($"{_name} needs further inputs before it has an answer; call Step.");

    /// <summary>One step of a program that does not answer each time, such as a front end with a model behind it.</summary>
    /// <param name="inputs">The bytes of each input, in the program's order, little-endian.</param>
    /// <returns>The bytes of each output; null where the program needs further inputs first.</returns>
    /// <exception cref="ArgumentException">The number or the size of inputs is wrong.</exception>
    /// <exception cref="EmulatorException">The program failed.</exception>
    public byte[][]? Step(params byte[][] inputs)
    {
        if (inputs.Length != Inputs.Count)
        {
            throw new ArgumentException($"{_name} takes {Inputs.Count} inputs and {inputs.Length} were given.", nameof(inputs));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Length != Inputs[i].Bytes)
            {
                throw new ArgumentException($"Input '{Inputs[i].Name}' takes {Inputs[i].Bytes} bytes and {inputs[i].Length} were given.", nameof(inputs));
            }
        }

        (byte[][]? outputs, StepCost cost) = _running.Process.Step(inputs, Outputs, _stop);
        Instructions = Image.Machine.Instructions(cost.Ticks);
        StackBytes = Math.Max(StackBytes, cost.StackBytes);
        return outputs;
    }

    /// <summary>Sets the state of a streaming model back to its beginning.</summary>
    public void Reset() => _running.Process.Reset();

    /// <summary>Switches the board off and removes its temporary files.</summary>
    public void Dispose()
    {
        _running.Process.Dispose();
        Remove(_temporary);
    }

    private static Board Start(
        EmulatedBoard profile, string name, BoardOptions options, Func<string, RunningBoard> start, CancellationToken cancellationToken)
    {
        if (profile.Missing() is { } missing)
        {
            throw new EmulatorException(missing);
        }

        string? temporary = options.BuildFolder is null ? Directory.CreateTempSubdirectory("edgedeep-board-").FullName : null;
        RunningBoard? running = null;
        try
        {
            running = start(Path.GetFullPath(temporary ?? Directory.CreateDirectory(options.BuildFolder!).FullName));
            return new Board(name, running, temporary, cancellationToken);
        }
        catch
        {
            running?.Process.Dispose();
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string? folder)
    {
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
