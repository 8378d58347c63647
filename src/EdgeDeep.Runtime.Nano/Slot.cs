using System;

namespace EdgeDeep.Nano;

/// <summary>A tensor: its type and quantization, and where its elements are.</summary>
public sealed class Slot
{
    private TypedMemory _memory;

    internal Slot(int type, int storage, int offset, int elements, float scale, int zeroPoint)
    {
        Type = type;
        Storage = storage;
        Offset = offset;
        Elements = elements;
        Scale = scale;
        ZeroPoint = zeroPoint;
    }

    /// <summary>One of <see cref="ElementTypes"/>.</summary>
    public int Type { get; }

    /// <summary>Number of elements.</summary>
    public int Elements { get; }

    /// <summary>real = Scale * (stored - ZeroPoint); 0 where the tensor is not quantized.</summary>
    public float Scale { get; }

    /// <summary>The stored value that means 0.</summary>
    public int ZeroPoint { get; }

    /// <summary>Index of the first element in the array of the tensor's type.</summary>
    public int At { get; private set; }

    /// <summary>The array of an int8 tensor; other tensors share it.</summary>
    public sbyte[] Int8
    {
        get { return _memory.Int8; }
    }

    /// <summary>The array of a uint8 or bool tensor; other tensors share it.</summary>
    public byte[] UInt8
    {
        get { return _memory.UInt8; }
    }

    /// <summary>The array of an int16 tensor; other tensors share it.</summary>
    public short[] Int16
    {
        get { return _memory.Int16; }
    }

    /// <summary>The array of an int32 tensor; other tensors share it.</summary>
    public int[] Int32
    {
        get { return _memory.Int32; }
    }

    /// <summary>The array of an int64 tensor; other tensors share it.</summary>
    public long[] Int64
    {
        get { return _memory.Int64; }
    }

    /// <summary>The array of a float32 tensor; other tensors share it.</summary>
    public float[] Float32
    {
        get { return _memory.Float32; }
    }

    internal int Storage { get; }

    internal int Offset { get; }

    /// <summary>The array of the tensor's type.</summary>
    public Array Array
    {
        get
        {
            switch (Type)
            {
                case ElementTypes.Int8:
                    return Int8;
                case ElementTypes.Int16:
                    return Int16;
                case ElementTypes.Int32:
                    return Int32;
                case ElementTypes.Int64:
                    return Int64;
                case ElementTypes.Float32:
                    return Float32;
                default:
                    return UInt8;
            }
        }
    }

    /// <summary>Sets the stored elements.</summary>
    /// <param name="elements">An array of the tensor's type with as many elements as the tensor.</param>
    /// <exception cref="ArgumentException">The array has another length or, where .NET can tell, another type.</exception>
    public void Write(Array elements)
    {
        Check(elements.Length);
        Array.Copy(elements, 0, Array, At, Elements);
    }

    /// <summary>Reads the stored elements.</summary>
    /// <param name="elements">An array of the tensor's type with as many elements as the tensor.</param>
    /// <exception cref="ArgumentException">The array has another length or, where .NET can tell, another type.</exception>
    public void Read(Array elements)
    {
        Check(elements.Length);
        Array.Copy(Array, At, elements, 0, Elements);
    }

    /// <summary>Stores real numbers: round(real / scale) + zero point, ties away from zero, limited to the type's range.</summary>
    /// <remarks>Single precision. Not-a-number gives the zero point. A tensor without a scale takes the numbers themselves.</remarks>
    /// <param name="reals">As many numbers as the tensor has elements.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public void WriteReal(float[] reals)
    {
        Check(reals.Length);
        for (int i = 0; i < Elements; i++)
        {
            switch (Type)
            {
                case ElementTypes.Int8:
                    Int8[At + i] = (sbyte)Stored(reals[i], sbyte.MinValue, sbyte.MaxValue);
                    break;
                case ElementTypes.Int16:
                    Int16[At + i] = (short)Stored(reals[i], short.MinValue, short.MaxValue);
                    break;
                case ElementTypes.Int32:
                    Int32[At + i] = (int)reals[i];
                    break;
                case ElementTypes.Int64:
                    Int64[At + i] = (long)reals[i];
                    break;
                case ElementTypes.Float32:
                    Float32[At + i] = reals[i];
                    break;
                default:
                    UInt8[At + i] = (byte)Stored(reals[i], byte.MinValue, byte.MaxValue);
                    break;
            }
        }
    }

    /// <summary>Reads real numbers: scale * (stored - zero point); a tensor without a scale gives its elements.</summary>
    /// <param name="reals">As many numbers as the tensor has elements.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public void ReadReal(float[] reals)
    {
        Check(reals.Length);
        for (int i = 0; i < Elements; i++)
        {
            reals[i] = Type == ElementTypes.Float32 ? Float32[At + i]
                : Scale == 0f ? Element(i)
                : Scale * (Element(i) - ZeroPoint);
        }
    }

    internal void Bind(TypedMemory memory, int at)
    {
        _memory = memory;
        At = at;
    }

    /// <summary>The number with the given IEEE-754 bits.</summary>
    internal static float ToSingle(int bits)
    {
        byte[] bytes = new byte[4];
        bytes[0] = (byte)bits;
        bytes[1] = (byte)(bits >> 8);
        bytes[2] = (byte)(bits >> 16);
        bytes[3] = (byte)(bits >> 24);
        return BitConverter.ToSingle(bytes, 0);
    }

    private long Element(int i)
    {
        switch (Type)
        {
            case ElementTypes.Int8:
                return Int8[At + i];
            case ElementTypes.Int16:
                return Int16[At + i];
            case ElementTypes.Int32:
                return Int32[At + i];
            case ElementTypes.Int64:
                return Int64[At + i];
            default:
                // By way of an int: a byte that is widened to 64 bits at once would be unsigned from there on.
                int value = UInt8[At + i];
                return value;
        }
    }

    private int Stored(float real, int low, int high)
    {
        // Beyond the limit every type saturates, whatever its zero point; up to it the fraction is exact.
        const float Limit = 131072f;
        float quotient = Scale == 0f ? real : real / Scale;
        if (quotient >= Limit)
        {
            return high;
        }

        if (quotient <= -Limit)
        {
            return low;
        }

        int whole = 0;
        if (quotient > -Limit)
        {
            whole = (int)quotient;
            float fraction = quotient - whole;
            whole += fraction >= 0.5f ? 1 : fraction <= -0.5f ? -1 : 0;
        }

        whole += ZeroPoint;
        return whole < low ? low : whole > high ? high : whole;
    }

    private void Check(int length)
    {
        if (length != Elements)
        {
            throw new ArgumentException("The tensor has " + Elements.ToString() + " elements, not " + length.ToString() + ".");
        }
    }
}
