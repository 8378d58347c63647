using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Memory;

/// <summary>
/// One storage of a plan as managed arrays, an array an element width. A kernel of the portable subset takes arrays, so
/// the byte range that tensors of one width use becomes an array of that width; a model that uses only int8 has only one.
/// </summary>
public sealed class TypedMemory
{
    private readonly int[] _start = new int[8];

    /// <summary>Allocates the arrays that the tensors of one storage need.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="storage">Which tensors.</param>
    /// <param name="content">Initial bytes of the storage; empty leaves zeros.</param>
    public TypedMemory(Plan plan, Storage storage, ReadOnlySpan<byte> content)
    {
        Int8 = Allocate<sbyte>(plan, storage, 1, content);
        // The CLR allows byte[] and sbyte[] to name the same array, so unsigned tensors share the 8-bit range.
        UInt8 = (byte[])(object)Int8;
        Int16 = Allocate<short>(plan, storage, 2, content);
        Int32 = Allocate<int>(plan, storage, 4, content, isFloat: false);
        Float32 = Allocate<float>(plan, storage, 4, content, isFloat: true);
        Int64 = Allocate<long>(plan, storage, 8, content);
    }

    /// <summary>Signed 8-bit tensors.</summary>
    public sbyte[] Int8 { get; }

    /// <summary>Unsigned 8-bit and bool tensors: the same array as <see cref="Int8"/>.</summary>
    public byte[] UInt8 { get; }

    /// <summary>16-bit tensors.</summary>
    public short[] Int16 { get; }

    /// <summary>32-bit integer tensors.</summary>
    public int[] Int32 { get; }

    /// <summary>Floating-point tensors.</summary>
    public float[] Float32 { get; }

    /// <summary>64-bit tensors.</summary>
    public long[] Int64 { get; }

    /// <summary>Bytes of all arrays together.</summary>
    public long Bytes => Int8.LongLength + (2 * Int16.LongLength) + (4 * Int32.LongLength) + (4 * Float32.LongLength) + (8 * Int64.LongLength);

    /// <summary>Index of a tensor's first element in the array of its type.</summary>
    public int IndexOf(PlanTensor tensor) => (tensor.Offset - _start[Lane(tensor.Type)]) / ElementTypes.SizeOf(tensor.Type);

    /// <summary>Sets every array to the given initial bytes again.</summary>
    public void Reset(ReadOnlySpan<byte> content)
    {
        Fill<sbyte>(Int8, 1, content);
        Fill<short>(Int16, 3, content);
        Fill<int>(Int32, 4, content);
        Fill<float>(Float32, 6, content);
        Fill<long>(Int64, 5, content);
    }

    private static int Lane(ElementType type) => type is ElementType.UInt8 or ElementType.Bool ? (int)ElementType.Int8 : (int)type;

    private T[] Allocate<T>(Plan plan, Storage storage, int size, ReadOnlySpan<byte> content, bool isFloat = false)
        where T : unmanaged
    {
        int start = int.MaxValue, end = 0, lane = 0;
        foreach (PlanTensor tensor in plan.Tensors)
        {
            bool fits = ElementTypes.SizeOf(tensor.Type) == size && (tensor.Type == ElementType.Float32) == isFloat;
            if (fits && tensor.Storage == storage)
            {
                start = Math.Min(start, tensor.Offset);
                end = Math.Max(end, tensor.Offset + tensor.Bytes);
                lane = Lane(tensor.Type);
            }
        }

        if (end == 0)
        {
            return [];
        }

        _start[lane] = start;
        T[] array = new T[(end - start) / size];
        Fill<T>(array, lane, content);
        return array;
    }

    private void Fill<T>(Span<T> array, int lane, ReadOnlySpan<byte> content)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(array);
        if (content.IsEmpty)
        {
            bytes.Clear();
        }
        else if (!bytes.IsEmpty)
        {
            content.Slice(_start[lane], bytes.Length).CopyTo(bytes);
        }
    }
}
