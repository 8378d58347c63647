using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>A type in a signature.</summary>
/// <param name="Name">A name for comparing signatures.</param>
/// <param name="Tag">What a value of it is on the stack.</param>
/// <param name="Structure">The type definition where it may be a structure of the program.</param>
internal readonly record struct Kind(string Name, Tag Tag, TypeDefinitionHandle? Structure = null);

/// <summary>Decodes signatures; whatever nanoFramework does not have is an error.</summary>
internal sealed class Kinds : ISignatureTypeProvider<Kind, object?>
{
    public static readonly Kinds Instance = new();

    public Kind GetArrayType(Kind elementType, ArrayShape shape) => throw Unsupported("an array of several dimensions");

    public Kind GetByReferenceType(Kind elementType) => new($"{elementType.Name}&", Tag.Object);

    public Kind GetFunctionPointerType(MethodSignature<Kind> signature) => throw Unsupported("a function pointer");

    public Kind GetGenericInstantiation(Kind genericType, ImmutableArray<Kind> typeArguments) => throw Unsupported("a generic type");

    public Kind GetGenericMethodParameter(object? genericContext, int index) => throw Unsupported("a generic method");

    public Kind GetGenericTypeParameter(object? genericContext, int index) => throw Unsupported("a generic type");

    public Kind GetModifiedType(Kind modifier, Kind unmodifiedType, bool isRequired) => unmodifiedType;

    public Kind GetPinnedType(Kind elementType) => throw Unsupported("a pinned local");

    public Kind GetPointerType(Kind elementType) => throw Unsupported("a pointer");

    public Kind GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Void => new("void", Tag.Object),
        PrimitiveTypeCode.Int64 => new("long", Tag.I8),
        PrimitiveTypeCode.Single => new("float", Tag.R4),
        PrimitiveTypeCode.Double => new("double", Tag.R8),
        PrimitiveTypeCode.String or PrimitiveTypeCode.Object => new(typeCode.ToString(), Tag.Object),
        PrimitiveTypeCode.UInt32 or PrimitiveTypeCode.UInt64 => throw Unsupported("an unsigned integer"),
        _ => new(typeCode.ToString(), Tag.I4),
    };

    public Kind GetSZArrayType(Kind elementType) => new($"{elementType.Name}[]", Tag.Object);

    public Kind GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        TypeDefinition definition = reader.GetTypeDefinition(handle);
        return new(reader.GetString(definition.Name), Tag.Object, handle);
    }

    public Kind GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        new(reader.GetString(reader.GetTypeReference(handle).Name), Tag.Object);

    public Kind GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        throw Unsupported("a constructed type");

    private static InvalidOperationException Unsupported(string what) => new($"nanoFramework does not have {what}");
}
