using System.Text.Json.Serialization;
using EdgeDeep.Cli.Models;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>emulate</c> found.</summary>
internal sealed record EmulateReport
{
    private static readonly Dictionary<string, string> Contents = new(StringComparer.Ordinal)
    {
        [".vectors"] = "vector table",
        [".board"] = "start-up, semihosting and the loop around the model",
        [".text"] = "code",
        ["__managedcode"] = "code compiled from C#",
        [".rodata"] = "constants",
        ["model.edge"] = "the model's file",
        [".data"] = "initial values of variables",
    };

    public required string Model { get; init; }

    public required string Board { get; init; }

    public required string Core { get; init; }

    /// <summary>The emulator's machine.</summary>
    public required string Machine { get; init; }

    /// <summary>Number of inferences.</summary>
    public required int Frames { get; init; }

    /// <summary>Executed instructions of one inference; the mean where there are several.</summary>
    public required long Instructions { get; init; }

    /// <summary>Of the cheapest inference.</summary>
    public required long MinInstructions { get; init; }

    /// <summary>Of the dearest inference.</summary>
    public required long MaxInstructions { get; init; }

    /// <summary>Of the front end and the model together, for a sound.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? InstructionsPerSoundSecond { get; init; }

    /// <summary>The step in which instructions are counted.</summary>
    public required double InstructionsResolution { get; init; }

    /// <summary>All variables, the arena and state among them, the heap and the stack.</summary>
    public required long RamBytes { get; init; }

    /// <summary>Memory that one inference overwrites.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>Memory that lasts from inference to inference.</summary>
    public required int StateBytes { get; init; }

    /// <summary>The part of the stack that an inference used at most.</summary>
    public required long StackBytes { get; init; }

    /// <summary>The managed heap of a Raspberry Pi; 0 on microcontrollers.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Everything in flash, weights included.</summary>
    public required long FlashBytes { get; init; }

    /// <summary>What lies in flash.</summary>
    public required IReadOnlyList<FlashSection> Flash { get; init; }

    /// <summary>The files written.</summary>
    public required IReadOnlyList<RawOutput> Outputs { get; init; }

    /// <summary>Describes what a board did.</summary>
    /// <param name="loaded">The model.</param>
    /// <param name="profile">The board.</param>
    /// <param name="board">The board after its last inference.</param>
    /// <param name="instructions">Of each inference.</param>
    /// <param name="soundSecond">Instructions for a second of sound; null for tensors.</param>
    /// <param name="files">The files of the outputs.</param>
    public static EmulateReport Of(
        LoadedModel loaded, EmulatedBoard profile, Board board, IReadOnlyList<long> instructions, double? soundSecond, IReadOnlyList<string> files) => new()
        {
            Model = loaded.Path,
            Board = profile.Name,
            Core = profile.Core,
            Machine = board.Image.Machine.Name,
            Frames = instructions.Count,
            Instructions = (long)Math.Round(instructions.Average()),
            MinInstructions = instructions.Min(),
            MaxInstructions = instructions.Max(),
            InstructionsPerSoundSecond = soundSecond is { } mean ? (long)Math.Round(mean) : null,
            InstructionsResolution = board.Image.Machine.InstructionsInTick,
            RamBytes = board.RamBytes,
            ArenaBytes = board.ArenaBytes,
            StateBytes = board.StateBytes,
            StackBytes = board.StackBytes,
            HeapBytes = board.HeapBytes,
            FlashBytes = board.FlashBytes,
            Flash = [.. board.Image.Sections.Where(section => section.IsStored).Select(section => new FlashSection(section.Name, Contents.GetValueOrDefault(section.Name), section.Bytes))],
            Outputs = [.. loaded.Outputs.Select((info, i) => new RawOutput(files[i], info.Name, info.Type, info.Shape, info.Bytes * instructions.Count))],
        };
}

/// <summary>A section of the firmware in flash.</summary>
/// <param name="Section">Its name in the ELF file.</param>
/// <param name="Content">What is in it; null for a section that is not ours.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record FlashSection(
    string Section, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content, long Bytes);
