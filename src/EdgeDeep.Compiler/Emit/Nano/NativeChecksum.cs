using System.Text;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>
/// The number by which a nanoFramework firmware knows that its native methods are those of an assembly: a CRC-32 over all
/// methods of the assembly in the order of its method table.
/// </summary>
/// <remarks>
/// Polynomial 0x04C11DB7, most significant bit first, from 0, without a final inversion. A method that is native adds the
/// names of assembly, class and method, any other method the text NULL; but all that comes before the name of the first native
/// method counts for nothing, because the sum starts there. As nanoFramework's metadata processor 3 computes it.
/// </remarks>
public static class NativeChecksum
{
    /// <summary>The checksum of an assembly.</summary>
    /// <param name="assembly">Its name.</param>
    /// <param name="methods">
    /// Class and name of every method in table order, as C++ writes them; null for one that is not native. Within a class, virtual
    /// methods come first, then other instance methods, then static ones.
    /// </param>
    public static uint Compute(string assembly, IEnumerable<(string Class, string Method)?> methods)
    {
        uint crc = 0;
        bool hasBegun = false;
        foreach ((string Class, string Method)? method in methods)
        {
            if (method is not { } native)
            {
                crc = hasBegun ? Add(crc, "NULL") : 0;
            }
            else
            {
                crc = hasBegun ? Add(Add(crc, assembly), native.Class) : 0;
                crc = Add(crc, native.Method);
                hasBegun = true;
            }
        }

        return crc;
    }

    private static uint Add(uint crc, string text)
    {
        foreach (byte value in Encoding.ASCII.GetBytes(text))
        {
            crc ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
            }
        }

        return crc;
    }
}
