using System.Numerics;
using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>How a real number becomes the nearest stored integers of an input.</summary>
public enum InputRounding
{
    /// <summary>To the nearest integer, ties away from zero.</summary>
    Nearest,

    /// <summary>Toward zero, as a C cast does.</summary>
    Truncate,
}

/// <summary>Real numbers in and out of a session's tensors, whatever type these have.</summary>
public static class Quantized
{
    /// <summary>Stores real numbers in an input: stored = round(real / scale) + zeroPoint, clamped to the type's range.</summary>
    /// <param name="session">The session.</param>
    /// <param name="index">Index of the input.</param>
    /// <param name="values">As many real numbers as the input has elements.</param>
    /// <param name="rounding">How the quotient becomes an integer.</param>
    /// <remarks>An int32 or int64 input without a scale takes the numbers themselves, such as indices, toward zero.</remarks>
    /// <exception cref="ArgumentException">The number of values differs from the input's, or its type cannot hold real numbers.</exception>
    public static void SetInput(this Session session, int index, ReadOnlySpan<float> values, InputRounding rounding = InputRounding.Nearest)
    {
        PlanTensor tensor = session.InputInfo(index);
        if (values.Length != tensor.Elements)
        {
            throw new ArgumentException($"Input '{tensor.Name}' has {tensor.Elements} elements, not {values.Length}.", nameof(values));
        }

        if (tensor.Type == ElementType.Float32)
        {
            values.CopyTo(session.Input<float>(index));
            return;
        }

        if (tensor is { Type: ElementType.Int32 or ElementType.Int64, Scale: 0 })
        {
            SetIndices(session, index, values, tensor.Type);
            return;
        }

        int size = ElementTypes.SizeOf(tensor.Type);
        (int low, int high) = RangeOf(tensor);
        Span<byte> bytes = session.InputBytes(index);
        for (int i = 0; i < values.Length; i++)
        {
            int stored = Store(values[i], tensor.Scale, tensor.ZeroPoint, low, high, rounding);
            bytes[i * size] = (byte)stored;
            if (size == 2)
            {
                bytes[(i * 2) + 1] = (byte)(stored >> 8);
            }
        }
    }

    /// <summary>Reads an output as real numbers.</summary>
    /// <param name="session">The session.</param>
    /// <param name="index">Index of the output.</param>
    /// <param name="values">Receives as many real numbers as the output has elements.</param>
    /// <exception cref="ArgumentException">The number of values differs from the output's.</exception>
    public static void GetOutput(this Session session, int index, Span<float> values)
    {
        PlanTensor tensor = session.OutputInfo(index);
        if (values.Length != tensor.Elements)
        {
            throw new ArgumentException($"Output '{tensor.Name}' has {tensor.Elements} elements, not {values.Length}.", nameof(values));
        }

        Read(session.OutputBytes(index), tensor, values);
    }

    /// <summary>Real numbers of stored ones: scale * (stored - zeroPoint), or the numbers themselves where there is no scale.</summary>
    /// <param name="bytes">The tensor's bytes, little-endian.</param>
    /// <param name="tensor">Type and quantization.</param>
    /// <param name="values">Receives the first elements, as many as fit.</param>
    public static void Read(ReadOnlySpan<byte> bytes, PlanTensor tensor, Span<float> values)
    {
        switch (tensor.Type)
        {
            case ElementType.Int8: Read<sbyte>(bytes, tensor, values); break;
            case ElementType.UInt8 or ElementType.Bool: Read<byte>(bytes, tensor, values); break;
            case ElementType.Int16: Read<short>(bytes, tensor, values); break;
            case ElementType.Int32: Read<int>(bytes, tensor, values); break;
            case ElementType.Int64: Read<long>(bytes, tensor, values); break;
            default: Read<float>(bytes, tensor, values); break;
        }
    }

    private static void Read<T>(ReadOnlySpan<byte> bytes, PlanTensor tensor, Span<float> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> stored = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            double number = double.CreateTruncating(stored[i]);
            values[i] = tensor.Scale == 0 ? (float)number : (float)(tensor.Scale * (number - tensor.ZeroPoint));
        }
    }

    /// <summary>The stored integer of a real number; not-a-number gives the zero point.</summary>
    /// <remarks>
    /// Nearest: round(real / scale) + zeroPoint in single precision, as TensorFlow Lite's QUANTIZE operator.
    /// Truncate: trunc(real / scale + zeroPoint) in single precision, as a C cast.
    /// </remarks>
    public static int Store(float real, float scale, int zeroPoint, int low, int high, InputRounding rounding)
    {
        double whole = rounding == InputRounding.Truncate
            ? MathF.Truncate((real / scale) + zeroPoint)
            : MathF.Round(real / scale, MidpointRounding.AwayFromZero) + (double)zeroPoint;
        return double.IsNaN(whole) ? zeroPoint : (int)Math.Clamp(whole, low, high);
    }

    private static void SetIndices(Session session, int index, ReadOnlySpan<float> values, ElementType type)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (type == ElementType.Int32)
            {
                session.Input<int>(index)[i] = (int)values[i];
            }
            else
            {
                session.Input<long>(index)[i] = (long)values[i];
            }
        }
    }

    private static (int Low, int High) RangeOf(PlanTensor tensor) => tensor.Type switch
    {
        ElementType.Int8 when tensor.Scale > 0 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 when tensor.Scale > 0 => (byte.MinValue, byte.MaxValue),
        ElementType.Int16 when tensor.Scale > 0 => (short.MinValue, short.MaxValue),
        _ => throw new ArgumentException(
            $"Input '{tensor.Name}' holds {ElementTypes.NameOf(tensor.Type)} without a scale, so real numbers cannot be stored in it."),
    };
}
