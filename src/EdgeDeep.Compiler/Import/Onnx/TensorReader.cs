using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;
using DataType = EdgeDeep.Compiler.Import.Onnx.Proto.TensorProto.Types.DataType;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Turns tensors of the file into constants. Half, bfloat16 and double become float; unsigned 32 bits become int64.</summary>
internal static class TensorReader
{
    /// <summary>The element type that stands for one of the format's.</summary>
    /// <param name="type">Type in the file.</param>
    /// <param name="where">What has that type, for the message.</param>
    public static ElementType TypeOf(DataType type, string where) => type switch
    {
        DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16 => ElementType.Float32,
        DataType.Int8 => ElementType.Int8,
        DataType.Uint8 => ElementType.UInt8,
        DataType.Int16 => ElementType.Int16,
        DataType.Int32 or DataType.Uint16 => ElementType.Int32,
        DataType.Int64 or DataType.Uint32 => ElementType.Int64,
        DataType.Bool => ElementType.Bool,
        _ => throw new ModelException($"The element type {type} of {where} is not supported; convert it to float."),
    };

    /// <summary>Reads a tensor.</summary>
    /// <exception cref="ModelException">The tensor is incomplete, of a type that is not supported, or in another file.</exception>
    public static Value Read(TensorProto tensor)
    {
        if (tensor.DataLocation != 0)
        {
            throw new ModelException($"Tensor '{tensor.Name}' lies in another file; save the model with its weights in one file.");
        }

        ElementType type = TypeOf(tensor.DataType, $"tensor '{tensor.Name}'");
        if (tensor.Dims.Any(dimension => dimension is < 0 or > int.MaxValue))
        {
            throw Incomplete(tensor);
        }

        Value value = new(tensor.Name, type, [.. tensor.Dims.Select(dimension => (int)dimension)]);
        byte[] data = tensor.RawData.Length > 0 ? FromRaw(tensor) : FromFields(tensor);
        if (data.Length != (long)value.Elements * ElementTypes.SizeOf(type))
        {
            throw Incomplete(tensor);
        }

        value.Data = data;
        return value;
    }

    private static ModelException Incomplete(TensorProto tensor) =>
        new($"Tensor '{tensor.Name}' does not hold as many elements as its shape [{string.Join(',', tensor.Dims)}] says; the file is damaged.");

    private static byte[] FromRaw(TensorProto tensor)
    {
        ReadOnlySpan<byte> raw = tensor.RawData.Span;
        return tensor.DataType switch
        {
            DataType.Float16 => Convert<float>(raw, 2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            DataType.Bfloat16 => Convert<float>(raw, 2, WidenBfloat16),
            DataType.Double => Convert<float>(raw, 8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            DataType.Uint16 => Convert<int>(raw, 2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            DataType.Uint32 => Convert<long>(raw, 4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            _ => raw.ToArray(),
        };
    }

    private static byte[] FromFields(TensorProto tensor) => tensor.DataType switch
    {
        DataType.Float => Bytes<float>([.. tensor.FloatData]),
        DataType.Double => Bytes<float>([.. tensor.DoubleData.Select(value => (float)value)]),
        DataType.Float16 => Bytes<float>([.. tensor.Int32Data.Select(bits => (float)BitConverter.Int16BitsToHalf((short)bits))]),
        DataType.Bfloat16 => Bytes<float>([.. tensor.Int32Data.Select(bits => BitConverter.Int32BitsToSingle(bits << 16))]),
        DataType.Int64 => Bytes<long>([.. tensor.Int64Data]),
        DataType.Uint32 => Bytes<long>([.. tensor.Uint64Data.Select(value => (long)value)]),
        DataType.Int32 or DataType.Uint16 => Bytes<int>([.. tensor.Int32Data]),
        DataType.Int16 => Bytes<short>([.. tensor.Int32Data.Select(value => (short)value)]),
        _ => [.. tensor.Int32Data.Select(value => (byte)value)],
    };

    private static float WidenBfloat16(ReadOnlySpan<byte> bytes) =>
        BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16);

    private static byte[] Convert<T>(ReadOnlySpan<byte> raw, int size, Reader<T> read)
        where T : unmanaged
    {
        T[] result = new T[raw.Length / size];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = read(raw.Slice(i * size, size));
        }

        return Bytes<T>(result);
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private delegate T Reader<T>(ReadOnlySpan<byte> bytes);
}
