using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>Element types of arrays that calibration reads.</summary>
internal enum NpyType
{
    /// <summary>IEEE 754 binary16.</summary>
    Half,

    /// <summary>IEEE 754 binary32.</summary>
    Single,

    /// <summary>IEEE 754 binary64.</summary>
    Double,

    /// <summary>8-bit integer.</summary>
    SByte,

    /// <summary>8-bit integer without sign.</summary>
    Byte,

    /// <summary>16-bit integer.</summary>
    Int16,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>64-bit integer.</summary>
    Int64,
}

/// <summary>The header of a NumPy array file, versions 1 to 3 (NEP 1: magic, version, length, a Python dictionary).</summary>
/// <param name="Type">Element type; always little-endian.</param>
/// <param name="Shape">Dimensions in C order; empty for a scalar.</param>
internal sealed partial record NpyHeader(NpyType Type, int[] Shape)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <param name="stream">The file from its first byte.</param>
    /// <param name="name">Name of the file for messages.</param>
    /// <exception cref="ModelException">It is no such file, or its elements cannot be read.</exception>
    public static NpyHeader Read(Stream stream, string name)
    {
        byte[] start = new byte[8];
        Fill(stream, start, name);
        if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8) || start[6] is < 1 or > 3)
        {
            throw new ModelException($"'{name}' is no NumPy array of version 1 to 3; write it with numpy.save.");
        }

        byte[] size = new byte[start[6] == 1 ? 2 : 4];
        Fill(stream, size, name);
        long length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
        {
            throw new ModelException($"The header of '{name}' is {length} bytes long; write the file anew with numpy.save.");
        }

        byte[] text = new byte[length];
        Fill(stream, text, name);
        return Parse(Encoding.UTF8.GetString(text), name);
    }

    /// <summary>Fills a buffer from the stream.</summary>
    /// <exception cref="ModelException">The stream ends before.</exception>
    public static void Fill(Stream stream, Span<byte> buffer, string name)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) != buffer.Length)
        {
            throw new ModelException($"'{name}' ends too early; copy or write it anew.");
        }
    }

    private static NpyHeader Parse(string text, string name)
    {
        Match type = TypeField().Match(text), order = OrderField().Match(text), shape = ShapeField().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
        {
            throw new ModelException($"The header of '{name}' lacks a plain 'descr', 'fortran_order' or 'shape'; save one array of numbers with numpy.save.");
        }

        if (order.Groups[1].Value == "True")
        {
            throw new ModelException($"'{name}' is stored in Fortran order; save numpy.ascontiguousarray of it.");
        }

        string[] fields = shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] dimensions = new int[fields.Length];
        long elements = 1;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!int.TryParse(fields[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[i])
                || (elements *= dimensions[i]) > 1L << 40)
            {
                throw new ModelException($"The shape ({shape.Groups[1].Value}) of '{name}' cannot be used; save an array of ordinary size.");
            }
        }

        return new NpyHeader(TypeOf(type.Groups[1].Value, name), dimensions);
    }

    private static NpyType TypeOf(string description, string name) => description switch
    {
        "<f2" => NpyType.Half,
        "<f4" => NpyType.Single,
        "<f8" => NpyType.Double,
        "|i1" or "<i1" => NpyType.SByte,
        "|u1" or "<u1" => NpyType.Byte,
        "<i2" => NpyType.Int16,
        "<i4" => NpyType.Int32,
        "<i8" => NpyType.Int64,
        _ => throw new ModelException($"'{name}' holds elements of type '{description}'; save it as float32, for example with array.astype('<f4')."),
    };

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""]([^'""]{1,16})['""]")]
    private static partial Regex TypeField();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(True|False)")]
    private static partial Regex OrderField();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([0-9L,\s]*)\)")]
    private static partial Regex ShapeField();
}
