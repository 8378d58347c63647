using System.Buffers.Binary;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// The bytes of a FlatBuffers file that nobody has checked. Every access is bounds-checked, and what is copied out of the
/// file is counted: offsets may point many readers at the same bytes, so that a small file could ask for endless memory.
/// </summary>
internal sealed class FlatFile
{
    private readonly byte[] _bytes;
    private long _budget;

    /// <summary>Takes the bytes of a whole file.</summary>
    public FlatFile(byte[] bytes)
    {
        _bytes = bytes;
        _budget = (bytes.LongLength * 16) + (1 << 20);
    }

    /// <summary>The table that the file starts with.</summary>
    public FlatTable Root => new(this, Target(0));

    /// <summary>Counts memory that is allocated because the file says so.</summary>
    /// <exception cref="ModelException">The file asks for far more than it holds.</exception>
    public void Spend(long bytes)
    {
        _budget -= bytes;
        if (bytes < 0 || _budget < 0)
        {
            throw new ModelException("The file is damaged: its tables ask for far more memory than the file has bytes.");
        }
    }

    /// <summary>A part of the file, not copied.</summary>
    /// <exception cref="ModelException">The part reaches beyond the file.</exception>
    public ReadOnlySpan<byte> Span(long position, long count)
    {
        if (position < 0 || count < 0 || position > _bytes.LongLength - count)
        {
            throw new ModelException($"The file is damaged or cut off: byte {position} is referred to and there are {_bytes.LongLength}; copy or export the model again.");
        }

        return _bytes.AsSpan((int)position, (int)count);
    }

    /// <summary>The position that the offset stored at a position leads to.</summary>
    public long Target(long position) => position + BinaryPrimitives.ReadUInt32LittleEndian(Span(position, sizeof(uint)));
}
