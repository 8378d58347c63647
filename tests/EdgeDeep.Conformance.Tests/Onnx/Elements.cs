using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>Numbers as the bytes of tensors and back.</summary>
internal static class Elements
{
    /// <summary>Writes numbers in a tensor's type.</summary>
    public static void Write(float[] numbers, ElementType type, Span<byte> bytes)
    {
        byte[] source = type switch
        {
            ElementType.Float32 => Bytes(numbers),
            ElementType.Int32 => Bytes(Array.ConvertAll(numbers, number => (int)number)),
            ElementType.Int64 => Bytes(Array.ConvertAll(numbers, number => (long)number)),
            ElementType.Int16 => Bytes(Array.ConvertAll(numbers, number => (short)number)),
            ElementType.Int8 => Bytes(Array.ConvertAll(numbers, number => (sbyte)number)),
            _ => Array.ConvertAll(numbers, number => (byte)number),
        };
        source.CopyTo(bytes);
    }

    /// <summary>Reads a tensor's numbers.</summary>
    public static float[] Read(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        ElementType.Int32 => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(number => (float)number)],
        ElementType.Int64 => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(number => (float)number)],
        ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(number => (float)number)],
        ElementType.Int8 => [.. MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(number => (float)number)],
        _ => [.. bytes.ToArray().Select(number => (float)number)],
    };

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
