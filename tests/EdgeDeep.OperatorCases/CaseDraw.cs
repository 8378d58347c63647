using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Pseudo-random numbers and tensors (a linear congruential generator, the same on every machine).</summary>
public sealed class CaseDraw
{
    private readonly ulong _seed;
    private readonly OpCode _op;
    private ulong _state;

    internal CaseDraw(OpCode op, ulong seed)
    {
        (_op, _seed) = (op, seed);
        _state = unchecked((seed * 0x9E3779B97F4A7C15UL) + (ulong)op);
        Next(0, 1);
    }

    /// <summary>The kernel that the case is for.</summary>
    public OpCode Op => _op;

    /// <summary>A number of low..high.</summary>
    public int Next(int low, int high)
    {
        _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
        return low + (int)((_state >> 33) % ((ulong)((long)high - low) + 1));
    }

    /// <summary>A Q31 significand.</summary>
    public int Multiplier() => Next(1 << 30, int.MaxValue);

    /// <summary>Five sizes of low..high.</summary>
    public int[] Shape(int low, int high) => [.. Enumerable.Range(0, 5).Select(_ => Next(low, high))];

    /// <summary>int8 elements.</summary>
    public CaseTensor Int8(int count, int low = -128, int high = 127) => Bytes<sbyte>(ElementType.Int8, count, low, high, v => (sbyte)v);

    /// <summary>uint8 elements.</summary>
    public CaseTensor UInt8(int count) => Bytes<byte>(ElementType.UInt8, count, 0, 255, v => (byte)v);

    /// <summary>int16 elements.</summary>
    public CaseTensor Int16(int count, int low = -32768, int high = 32767) => Bytes<short>(ElementType.Int16, count, low, high, v => (short)v);

    /// <summary>int32 elements.</summary>
    public CaseTensor Int32(int count, int low, int high) => Bytes<int>(ElementType.Int32, count, low, high, v => v);

    /// <summary>int64 elements of -limit..limit.</summary>
    public CaseTensor Int64(int count, int limit) => Bytes<long>(ElementType.Int64, count, -limit, limit, v => v);

    /// <summary>float elements of -limit..limit, some of them halves of the unit.</summary>
    public CaseTensor Float32(int count, float limit, float unit = 1) => Bytes<float>(
        ElementType.Float32, count, -100_000, 100_000, v => v % 3 == 0 ? v % 512 * unit * 0.5f : v * (limit / 100_000));

    /// <summary>A tensor of given elements.</summary>
    public static CaseTensor Of(params int[] values) => new(ElementType.Int32, [.. MemoryMarshal.AsBytes<int>(values)]);

    /// <summary>A tensor of given elements.</summary>
    public static CaseTensor OfInt16(params int[] values) =>
        new(ElementType.Int16, [.. MemoryMarshal.AsBytes<short>(Array.ConvertAll(values, value => (short)value))]);

    /// <summary>Points of the unit circle times 32767, exp(-pi i (start + k * step)), real and imaginary parts in turn.</summary>
    public static CaseTensor Wave(int count, double start, double step) => OfInt16(
        [.. Enumerable.Range(0, 2 * count).Select(i => (int)Math.Floor(0.5 + (32767 * Part(i & 1, Math.PI * (start + (i / 2 * step))))))]);

    /// <summary>The finished case.</summary>
    public OperatorCase Case(int[] parameters, CaseTensor[] inputs, params CaseTensor[] outputs) => new(_op, _seed, parameters, inputs, outputs);

    /// <summary>The bits of a positive single-precision number of about 2^-10..1.</summary>
    public int ScaleBits() => ((127 - Next(1, 10)) << 23) | Next(0, (1 << 23) - 1);

    private static double Part(int part, double phase) => part == 0 ? Math.Cos(phase) : -Math.Sin(phase);

    private CaseTensor Bytes<T>(ElementType type, int count, int low, int high, Func<int, T> convert)
        where T : unmanaged
    {
        T[] values = [.. Enumerable.Range(0, count).Select(_ => convert(Next(low, high)))];
        return new CaseTensor(type, [.. MemoryMarshal.AsBytes<T>(values)]);
    }
}
