using System.Buffers.Binary;

namespace EdgeDeep.Perception.Audio;

/// <summary>
/// Reads RIFF/WAVE sound: PCM of 8 (unsigned), 16, 24 or 32 bits and 32-bit float, plain or WAVE_FORMAT_EXTENSIBLE,
/// any number of channels (their mean becomes mono), chunks in any order. A data size of 0 or of 0x7FFFF000 and above,
/// which programs write that record into a pipe, means "to the end of the file".
/// </summary>
/// <remarks>
/// Memory: four bytes a mono sample and a buffer of 64 KB, whatever the header promises; a stream that cannot seek is
/// first read into memory. At most <see cref="MaxSamples"/> samples and, without seeking, 1 GB are accepted.
/// </remarks>
public static class WavReader
{
    /// <summary>Largest number of mono samples of one clip: 2^27, 2.3 hours at 16 kHz.</summary>
    public const int MaxSamples = 1 << 27;

    private const uint SmallestStreamedSize = 0x7FFFF000;
    private const int BufferBytes = 1 << 16;
    private const int StreamLimit = 1 << 30;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The .wav file.</param>
    /// <returns>Mono samples at the file's rate.</returns>
    /// <exception cref="InputException">The file cannot be read, is cut short or is of another kind.</exception>
    public static AudioClip Read(string path) => InputFile.Read(path, Read);

    /// <summary>Reads a stream from where it stands, to the end of the sound; the stream stays open.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>Mono samples at the stream's rate.</returns>
    /// <exception cref="InputException">The stream is cut short or holds something else.</exception>
    /// <exception cref="IOException">The stream itself failed.</exception>
    public static AudioClip Read(Stream stream, string name)
    {
        if (!stream.CanSeek)
        {
            using MemoryStream copy = new(InputFile.ReadAll(stream, name, StreamLimit), writable: false);
            return Read(copy, name);
        }

        long start = stream.Position;
        CheckHeader(stream, name);
        (WavFormat format, long dataOffset, uint dataSize) = FindChunks(stream, name, start);
        stream.Position = start + dataOffset;
        long available = stream.Length - stream.Position;
        bool streamed = dataSize == 0 || (dataSize >= SmallestStreamedSize && dataSize > available);
        if (!streamed && dataSize > available)
        {
            throw new InputException($"{name}: the sound at byte {dataOffset} should have {dataSize} bytes but the file ends at byte {dataOffset + available}; copy or record it again.");
        }

        return ReadSamples(stream, name, format, dataOffset, streamed ? available : dataSize);
    }

    private static void CheckHeader(Stream stream, string name)
    {
        Span<byte> header = stackalloc byte[12];
        int got = stream.ReadAtLeast(header, 12, throwOnEndOfStream: false);
        if (got == 0)
        {
            throw new InputException($"{name}: is empty; copy or record it again.");
        }

        if (got < 12 || !header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
        {
            throw new InputException($"{name}: does not start as a wav file at byte 0{Kind(header[..got])}; convert it to 16-bit PCM wav.");
        }
    }

    private static string Kind(ReadOnlySpan<byte> header) => header switch
    {
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => " but is FLAC",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => " but is Ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, >= 0xE0, ..] => " but is MP3",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'X', ..] => " but is big-endian RIFX",
        [(byte)'R', (byte)'F', (byte)'6', (byte)'4', ..] => " but is 64-bit RF64",
        _ => string.Empty,
    };

    /// <summary>Walks the chunks until both format and data are known; offsets count from <paramref name="start"/>.</summary>
    private static (WavFormat Format, long DataOffset, uint DataSize) FindChunks(Stream stream, string name, long start)
    {
        Span<byte> chunk = stackalloc byte[WavFormat.MaxChunkBytes];
        WavFormat? format = null;
        long dataOffset = -1;
        uint dataSize = 0;
        long offset = 12;
        while (format is null || dataOffset < 0)
        {
            stream.Position = Math.Min(start + offset, stream.Length);
            int got = stream.ReadAtLeast(chunk[..8], 8, throwOnEndOfStream: false);
            if (got < 8)
            {
                string missing = format is null ? "format ('fmt ')" : "sound ('data')";
                throw new InputException($"{name}: ends at byte {stream.Length - start} before its {missing} chunk; copy or record it again.");
            }

            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (dataOffset < 0 && chunk[..4].SequenceEqual("data"u8))
            {
                (dataOffset, dataSize) = (offset + 8, size);
            }
            else if (format is null && chunk[..4].SequenceEqual("fmt "u8))
            {
                int wanted = (int)Math.Min(size, (uint)chunk.Length);
                got = stream.ReadAtLeast(chunk[..wanted], wanted, throwOnEndOfStream: false);
                format = WavFormat.Parse(chunk[..got], name, offset + 8);
            }

            // Chunks start at even offsets; an odd size is followed by one byte of padding.
            offset += 8 + (long)size + (size & 1);
        }

        return (format.Value, dataOffset, dataSize);
    }

    private static AudioClip ReadSamples(Stream stream, string name, WavFormat format, long dataOffset, long size)
    {
        long count = size / format.BlockBytes;
        if (count is 0 or > MaxSamples)
        {
            throw new InputException(count == 0
                ? $"{name}: holds no sound at byte {dataOffset}; record it again."
                : $"{name}: holds {count} samples at byte {dataOffset} where at most {MaxSamples} are read at once; split it.");
        }

        float[] samples = new float[count];
        int blocksAtOnce = Math.Max(1, BufferBytes / format.BlockBytes);
        byte[] buffer = new byte[(int)Math.Min(blocksAtOnce, count) * format.BlockBytes];
        for (int done = 0; done < samples.Length; done += blocksAtOnce)
        {
            int blocks = Math.Min(blocksAtOnce, samples.Length - done);
            Span<byte> bytes = buffer.AsSpan(0, blocks * format.BlockBytes);
            int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (got < bytes.Length)
            {
                throw new InputException($"{name}: ended at byte {dataOffset + ((long)done * format.BlockBytes) + got} while it was read; read it again when it is complete.");
            }

            WavSamples.Decode(format, bytes, samples.AsSpan(done, blocks));
        }

        int broken = format.IsFloat ? Array.FindIndex(samples, s => !float.IsFinite(s)) : -1;
        return broken < 0
            ? new AudioClip(samples, format.SampleRate, format.Channels)
            : throw new InputException($"{name}: the float sample at byte {dataOffset + ((long)broken * format.BlockBytes)} is not a finite number; record or convert the file again.");
    }
}
