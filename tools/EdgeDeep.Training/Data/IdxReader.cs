using System.Buffers.Binary;
using System.IO.Compression;
using EdgeDeep.Perception;

namespace EdgeDeep.Training.Data;

/// <summary>An array of bytes in the IDX format of MNIST.</summary>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Bytes">The elements.</param>
public sealed record IdxArray(int[] Shape, byte[] Bytes);

/// <summary>Reads IDX files of unsigned bytes, plain or gzipped (name ends in .gz).</summary>
public static class IdxReader
{
    private const int UnsignedByte = 8;
    private const int MaxElements = 1 << 30;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is missing, of another kind or cut short.</exception>
    public static IdxArray Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"{path}: does not exist; name the folder with the IDX files.");
        }

        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            return Read(stream, path);
        }
        catch (Exception problem) when (problem is EndOfStreamException or InvalidDataException)
        {
            throw new InputException($"{path}: is damaged or cut short; get it again.", problem);
        }
    }

    private static IdxArray Read(Stream stream, string path)
    {
        Span<byte> head = stackalloc byte[4];
        stream.ReadExactly(head);
        if (head[0] != 0 || head[1] != 0 || head[2] != UnsignedByte || head[3] is < 1 or > 4)
        {
            throw new InputException($"{path}: is no IDX file of unsigned bytes; give files such as train-images-idx3-ubyte.gz.");
        }

        int[] shape = new int[head[3]];
        long elements = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            stream.ReadExactly(head);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(head);
            elements = shape[i] < 1 ? long.MaxValue : Math.Min(elements * shape[i], long.MaxValue >> 32);
            if (elements > MaxElements)
            {
                throw new InputException($"{path}: states an impossible size; get the file again.");
            }
        }

        byte[] bytes = new byte[elements];
        stream.ReadExactly(bytes);
        return new IdxArray(shape, bytes);
    }
}
