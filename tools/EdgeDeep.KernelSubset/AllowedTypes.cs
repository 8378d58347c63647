using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelSubset;

/// <summary>The types kernels may use.</summary>
internal static class AllowedTypes
{
    /// <summary>Whether values of the type may be stored and passed; floating point counts as allowed here.</summary>
    public static bool Contains(ITypeSymbol type, IAssemblySymbol kernels) => type switch
    {
        IArrayTypeSymbol array => array.Rank == 1 && IsScalar(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } named when !IsScalar(type) && type.SpecialType == SpecialType.None =>
            !named.IsGenericType && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, kernels),
        INamedTypeSymbol { TypeKind: TypeKind.Class } named =>
            named.IsStatic && !named.IsGenericType
            && (SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, kernels) || IsMath(named)),
        _ => IsScalar(type) || type.SpecialType == SpecialType.System_Void,
    };

    /// <summary>Whether the type is single or double precision, or an array of it.</summary>
    public static bool IsFloatingPoint(ITypeSymbol type) =>
        (type is IArrayTypeSymbol array ? array.ElementType : type).SpecialType
            is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Whether the type is a number or a truth value.</summary>
    public static bool IsScalar(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
        or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean
        or SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Whether the type is System.Math, which float kernels may call.</summary>
    public static bool IsMath(ITypeSymbol type) => type.ToDisplayString() == "System.Math";
}
