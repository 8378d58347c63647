using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeDeep.Compiler.Tests.Calibrate;

/// <summary>Writes calibration files into a folder that is deleted afterwards.</summary>
internal sealed class ArrayFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("calibration").FullName;

    public static byte[] Npy<T>(string type, int[] shape, T[] elements, int version = 1, bool fortran = false)
        where T : unmanaged
    {
        string tuple = shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        string text = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {tuple}, }}";
        int prefix = version == 1 ? 10 : 12;
        text = text.PadRight((((text.Length + prefix + 1 + 63) / 64) * 64) - prefix - 1) + "\n";
        byte[] start = new byte[prefix];
        start[0] = 0x93;
        "NUMPY"u8.CopyTo(start.AsSpan(1));
        start[6] = (byte)version;
        BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)text.Length);
        return [.. start, .. Encoding.Latin1.GetBytes(text), .. MemoryMarshal.AsBytes(elements.AsSpan())];
    }

    public static byte[] Npz(params (string Name, byte[] Bytes)[] arrays)
    {
        MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in arrays)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
