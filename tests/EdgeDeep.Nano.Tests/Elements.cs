using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>Stored bytes as arrays of their element type, and back.</summary>
internal static class Elements
{
    public static Array New(ElementType type, int count) => type switch
    {
        ElementType.Int8 => new sbyte[count],
        ElementType.Int16 => new short[count],
        ElementType.Int32 => new int[count],
        ElementType.Int64 => new long[count],
        ElementType.Float32 => new float[count],
        _ => new byte[count],
    };

    public static Array Of(ElementType type, byte[] bytes)
    {
        Array elements = New(type, bytes.Length / EdgeDeep.Runtime.Plans.ElementTypes.SizeOf(type));
        Buffer.BlockCopy(bytes, 0, elements, 0, bytes.Length);
        return elements;
    }

    public static byte[] BytesOf(Array elements)
    {
        byte[] bytes = new byte[Buffer.ByteLength(elements)];
        Buffer.BlockCopy(elements, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
