using System.Globalization;
using System.Text;

namespace EdgeDeep.Training.Data;

/// <summary>A hash that is the same on every machine and in every year: splits must never move. FNV-1a with a final mix.</summary>
public static class StableHash
{
    /// <summary>0 to 99 for bytes.</summary>
    public static int Percent(ReadOnlySpan<byte> bytes) => (int)(Of(bytes) % 100);

    /// <summary>0 to 99 for a text.</summary>
    public static int Percent(string text) => Percent(Encoding.UTF8.GetBytes(text));

    /// <summary>16 hexadecimal digits for bytes.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => Of(bytes).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>16 hexadecimal digits for a text.</summary>
    public static string Hex(string text) => Hex(Encoding.UTF8.GetBytes(text));

    private static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 1099511628211;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return hash;
    }
}
