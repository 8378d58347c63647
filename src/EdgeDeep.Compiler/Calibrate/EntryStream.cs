using System.IO.Compression;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// One entry of a zip archive with an archive handle of its own: entries are read in step with each other, which one
/// handle does not allow.
/// </summary>
internal sealed class EntryStream : Stream
{
    private readonly ZipArchive _archive;
    private readonly Stream _entry;

    /// <summary>Opens an entry from its first byte.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged or has lost the entry.</exception>
    public EntryStream(string path, string name)
    {
        _archive = ZipFile.OpenRead(path);
        try
        {
            _entry = (_archive.GetEntry(name) ?? throw new InvalidDataException($"entry '{name}' is missing")).Open();
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => _entry.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _entry.Read(buffer);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
