using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>A compiled assembly as the interpreter sees it: types, fields and methods with their names resolved.</summary>
internal sealed class NanoProgram : IDisposable
{
    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<TypeDefinitionHandle, NanoType> _types = [];
    private readonly Dictionary<MethodDefinitionHandle, NanoMethod> _methods = [];
    private readonly Dictionary<FieldDefinitionHandle, NanoField> _fields = [];
    private readonly Dictionary<string, NanoType> _byName = [];

    public NanoProgram(byte[] assembly)
    {
        _image = new PEReader(ImmutableArray.Create(assembly));
        _metadata = _image.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeOf(handle);
        }

        StaticFields = [.. _metadata.FieldDefinitions.Select(handle => ZeroOf(_metadata.GetFieldDefinition(handle).DecodeSignature(Kinds.Instance, null)))];
    }

    /// <summary>Metadata for decoding.</summary>
    public MetadataReader Metadata => _metadata;

    /// <summary>All static fields.</summary>
    public Value[] StaticFields { get; }

    /// <summary>A type by its full name.</summary>
    public NanoType this[string name] => _byName[name];

    /// <summary>The body of a method.</summary>
    public MethodBodyBlock BodyOf(MethodDefinitionHandle method) =>
        _image.GetMethodBody(_metadata.GetMethodDefinition(method).RelativeVirtualAddress);

    /// <summary>The bytes behind a field of initial data.</summary>
    public byte[] DataOf(FieldDefinitionHandle field, int bytes) =>
        _image.GetSectionData(_metadata.GetFieldDefinition(field).GetRelativeVirtualAddress()).GetContent(0, bytes).ToArray();

    /// <summary>A method of the program or of a library.</summary>
    public NanoMethod MethodOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            return MethodOf((MethodDefinitionHandle)handle);
        }

        MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
        MethodSignature<Kind> signature = member.DecodeMethodSignature(Kinds.Instance, null);
        string type = NameOf(member.Parent);
        return _byName.TryGetValue(type, out NanoType? own)
            ? own.Find(KeyOf(_metadata.GetString(member.Name), signature))
            : Method(type, _metadata.GetString(member.Name), signature, null);
    }

    /// <summary>A field of the program.</summary>
    public NanoField FieldOf(EntityHandle handle) => _fields[(FieldDefinitionHandle)handle];

    /// <summary>A type of the program, or null for one of a library.</summary>
    public NanoType? Find(EntityHandle handle) => handle.Kind == HandleKind.TypeDefinition ? TypeOf((TypeDefinitionHandle)handle) : null;

    /// <summary>Full name of a type.</summary>
    public string NameOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeReference)
        {
            TypeReference reference = _metadata.GetTypeReference((TypeReferenceHandle)handle);
            return $"{_metadata.GetString(reference.Namespace)}.{_metadata.GetString(reference.Name)}";
        }

        TypeDefinition definition = _metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
        return $"{_metadata.GetString(definition.Namespace)}.{_metadata.GetString(definition.Name)}";
    }

    /// <summary>The zero of a kind.</summary>
    public Value ZeroOf(Kind kind) => kind.Structure is { } handle && TypeOf(handle) is { IsStructure: true } type
        ? Value.Of(new Structure(type))
        : new Value { Tag = kind.Tag };

    public void Dispose() => _image.Dispose();

    private NanoType TypeOf(TypeDefinitionHandle handle)
    {
        if (_types.TryGetValue(handle, out NanoType? known))
        {
            return known;
        }

        TypeDefinition definition = _metadata.GetTypeDefinition(handle);
        string baseName = definition.BaseType.IsNil ? string.Empty : NameOf(definition.BaseType);
        NanoType type = new(NameOf(handle), baseName is "System.ValueType" or "System.Enum", definition.BaseType.IsNil ? null : Find(definition.BaseType));
        _types[handle] = type;
        _byName[type.Name] = type;
        List<Value> fields = [.. type.Base?.InitialFields ?? []];
        foreach (FieldDefinitionHandle field in definition.GetFields())
        {
            FieldDefinition declared = _metadata.GetFieldDefinition(field);
            bool isStatic = declared.Attributes.HasFlag(FieldAttributes.Static);
            _fields[field] = new NanoField(_metadata.GetString(declared.Name), isStatic ? MetadataTokens.GetRowNumber(field) - 1 : fields.Count);
            if (!isStatic)
            {
                fields.Add(ZeroOf(declared.DecodeSignature(Kinds.Instance, null)));
            }
        }

        type.InitialFields = [.. fields];
        foreach (MethodDefinitionHandle method in definition.GetMethods())
        {
            NanoMethod declared = MethodOf(method);
            type.Methods[declared.Key] = declared;
        }

        return type;
    }

    private NanoMethod MethodOf(MethodDefinitionHandle handle)
    {
        if (!_methods.TryGetValue(handle, out NanoMethod? method))
        {
            MethodDefinition definition = _metadata.GetMethodDefinition(handle);
            method = Method(
                NameOf(definition.GetDeclaringType()), _metadata.GetString(definition.Name), definition.DecodeSignature(Kinds.Instance, null),
                definition.RelativeVirtualAddress == 0 ? null : called => Decoder.Decode(this, handle, called));
            _methods[handle] = method;
        }

        return method;
    }

    private static NanoMethod Method(string type, string name, MethodSignature<Kind> signature, Action<NanoMethod>? decode) => new(
        type, name, KeyOf(name, signature), signature.ParameterTypes.Length + (signature.Header.IsInstance ? 1 : 0), signature.ReturnType.Name != "void")
    {
        Decode = decode,
    };

    private static string KeyOf(string name, MethodSignature<Kind> signature) =>
        $"{name}({string.Join(',', signature.ParameterTypes.Select(kind => kind.Name))})";
}
