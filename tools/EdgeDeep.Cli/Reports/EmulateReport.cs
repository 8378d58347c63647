using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>emulate</c> found.</summary>
internal sealed record EmulateReport
{
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
}

/// <summary>A section of the firmware in flash.</summary>
/// <param name="Section">Its name in the ELF file.</param>
/// <param name="Content">What is in it; null for a section that is not ours.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record FlashSection(
    string Section, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content, long Bytes);
