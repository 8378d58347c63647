namespace EdgeDeep.Emulator;

/// <summary>How a board's program is built.</summary>
public sealed record BoardOptions
{
    /// <summary>The C compiler's optimization: <c>-O2</c>, <c>-Os</c>, <c>-O3</c>.</summary>
    public string Optimization { get; init; } = "-O2";

    /// <summary>Folder where sources, objects and the ELF file stay; null for a temporary one.</summary>
    public string? BuildFolder { get; init; }
}
