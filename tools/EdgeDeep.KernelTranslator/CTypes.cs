using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelTranslator;

/// <summary>C types of the kernels' types.</summary>
internal static class CTypes
{
    /// <summary>The type of a value.</summary>
    /// <exception cref="TranslationException">The type has no counterpart.</exception>
    public static string Of(ITypeSymbol type, SyntaxNode place) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsGenericType: false } named
            when IsOurs(named) => Naming.Of(named),
        _ => type.SpecialType switch
        {
            SpecialType.System_Void => "void",
            SpecialType.System_Boolean => "bool",
            SpecialType.System_SByte => "int8_t",
            SpecialType.System_Byte => "uint8_t",
            SpecialType.System_Int16 => "int16_t",
            SpecialType.System_Int32 => "int32_t",
            SpecialType.System_Int64 => "int64_t",
            SpecialType.System_Single => "float",
            SpecialType.System_Double => "double",
            _ => throw new TranslationException(place, $"type '{type.ToDisplayString()}' has no C type in the kernel subset"),
        },
    };

    /// <summary>The type of the elements of an array.</summary>
    public static string OfElements(IArrayTypeSymbol array, SyntaxNode place) => array.Rank == 1
        ? Of(array.ElementType, place)
        : throw new TranslationException(place, "arrays of several dimensions have no C type in the kernel subset");

    /// <summary>Whether the type is a structure of the kernels.</summary>
    public static bool IsStruct(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None };

    /// <summary>Whether the type is declared in the kernels themselves.</summary>
    public static bool IsOurs(ISymbol type) => type.DeclaringSyntaxReferences.Length > 0;

    /// <summary>Bits of an integer that C# computes with: 32 or 64.</summary>
    public static int Width(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int64 ? 64 : 32;

    /// <summary>Whether the type is single or double precision.</summary>
    public static bool IsFloatingPoint(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
