using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Memory;

/// <summary>A tensor bound to memory: the arrays of its storage and the index of its first element.</summary>
public readonly struct Slot
{
    private readonly TypedMemory _memory;

    /// <summary>Binds a tensor.</summary>
    public Slot(TypedMemory memory, PlanTensor tensor)
    {
        _memory = memory;
        At = memory.IndexOf(tensor);
        Tensor = tensor;
    }

    /// <summary>Index of the first element.</summary>
    public int At { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Tensor.Elements;

    /// <summary>What the plan says about the tensor.</summary>
    public PlanTensor Tensor { get; }

    /// <summary>The array of signed 8-bit elements.</summary>
    public sbyte[] Int8 => _memory.Int8;

    /// <summary>The array of unsigned 8-bit elements.</summary>
    public byte[] UInt8 => _memory.UInt8;

    /// <summary>The array of 16-bit elements.</summary>
    public short[] Int16 => _memory.Int16;

    /// <summary>The array of 32-bit integers.</summary>
    public int[] Int32 => _memory.Int32;

    /// <summary>The array of floating-point elements.</summary>
    public float[] Float32 => _memory.Float32;

    /// <summary>The array of 64-bit integers.</summary>
    public long[] Int64 => _memory.Int64;
}
