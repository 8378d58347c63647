using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// A table of a FlatBuffers file, its fields found by their schema ids. An absent field has its fallback, and the default
/// table is one whose fields are all absent. Every read throws <see cref="ModelException"/> where it leaves the file.
/// </summary>
internal readonly struct FlatTable
{
    private readonly FlatFile? _file;
    private readonly long _position;
    private readonly long _vtable;
    private readonly int _vtableSize;

    /// <summary>The table at a position: its first four bytes lead back to the offsets of its fields.</summary>
    public FlatTable(FlatFile file, long position)
    {
        _file = file;
        _position = position;
        _vtable = position - BinaryPrimitives.ReadInt32LittleEndian(file.Span(position, sizeof(int)));
        _vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(file.Span(_vtable, sizeof(ushort)));
    }

    /// <summary>Whether a field is stored.</summary>
    public bool Has(int id) => Field(id) != 0;

    /// <summary>A signed byte, which is also how enumerations are stored.</summary>
    public int Int8(int id, int fallback = 0) => Field(id) is var at and not 0 ? (sbyte)_file!.Span(at, 1)[0] : fallback;

    /// <summary>An unsigned byte, which is also how the kind of a union is stored.</summary>
    public int UInt8(int id) => Field(id) is var at and not 0 ? _file!.Span(at, 1)[0] : 0;

    /// <summary>A truth value.</summary>
    public bool Bool(int id) => UInt8(id) != 0;

    /// <summary>A signed 32-bit integer.</summary>
    public int Int32(int id, int fallback = 0) =>
        Field(id) is var at and not 0 ? BinaryPrimitives.ReadInt32LittleEndian(_file!.Span(at, sizeof(int))) : fallback;

    /// <summary>An unsigned 32-bit integer.</summary>
    public uint UInt32(int id) => unchecked((uint)Int32(id));

    /// <summary>An unsigned 64-bit integer.</summary>
    public ulong UInt64(int id) =>
        Field(id) is var at and not 0 ? BinaryPrimitives.ReadUInt64LittleEndian(_file!.Span(at, sizeof(ulong))) : 0;

    /// <summary>A 32-bit float.</summary>
    public float Float(int id) =>
        Field(id) is var at and not 0 ? BinaryPrimitives.ReadSingleLittleEndian(_file!.Span(at, sizeof(float))) : 0;

    /// <summary>A string; empty where absent. Bytes that are no UTF-8 and control characters become question marks.</summary>
    public string String(int id)
    {
        string text = Encoding.UTF8.GetString(Copy<byte>(id));
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
    }

    /// <summary>A vector of 32-bit integers; empty where absent.</summary>
    public int[] Int32s(int id) => Copy<int>(id);

    /// <summary>A vector of 64-bit integers; empty where absent.</summary>
    public long[] Int64s(int id) => Copy<long>(id);

    /// <summary>A vector of floats; empty where absent.</summary>
    public float[] Floats(int id) => Copy<float>(id);

    /// <summary>A vector of bytes, not copied; empty where absent.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => Vector(id, 1, out _);

    /// <summary>A nested table, or the default one where absent.</summary>
    public FlatTable Table(int id) => Field(id) is var at and not 0 ? new FlatTable(_file!, _file!.Target(at)) : default;

    /// <summary>A vector of tables; empty where absent.</summary>
    public FlatTable[] Tables(int id)
    {
        ReadOnlySpan<byte> offsets = Vector(id, sizeof(uint), out long start);
        if (offsets.IsEmpty)
        {
            return [];
        }

        int count = offsets.Length / sizeof(uint);
        _file!.Spend((long)count * 64);
        FlatTable[] tables = new FlatTable[count];
        for (int i = 0; i < count; i++)
        {
            tables[i] = new FlatTable(_file, _file.Target(start + ((long)i * sizeof(uint))));
        }

        return tables;
    }

    private T[] Copy<T>(int id)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = Vector(id, Marshal.SizeOf<T>(), out _);
        _file?.Spend(bytes.Length);
        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    /// <summary>The elements of a vector: at its target a count, then the elements.</summary>
    private ReadOnlySpan<byte> Vector(int id, int elementSize, out long start)
    {
        start = 0;
        if (Field(id) is var at and not 0)
        {
            long target = _file!.Target(at);
            long count = BinaryPrimitives.ReadUInt32LittleEndian(_file.Span(target, sizeof(uint)));
            start = target + sizeof(uint);
            return _file.Span(start, count * elementSize);
        }

        return [];
    }

    /// <summary>Position of a field's inline part, or 0: entry id of the offsets, which follow two sizes.</summary>
    private long Field(int id)
    {
        int entry = (2 + id) * sizeof(ushort);
        if (_file is null || entry + sizeof(ushort) > _vtableSize)
        {
            return 0;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_file.Span(_vtable + entry, sizeof(ushort)));
        return offset == 0 ? 0 : _position + offset;
    }
}
