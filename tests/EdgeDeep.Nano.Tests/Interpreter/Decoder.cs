using System.Buffers.Binary;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>Brings the code of a method to the interpreter's instructions.</summary>
internal static class Decoder
{
    // Opcodes whose name differs from that of the instruction only by a short or implicit operand are found by name.
    private static readonly Dictionary<string, ILOp> ByName = Enum.GetValues<ILOp>().ToDictionary(op => op.ToString().ToUpperInvariant());

    /// <summary>Fills in a method's code and locals.</summary>
    public static void Decode(NanoProgram program, MethodDefinitionHandle handle, NanoMethod method)
    {
        MethodBodyBlock body = program.BodyOf(handle);
        if (body.ExceptionRegions.Length > 0)
        {
            throw new InvalidOperationException($"{method.Type}.{method.Name} handles exceptions, which the tests' interpreter does not");
        }

        method.Locals = body.LocalSignature.IsNil ? [] :
            [.. program.Metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Kinds.Instance, null).Select(program.ZeroOf)];
        ReadOnlySpan<byte> code = body.GetILBytes();
        List<Instruction> instructions = [];
        Dictionary<int, int> indices = [];
        int at = 0;
        while (at < code.Length)
        {
            indices[at] = instructions.Count;
            OpCode op = ILOps.Read(code, ref at);
            instructions.Add(DecodeOne(program, code, op, ref at));
        }

        // Branches were decoded to offsets.
        method.Code = [.. instructions.Select(instruction => instruction.Op switch
        {
            >= ILOp.Br and <= ILOp.BltUn => instruction with { Operand = indices[instruction.Operand] },
            ILOp.Switch => instruction with { Item = ((int[])instruction.Item!).Select(target => indices[target]).ToArray() },
            _ => instruction,
        })];
    }

    private static Instruction DecodeOne(NanoProgram program, ReadOnlySpan<byte> code, OpCode op, ref int at)
    {
        ReadOnlySpan<byte> operand = code[at..];
        at += ILOps.OperandBytes(op.OperandType);
        int value = op.OperandType switch
        {
            OperandType.ShortInlineI or OperandType.ShortInlineBrTarget => (sbyte)operand[0],
            OperandType.ShortInlineVar => operand[0],
            OperandType.InlineVar => BinaryPrimitives.ReadUInt16LittleEndian(operand),
            OperandType.InlineNone or OperandType.InlineI8 or OperandType.InlineR => 0,
            _ => BinaryPrimitives.ReadInt32LittleEndian(operand),
        };
        switch (op.OperandType)
        {
            case OperandType.InlineNone:
                return Implicit(op.Name!);
            case OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget:
                return new Instruction(Named(op.Name!), at + value);
            case OperandType.InlineSwitch:
                int[] targets = new int[value];
                for (int i = 0; i < value; i++)
                {
                    targets[i] = at + (4 * value) + BinaryPrimitives.ReadInt32LittleEndian(code[(at + (4 * i))..]);
                }

                at += 4 * value;
                return new Instruction(ILOp.Switch, 0, 0, targets);
            case OperandType.InlineI8:
                return new Instruction(ILOp.LdcI8, 0, BinaryPrimitives.ReadInt64LittleEndian(operand));
            case OperandType.ShortInlineR:
                return new Instruction(ILOp.LdcR4, 0, value);
            case OperandType.InlineR:
                return new Instruction(ILOp.LdcR8, 0, BinaryPrimitives.ReadInt64LittleEndian(operand));
            case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString:
                return new Instruction(Named(op.Name!), 0, 0, Resolve(program, op, value));
            default:
                return new Instruction(Named(op.Name!), value);
        }
    }

    private static object? Resolve(NanoProgram program, OpCode op, int token)
    {
        if (op.OperandType == OperandType.InlineString)
        {
            return program.Metadata.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF));
        }

        EntityHandle handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.MethodDefinition => program.MethodOf(handle),
            HandleKind.MemberReference => program.MethodOf(handle),
            HandleKind.FieldDefinition when op == OpCodes.Ldtoken => handle,
            HandleKind.FieldDefinition => program.FieldOf(handle),
            HandleKind.TypeDefinition or HandleKind.TypeReference => program.Find(handle) ?? (object)program.NameOf(handle),
            HandleKind.TypeSpecification when op == OpCodes.Castclass => "array",
            _ => throw new InvalidOperationException($"{op.Name} with a {handle.Kind} does not run on nanoFramework"),
        };
    }

    private static Instruction Implicit(string name)
    {
        string[] parts = name.Split('.');
        return parts[0] switch
        {
            "ldarg" or "ldloc" or "stloc" => new Instruction(Named(parts[0]), parts[1][0] - '0'),
            "ldc" => new Instruction(ILOp.LdcI4, parts[2] == "m1" ? -1 : parts[2][0] - '0'),
            "ldelem" or "stelem" or "ldind" or "stind" => new Instruction(Named(parts[0]), 0, 0, parts[1]),
            _ => new Instruction(Named(name), 0),
        };
    }

    private static ILOp Named(string name)
    {
        string[] parts = name.Split('.');
        string key = string.Concat(parts.Where(part => part != "s")).ToUpperInvariant();
        return ByName.TryGetValue(key, out ILOp op) ? op : throw new InvalidOperationException($"opcode {name} is not among those of the tests' interpreter");
    }
}
