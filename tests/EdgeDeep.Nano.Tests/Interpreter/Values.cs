namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>What a stack slot, local or field holds.</summary>
internal enum Tag : byte
{
    /// <summary>A 32-bit integer, also for smaller ones and bool.</summary>
    I4,

    /// <summary>A 64-bit integer.</summary>
    I8,

    /// <summary>Single precision; the bits are in the low half.</summary>
    R4,

    /// <summary>Double precision.</summary>
    R8,

    /// <summary>A reference, a structure or the address of one.</summary>
    Object,
}

/// <summary>A number with its kind, or a reference.</summary>
internal struct Value
{
    public Tag Tag;
    public long Bits;
    public object? Object;

    public readonly int Int => (int)Bits;

    public readonly float Single => BitConverter.Int32BitsToSingle((int)Bits);

    public readonly double Double => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Whether a branch on the value is taken.</summary>
    public readonly bool IsTrue => Tag == Tag.Object ? Object is not null : Bits != 0;

    public static Value Of(int value) => new() { Tag = Tag.I4, Bits = value };

    public static Value Of(long value) => new() { Tag = Tag.I8, Bits = value };

    public static Value Of(float value) => new() { Tag = Tag.R4, Bits = BitConverter.SingleToInt32Bits(value) };

    public static Value Of(double value) => new() { Tag = Tag.R8, Bits = BitConverter.DoubleToInt64Bits(value) };

    public static Value Of(object? value) => new() { Tag = Tag.Object, Object = value };

    /// <summary>A copy: structures are values, so that storing one must not share its fields.</summary>
    public readonly Value Copy() => Object is Structure structure ? Of(structure.Clone()) : this;
}

/// <summary>An instance of a class of the program.</summary>
internal sealed class Instance(NanoType type)
{
    public NanoType Type { get; } = type;

    public Value[] Fields { get; } = [.. type.InitialFields];
}

/// <summary>A structure. Its address is this same object, because structures live in locals and arguments only.</summary>
internal sealed class Structure(NanoType type)
{
    public NanoType Type { get; } = type;

    public Value[] Fields { get; private init; } = [.. type.InitialFields];

    public Structure Clone() => new(Type) { Fields = [.. Fields] };

    public void Set(Structure other) => other.Fields.CopyTo(Fields, 0);
}

/// <summary>The address of a number: a local, an argument or a field.</summary>
internal sealed record Address(Value[] Memory, int Index);

/// <summary>An exception of the program.</summary>
internal sealed class NanoException(string type, string message) : Exception($"{type}: {message}")
{
    public string Type { get; } = type;
}

/// <summary>The address of an array's element.</summary>
internal sealed record ElementAddress(Array Memory, int Index);
