using EdgeDeep.Emulator.Building;

namespace EdgeDeep.Emulator.Tests;

public sealed class ElfFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Sections_of_a_file_of_32_bits_are_read()
    {
        File.WriteAllBytes(_path, Small());
        Assert.Equal(
            [new ElfSection(".text", 16, true, false), new ElfSection(".bss", 32, false, true)],
            ElfFile.Sections(_path));
    }

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        byte[] whole = Small();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Assert.Throws<EmulatorException>(() => ElfFile.Sections(_path));
        }
    }

    /// <summary>An empty section, .text, .bss, a section for debuggers, and the names.</summary>
    private static byte[] Small()
    {
        const int Header = 52, Entry = 40;
        byte[] names = "\0.text\0.bss\0.debug\0.shstrtab\0"u8.ToArray();
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("\u007FELF\u0001\u0001\u0001"u8);
        writer.Write(new byte[32 - 7]);
        writer.Write(Header + names.Length);
        writer.Write(new byte[46 - 36]);
        Array.ForEach<short>([Entry, 5, 4], writer.Write);
        writer.Write(names);
        void Section(int name, int type, int flags, int offset, int size)
        {
            Array.ForEach([name, type, flags, 0, offset, size, 0, 0, 1, 0], writer.Write);
        }

        Section(0, 0, 0, 0, 0);
        Section(1, 1, 6, 0, 16);
        Section(7, 8, 3, 0, 32);
        Section(12, 1, 0, 0, 64);
        Section(19, 3, 0, Header, names.Length);
        return stream.ToArray();
    }
}
