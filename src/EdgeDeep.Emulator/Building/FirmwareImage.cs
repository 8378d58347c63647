using EdgeDeep.Emulator.Boards;

namespace EdgeDeep.Emulator.Building;

/// <summary>A built program of a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Machine">The machine with enough memory for it.</param>
/// <param name="Path">The ELF file.</param>
/// <param name="Sections">What takes memory; the stack is not among them.</param>
public sealed record FirmwareImage(EmulatedBoard Board, Machine Machine, string Path, IReadOnlyList<ElfSection> Sections)
{
    /// <summary>Bytes in flash: code, constants, and the initial values of variables.</summary>
    public long FlashBytes => Sections.Where(section => section.IsStored).Sum(section => section.Bytes);

    /// <summary>Bytes of variables in RAM, the model's arena and state among them, without the stack.</summary>
    public long StaticRamBytes => Sections.Where(section => section.IsWritable).Sum(section => section.Bytes);
}
