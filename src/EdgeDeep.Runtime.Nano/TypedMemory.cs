namespace EdgeDeep.Nano;

/// <summary>
/// One storage of a plan as managed arrays, an array an element type, because kernels take arrays. Each array covers the
/// byte range that tensors of its type use in the storage.
/// </summary>
public sealed class TypedMemory
{
    private const int Types = 8;

    private readonly int[] _starts = new int[Types];
    private readonly int[] _counts = new int[Types];

    /// <summary>Allocates the arrays that the tensors of one storage need.</summary>
    /// <param name="tensors">All tensors of the plan; those of the storage are bound to this memory.</param>
    /// <param name="storage">0 arena, 1 constants, 2 state.</param>
    internal TypedMemory(Slot[] tensors, int storage)
    {
        for (int type = 1; type < Types; type++)
        {
            Measure(tensors, storage, type);
        }

        Int8 = new sbyte[_counts[ElementTypes.Int8]];
        UInt8 = new byte[_counts[ElementTypes.UInt8]];
        Int16 = new short[_counts[ElementTypes.Int16]];
        Int32 = new int[_counts[ElementTypes.Int32]];
        Int64 = new long[_counts[ElementTypes.Int64]];
        Float32 = new float[_counts[ElementTypes.Float32]];
        for (int i = 0; i < tensors.Length; i++)
        {
            Slot tensor = tensors[i];
            if (tensor.Storage == storage)
            {
                int lane = LaneOf(tensor.Type);
                tensor.Bind(this, (tensor.Offset - _starts[lane]) / ElementTypes.SizeOf(lane));
            }
        }
    }

    /// <summary>Signed 8-bit tensors.</summary>
    public sbyte[] Int8 { get; }

    /// <summary>Unsigned 8-bit and bool tensors.</summary>
    public byte[] UInt8 { get; }

    /// <summary>16-bit tensors.</summary>
    public short[] Int16 { get; }

    /// <summary>32-bit integer tensors.</summary>
    public int[] Int32 { get; }

    /// <summary>64-bit tensors.</summary>
    public long[] Int64 { get; }

    /// <summary>Floating-point tensors.</summary>
    public float[] Float32 { get; }

    /// <summary>Sets every array to its part of the storage's initial bytes.</summary>
    /// <param name="reader">Reads the model.</param>
    /// <param name="at">Offset of the storage's first byte in the file.</param>
    internal void Load(DataReader reader, int at)
    {
        if (Int8.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.Int8]);
            reader.Fill(Int8);
        }

        if (UInt8.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.UInt8]);
            for (int i = 0; i < UInt8.Length; i++)
            {
                UInt8[i] = (byte)reader.Byte();
            }
        }

        if (Int16.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.Int16]);
            for (int i = 0; i < Int16.Length; i++)
            {
                int low = reader.Byte();
                Int16[i] = (short)(low | (reader.Byte() << 8));
            }
        }

        LoadWide(reader, at);
    }

    private void LoadWide(DataReader reader, int at)
    {
        if (Int32.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.Int32]);
            for (int i = 0; i < Int32.Length; i++)
            {
                Int32[i] = reader.Int();
            }
        }

        if (Int64.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.Int64]);
            for (int i = 0; i < Int64.Length; i++)
            {
                Int64[i] = reader.Long();
            }
        }

        if (Float32.Length > 0)
        {
            reader.Seek(at + _starts[ElementTypes.Float32]);
            for (int i = 0; i < Float32.Length; i++)
            {
                Float32[i] = Slot.ToSingle(reader.Int());
            }
        }
    }

    /// <summary>The range of a type's array: from the lowest offset of its tensors to the highest end.</summary>
    private void Measure(Slot[] tensors, int storage, int type)
    {
        int start = int.MaxValue;
        int end = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            Slot tensor = tensors[i];
            if (tensor.Storage == storage && LaneOf(tensor.Type) == type)
            {
                int tensorEnd = tensor.Offset + (tensor.Elements * ElementTypes.SizeOf(type));
                start = tensor.Offset < start ? tensor.Offset : start;
                end = tensorEnd > end ? tensorEnd : end;
            }
        }

        if (end > 0)
        {
            _starts[type] = start;
            _counts[type] = (end - start) / ElementTypes.SizeOf(type);
        }
    }

    private static int LaneOf(int type)
    {
        return type == ElementTypes.Bool ? ElementTypes.UInt8 : type;
    }
}
