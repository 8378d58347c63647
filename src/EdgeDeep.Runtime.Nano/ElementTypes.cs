namespace EdgeDeep.Nano;

/// <summary>Types of a tensor's elements by their numbers in the .edge format.</summary>
public static class ElementTypes
{
    /// <summary>Signed 8-bit integer.</summary>
    public const int Int8 = 1;

    /// <summary>Unsigned 8-bit integer.</summary>
    public const int UInt8 = 2;

    /// <summary>Signed 16-bit integer.</summary>
    public const int Int16 = 3;

    /// <summary>Signed 32-bit integer.</summary>
    public const int Int32 = 4;

    /// <summary>Signed 64-bit integer.</summary>
    public const int Int64 = 5;

    /// <summary>IEEE 754 binary32.</summary>
    public const int Float32 = 6;

    /// <summary>One byte, 0 or 1.</summary>
    public const int Bool = 7;

    /// <summary>Bytes of one element; 0 for a number that names no type.</summary>
    public static int SizeOf(int type)
    {
        switch (type)
        {
            case Int8:
            case UInt8:
            case Bool:
                return 1;
            case Int16:
                return 2;
            case Int32:
            case Float32:
                return 4;
            case Int64:
                return 8;
            default:
                return 0;
        }
    }
}
