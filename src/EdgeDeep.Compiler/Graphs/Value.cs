using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Graphs;

/// <summary>A tensor of a graph: a constant when it has data, otherwise computed by a node or given as an input.</summary>
public sealed class Value
{
    /// <summary>Creates a value.</summary>
    /// <param name="name">Name in the source model, or one derived from it.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions, outermost first; images are NHWC.</param>
    public Value(string name, ElementType type, params int[] shape)
    {
        Name = name;
        Type = type;
        Shape = shape;
    }

    /// <summary>Name, unique within the graph.</summary>
    public string Name { get; set; }

    /// <summary>Element type.</summary>
    public ElementType Type { get; set; }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public int[] Shape { get; set; }

    /// <summary>Set where the elements stand for real numbers at a scale.</summary>
    public Quantization? Quantization { get; set; }

    /// <summary>Little-endian elements of a constant; null for every other value.</summary>
    public byte[]? Data { get; set; }

    /// <summary>Whether the value is known before anything runs.</summary>
    public bool IsConstant => Data is not null;

    /// <summary>Number of dimensions.</summary>
    public int Rank => Shape.Length;

    /// <summary>Number of elements.</summary>
    public int Elements => Shape.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>The elements of a float constant.</summary>
    public ReadOnlySpan<float> Floats => Cast<float>(ElementType.Float32);

    /// <summary>The elements of an int8 constant.</summary>
    public ReadOnlySpan<sbyte> Int8s => Cast<sbyte>(ElementType.Int8);

    /// <summary>The elements of an int32 constant.</summary>
    public ReadOnlySpan<int> Int32s => Cast<int>(ElementType.Int32);

    /// <summary>A constant from elements.</summary>
    public static Value Constant<T>(string name, ElementType type, int[] shape, ReadOnlySpan<T> elements)
        where T : unmanaged => new(name, type, shape) { Data = MemoryMarshal.AsBytes(elements).ToArray() };

    /// <summary>A float constant.</summary>
    public static Value Constant(string name, int[] shape, ReadOnlySpan<float> elements) =>
        Constant(name, ElementType.Float32, shape, elements);

    /// <summary>The elements of an integer constant of 32 or 64 bits as 32-bit integers.</summary>
    /// <exception cref="ModelException">The value is no such constant.</exception>
    public int[] AsInts() => (Data, Type) switch
    {
        (not null, ElementType.Int32) => Int32s.ToArray(),
        (not null, ElementType.Int64) => [.. MemoryMarshal.Cast<byte, long>(Data).ToArray().Select(v => (int)Math.Clamp(v, int.MinValue, int.MaxValue))],
        _ => throw new ModelException($"Tensor '{Name}' must be a constant of integers; fold it into the model before importing."),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ElementTypes.NameOf(Type)}[{string.Join(',', Shape)}]";

    private ReadOnlySpan<T> Cast<T>(ElementType type)
        where T : unmanaged => Type == type && Data is not null
            ? MemoryMarshal.Cast<byte, T>(Data)
            : throw new ModelException($"Tensor '{Name}' must be a constant of type {ElementTypes.NameOf(type)}, but is {ElementTypes.NameOf(Type)}{(Data is null ? " computed at run time" : string.Empty)}.");
}
