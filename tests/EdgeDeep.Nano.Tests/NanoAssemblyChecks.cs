using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using EdgeDeep.Nano.Tests.Interpreter;

namespace EdgeDeep.Nano.Tests;

/// <summary>Finds in a compiled assembly what compiles for nanoFramework 1.x but fails on the device.</summary>
internal static class NanoAssemblyChecks
{
    /// <summary>All initial data of arrays must stay below 64 KB together; some room is left for the application's own.</summary>
    private const int MaxInitialData = 60 * 1024;

    private static readonly HashSet<string> Unsupported =
        ["localloc", "calli", "cpblk", "initblk", "jmp", "ckfinite", "readonly.", "tail.", "volatile.", "unaligned.", "arglist", "mkrefany", "refanyval", "refanytype"];

    private static readonly HashSet<string> Unsigned =
        ["conv.u4", "conv.u8", "conv.u", "conv.r.un", "div.un", "rem.un", "shr.un", "ldelem.u4", "ldind.u4"];

    /// <summary>One sentence for every finding.</summary>
    public static IReadOnlyList<string> Find(byte[] assembly)
    {
        using PEReader image = new(ImmutableArray.Create(assembly));
        MetadataReader metadata = image.GetMetadataReader();
        List<string> found = [];
        if (metadata.GetTableRowCount(TableIndex.GenericParam) > 0)
        {
            found.Add("a type or method is generic");
        }

        if (metadata.GetTableRowCount(TableIndex.MethodSpec) > 0)
        {
            found.Add("a generic method is called");
        }

        SignatureProblems signatures = new();
        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            found.AddRange(metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).DecodeSignature(signatures, null).Select(problem => $"a type is {problem}"));
        }

        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            Type(image, metadata, metadata.GetTypeDefinition(handle), signatures, found);
        }

        int data = metadata.FieldDefinitions.Select(metadata.GetFieldDefinition).Sum(field => InitialData(metadata, field));
        if (data > MaxInitialData)
        {
            found.Add($"array initialisers take {data} bytes");
        }

        return [.. found.Distinct()];
    }

    private static void Type(PEReader image, MetadataReader metadata, TypeDefinition type, SignatureProblems signatures, List<string> found)
    {
        string name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        bool isKernel = name.StartsWith("EdgeDeep.Kernels.", StringComparison.Ordinal) || name.StartsWith("EdgeDeep.Nano.", StringComparison.Ordinal);
        IEnumerable<string> Relevant(IEnumerable<string> problems) => problems.Where(problem => isKernel || problem != SignatureProblems.Unsigned);
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            found.AddRange(Relevant(field.DecodeSignature(signatures, null)).Select(problem => $"field {name}.{metadata.GetString(field.Name)} is {problem}"));
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            string full = $"{name}.{metadata.GetString(method.Name)}";
            MethodSignature<string[]> signature = method.DecodeSignature(signatures, null);
            found.AddRange(Relevant(signature.ParameterTypes.Append(signature.ReturnType).SelectMany(problems => problems)).Select(problem => $"a parameter of {full} is {problem}"));
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            if (type.Attributes.HasFlag(TypeAttributes.Interface))
            {
                found.Add($"interface method {full} has a body");
            }

            MethodBodyBlock body = image.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
            {
                IEnumerable<string> problems = metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(signatures, null).SelectMany(problems => problems);
                found.AddRange(Relevant(problems).Select(problem => $"a local of {full} is {problem}"));
            }

            Code(full, body.GetILBytes()!, isKernel, found);
        }
    }

    private static void Code(string method, ReadOnlySpan<byte> code, bool isKernel, List<string> found)
    {
        int at = 0;
        while (at < code.Length)
        {
            OpCode op = ILOps.Read(code, ref at);
            int operand = ILOps.OperandBytes(op.OperandType);
            at += op.OperandType == OperandType.InlineSwitch ? operand + (4 * BitConverter.ToInt32(code[at..])) : operand;
            if (Unsupported.Contains(op.Name!))
            {
                found.Add($"{method} uses {op.Name}");
            }

            if (isKernel && Unsigned.Contains(op.Name!))
            {
                found.Add($"{method} computes with unsigned integers ({op.Name})");
            }
        }
    }

    private static int InitialData(MetadataReader metadata, FieldDefinition field)
    {
        if (!field.Attributes.HasFlag(FieldAttributes.HasFieldRVA))
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        SignatureTypeCode code = signature.ReadSignatureTypeCode();
        if (code != SignatureTypeCode.TypeHandle)
        {
            // Data of a size that a number has is stored as that number.
            return code is SignatureTypeCode.Int64 ? 8 : code is SignatureTypeCode.Int32 ? 4 : code is SignatureTypeCode.Int16 ? 2 : 1;
        }

        return metadata.GetTypeDefinition((TypeDefinitionHandle)signature.ReadTypeHandle()).GetLayout().Size;
    }

    /// <summary>What is wrong with the types of a signature.</summary>
    private sealed class SignatureProblems : ISignatureTypeProvider<string[], object?>
    {
        public const string Unsigned = "an unsigned integer of 32 or 64 bits";

        public string[] GetArrayType(string[] elementType, ArrayShape shape) => [.. elementType, "an array of several dimensions"];

        public string[] GetByReferenceType(string[] elementType) => elementType;

        public string[] GetFunctionPointerType(MethodSignature<string[]> signature) => ["a function pointer"];

        public string[] GetGenericInstantiation(string[] genericType, ImmutableArray<string[]> typeArguments) => ["a generic type"];

        public string[] GetGenericMethodParameter(object? genericContext, int index) => ["a type parameter"];

        public string[] GetGenericTypeParameter(object? genericContext, int index) => ["a type parameter"];

        public string[] GetModifiedType(string[] modifier, string[] unmodifiedType, bool isRequired) => unmodifiedType;

        public string[] GetPinnedType(string[] elementType) => [.. elementType, "pinned"];

        public string[] GetPointerType(string[] elementType) => ["a pointer"];

        public string[] GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode is PrimitiveTypeCode.UInt32 or PrimitiveTypeCode.UInt64 ? [Unsigned] : [];

        public string[] GetSZArrayType(string[] elementType) => elementType;

        public string[] GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [];

        public string[] GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

        public string[] GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
