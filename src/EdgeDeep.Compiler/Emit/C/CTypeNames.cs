using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>C types of tensor elements.</summary>
internal static class CTypeNames
{
    /// <summary>The C type of an element.</summary>
    public static string Of(ElementType type) => type switch
    {
        ElementType.Int8 => "int8_t",
        ElementType.UInt8 or ElementType.Bool => "uint8_t",
        ElementType.Int16 => "int16_t",
        ElementType.Int32 => "int32_t",
        ElementType.Int64 => "int64_t",
        ElementType.Float32 => "float",
        _ => throw new ModelException($"Element type {type} has no C type; quantize the model again."),
    };

    /// <summary>The member of a memory's union that has elements of a C type.</summary>
    public static string LaneOf(string type) => type switch
    {
        "int8_t" => "s8",
        "uint8_t" => "u8",
        "int16_t" => "s16",
        "int32_t" => "s32",
        "int64_t" => "s64",
        _ => "f32",
    };

    /// <summary>Bytes of a C type.</summary>
    public static int SizeOf(string type) => type switch
    {
        "int8_t" or "uint8_t" => 1,
        "int16_t" => 2,
        "int64_t" => 8,
        _ => 4,
    };
}
