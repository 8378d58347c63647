using System.Buffers.Binary;
using System.Text;

namespace EdgeDeep.Perception.Tests.Audio;

/// <summary>Writes WAVE files byte by byte, right or wrong as a test needs them.</summary>
internal sealed class WavBuilder
{
    private readonly List<byte> _chunks = [];

    public static byte[] Format(int tag, int channels, int rate, int bits, int? blockBytes = null)
    {
        byte[] chunk = new byte[16];
        int block = blockBytes ?? channels * bits / 8;
        BinaryPrimitives.WriteUInt16LittleEndian(chunk, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), unchecked(rate * block));
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(12), (ushort)block);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(14), (ushort)bits);
        return chunk;
    }

    public static byte[] Extensible(int tag, int channels, int rate, int containerBits, int validBits)
    {
        byte[] guidTail = Convert.FromHexString("000000001000800000AA00389B71");
        byte[] extension = [22, 0, (byte)validBits, 0, 3, 0, 0, 0, (byte)tag, (byte)(tag >> 8), .. guidTail];
        return [.. Format(0xFFFE, channels, rate, containerBits), .. extension];
    }

    /// <summary>Integer samples as little-endian bytes; 8 bits are unsigned.</summary>
    public static byte[] Integers(int bits, params IEnumerable<long> samples)
    {
        List<byte> bytes = [];
        foreach (long sample in samples)
        {
            long stored = bits == 8 ? sample + 128 : sample;
            for (int shift = 0; shift < bits; shift += 8)
            {
                bytes.Add((byte)(stored >> shift));
            }
        }

        return [.. bytes];
    }

    public static byte[] Pcm16(int rate, params IEnumerable<long> samples) =>
        new WavBuilder().Chunk("fmt ", Format(1, 1, rate, 16)).Chunk("data", Integers(16, samples)).Build();

    public WavBuilder Chunk(string id, byte[] content, uint? size = null)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, size ?? (uint)content.Length);
        _chunks.AddRange(Encoding.ASCII.GetBytes(id));
        _chunks.AddRange(length);
        _chunks.AddRange(content);
        if (content.Length % 2 == 1)
        {
            _chunks.Add(0);
        }

        return this;
    }

    public byte[] Build()
    {
        byte[] size = BitConverter.GetBytes((uint)(_chunks.Count + 4));
        return [.. "RIFF"u8, .. size, .. "WAVE"u8, .. _chunks];
    }
}
