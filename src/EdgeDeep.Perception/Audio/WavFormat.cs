using System.Buffers.Binary;

namespace EdgeDeep.Perception.Audio;

/// <summary>What the "fmt " chunk of a WAVE file says, checked.</summary>
/// <param name="IsFloat">Samples are 32-bit IEEE floats; otherwise integers.</param>
/// <param name="Channels">Samples in a block, 1..65535.</param>
/// <param name="SampleRate">Blocks a second.</param>
/// <param name="SampleBytes">Bytes of one sample, 1..4; fewer valid bits are left-justified in them.</param>
internal readonly record struct WavFormat(bool IsFloat, int Channels, int SampleRate, int SampleBytes)
{
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Longest "fmt " chunk that is read; the extensible form has 40 bytes.</summary>
    public const int MaxChunkBytes = 40;

    // Bytes 2..15 that all sub-format GUIDs made from a format tag share.
    private static ReadOnlySpan<byte> TagGuidTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Bytes of one block: one sample of every channel.</summary>
    public int BlockBytes => Channels * SampleBytes;

    /// <summary>Reads the chunk.</summary>
    /// <param name="chunk">Its content, without id and size, cut at <see cref="MaxChunkBytes"/>.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="offset">Where the content starts in the file.</param>
    /// <exception cref="InputException">The format is not one of those in <see cref="WavReader"/>.</exception>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk, string name, long offset)
    {
        if (chunk.Length < 16)
        {
            throw new InputException($"{name}: the format chunk at byte {offset} has {chunk.Length} bytes where 16 are needed; convert the file to 16-bit PCM wav.");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int blockBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible && chunk.Length >= 40 && chunk[26..40].SequenceEqual(TagGuidTail))
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels == 0 || rate < Resampler.MinRate || rate > Resampler.MaxRate)
        {
            throw new InputException($"{name}: the format chunk at byte {offset} states {channels} channels at {rate} Hz, which cannot be right; record or convert the file again.");
        }

        // Files that leave the block size at zero are met; then the bits decide.
        int sampleBytes = blockBytes == 0 ? (bits + 7) / 8 : blockBytes / channels;
        bool known = (tag == Pcm && sampleBytes is >= 1 and <= 4 && bits >= 1) || (tag == Float && sampleBytes == 4 && bits == 32);
        if (!known || bits > sampleBytes * 8 || (blockBytes != 0 && blockBytes % channels != 0))
        {
            throw new InputException($"{name}: the format chunk at byte {offset} states {Name(tag)}, {bits} bits in {blockBytes} bytes for {channels} channels, which is not supported; convert the file to 16-bit PCM wav.");
        }

        return new WavFormat(tag == Float, channels, (int)rate, sampleBytes);
    }

    private static string Name(int tag) => tag switch
    {
        Pcm => "PCM",
        2 => "ADPCM",
        Float => "IEEE float",
        6 => "A-law",
        7 => "mu-law",
        0x11 => "IMA ADPCM",
        0x31 => "GSM 6.10",
        0x50 or 0x55 => "MPEG audio",
        _ => $"format 0x{tag:X4}",
    };
}
