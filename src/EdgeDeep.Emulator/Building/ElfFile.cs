using System.Buffers.Binary;
using System.Text;

namespace EdgeDeep.Emulator.Building;

/// <summary>A section of a program that takes memory.</summary>
/// <param name="Name">Its name, such as <c>.text</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="IsStored">Whether its bytes lie in flash; all others are zero at the start.</param>
/// <param name="IsWritable">Whether it takes RAM.</param>
public sealed record ElfSection(string Name, long Bytes, bool IsStored, bool IsWritable);

/// <summary>
/// Reads the sections of a little-endian ELF file of 32 or 64 bits. Layout: System V ABI, chapter 4, "Object Files".
/// </summary>
public static class ElfFile
{
    private const int TypeNoBits = 8;
    private const ulong FlagWrite = 1;
    private const ulong FlagAlloc = 2;

    /// <summary>Sections that take memory, in the order of the file, without empty ones.</summary>
    /// <exception cref="EmulatorException">The file is no such ELF file.</exception>
    public static IReadOnlyList<ElfSection> Sections(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        try
        {
            return file.AsSpan().StartsWith("\u007FELF"u8) && file[5] == 1
                ? Sections(file, is64: file[4] == 2)
                : throw new EmulatorException($"{path} is no little-endian ELF file; give a program built for the board.");
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException or EndOfStreamException)
        {
            throw new EmulatorException($"{path} is a damaged ELF file; build it again.");
        }
    }

    private static List<ElfSection> Sections(byte[] file, bool is64)
    {
        ulong Word(ulong offset) => is64
            ? BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(checked((int)offset)))
            : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(checked((int)offset)));
        uint Half(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(checked((int)offset)));
        ulong Short(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(checked((int)offset)));

        ulong size = is64 ? 8u : 4u;
        ulong table = Word(is64 ? 40u : 32u);
        ulong tail = is64 ? 58u : 46u;
        (ulong entry, ulong count, ulong names) = (Short(tail), Short(tail + 2), Short(tail + 4));
        ulong Field(ulong section, ulong words) => Word(table + (section * entry) + 8 + (words * size));
        if (checked(table + (entry * count)) > (ulong)file.Length)
        {
            throw new EndOfStreamException();
        }

        ulong strings = Field(names, 2);

        List<ElfSection> sections = [];
        for (ulong i = 0; i < count; i++)
        {
            (ulong flags, ulong bytes) = (Field(i, 0), Field(i, 3));
            if ((flags & FlagAlloc) != 0 && bytes > 0)
            {
                int name = checked((int)(strings + Half(table + (i * entry))));
                int length = file.AsSpan(name).IndexOf((byte)0);
                sections.Add(new ElfSection(
                    Encoding.ASCII.GetString(file, name, length), checked((long)bytes),
                    Half(table + (i * entry) + 4) != TypeNoBits, (flags & FlagWrite) != 0));
            }
        }

        return sections;
    }
}
