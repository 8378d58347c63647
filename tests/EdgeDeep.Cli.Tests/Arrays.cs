using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeDeep.Cli.Tests;

/// <summary>NumPy's files of float32, by hand.</summary>
internal static class Arrays
{
    public static byte[] Npy(int[] shape, params float[] elements)
    {
        string sides = string.Join(", ", shape) + (shape.Length == 1 ? "," : string.Empty);
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sides}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text), .. MemoryMarshal.AsBytes(elements.AsSpan())];
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
}
