namespace EdgeDeep.Emulator;

/// <summary>How a board's program is built.</summary>
public sealed record BoardOptions
{
    /// <summary>Name of the model, for file names, symbols and messages.</summary>
    public string Name { get; init; } = "model";

    /// <summary>The C compiler's optimization on microcontrollers: <c>-O2</c>, <c>-Os</c>, <c>-O3</c>.</summary>
    public string Optimization { get; init; } = "-O2";

    /// <summary>Folder where sources, objects and the ELF file stay; null for a temporary one.</summary>
    public string? BuildFolder { get; init; }
}
