namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>Arrays of the program are arrays of .NET; the type of every access must be exactly that of the array.</summary>
internal static class Arrays
{
    public static Array Create(object elementType, int length) => elementType switch
    {
        "System.SByte" => new sbyte[length],
        "System.Byte" => new byte[length],
        "System.Int16" => new short[length],
        "System.Int32" => new int[length],
        "System.Int64" => new long[length],
        "System.Single" => new float[length],
        "System.String" => new string[length],
        NanoType { IsStructure: false } => new object?[length],
        _ => throw new InvalidOperationException($"an array of {elementType}"),
    };

    public static Value Load(Array array, int index, string kind)
    {
        // A check by exact type: .NET alone would let a byte array pass for an sbyte array.
        switch (kind)
        {
            case "i1" when array.GetType() == typeof(sbyte[]):
                return Value.Of((int)((sbyte[])array)[index]);
            case "u1" when array.GetType() == typeof(byte[]):
                return Value.Of((int)((byte[])array)[index]);
            case "i2" when array.GetType() == typeof(short[]):
                return Value.Of((int)((short[])array)[index]);
            case "i4" when array.GetType() == typeof(int[]):
                return Value.Of(((int[])array)[index]);
            case "i8" when array.GetType() == typeof(long[]):
                return Value.Of(((long[])array)[index]);
            case "r4" when array.GetType() == typeof(float[]):
                return Value.Of(((float[])array)[index]);
            case "ref":
                return Value.Of(((object?[])array)[index]);
            default:
                throw new InvalidOperationException($"{kind} of {array.GetType()}");
        }
    }

    public static void Store(Array array, int index, in Value value, string kind)
    {
        switch (kind)
        {
            case "i1" when array.GetType() == typeof(sbyte[]):
                ((sbyte[])array)[index] = (sbyte)value.Int;
                break;
            case "i1" when array.GetType() == typeof(byte[]):
                ((byte[])array)[index] = (byte)value.Int;
                break;
            case "i2" when array.GetType() == typeof(short[]):
                ((short[])array)[index] = (short)value.Int;
                break;
            case "i4" when array.GetType() == typeof(int[]):
                ((int[])array)[index] = value.Int;
                break;
            case "i8" when array.GetType() == typeof(long[]):
                ((long[])array)[index] = value.Bits;
                break;
            case "r4" when array.GetType() == typeof(float[]):
                ((float[])array)[index] = value.Single;
                break;
            case "ref":
                ((object?[])array)[index] = value.Object;
                break;
            default:
                throw new InvalidOperationException($"{kind} into {array.GetType()}");
        }
    }
}
