using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeDeep.Training.Writing;

/// <summary>Writes float arrays in NumPy's .npy format, version 1.0, little-endian.</summary>
public static class NpyWriter
{
    private const int Alignment = 64;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    /// <param name="values">Elements in row-major order.</param>
    public static void Write(string path, int[] shape, ReadOnlySpan<float> values)
    {
        using FileStream file = File.Create(path);
        Write(file, shape, values);
    }

    /// <summary>Writes several arrays into a .npz archive; the same arrays give the same bytes.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="arrays">Name, sizes and elements of each array.</param>
    public static void WriteArchive(string path, IReadOnlyList<(string Name, int[] Shape, float[] Values)> arrays)
    {
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, int[] shape, float[] values) in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry($"{name}.npy");
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream stream = entry.Open();
            Write(stream, shape, values);
        }
    }

    private static void Write(Stream file, int[] shape, ReadOnlySpan<float> values)
    {
        string sizes = string.Join(", ", shape) + (shape.Length == 1 ? "," : string.Empty);
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sizes}), }}";
        int unpadded = 10 + header.Length + 1;
        header = header.PadRight(header.Length + ((Alignment - (unpadded % Alignment)) % Alignment)) + "\n";
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        file.Write(Encoding.ASCII.GetBytes(header));
        file.Write(MemoryMarshal.AsBytes(values));
    }
}
