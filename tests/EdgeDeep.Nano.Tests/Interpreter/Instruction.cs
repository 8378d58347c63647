using System.Reflection.Emit;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>An instruction with its operand resolved.</summary>
/// <param name="Op">The value of the opcode.</param>
/// <param name="Operand">A small number: an index, a constant, or the index of the instruction that a branch goes to.</param>
/// <param name="Wide">A 64-bit constant, or the bits of a floating-point one.</param>
/// <param name="Item">A method, field, type, string or table of branch targets.</param>
internal readonly record struct Instruction(ILOp Op, int Operand, long Wide = 0, object? Item = null);

/// <summary>The opcodes of the interpreter; forms with short or implicit operands are brought to the long ones.</summary>
internal enum ILOp
{
    Nop, Ldarg, Ldarga, Starg, Ldloc, Ldloca, Stloc, LdcI4, LdcI8, LdcR4, LdcR8, Ldnull, Ldstr, Dup, Pop, Ret,
    Br, Brfalse, Brtrue, Beq, Bge, Bgt, Ble, Blt, BneUn, BgeUn, BgtUn, BleUn, BltUn, Switch,
    Add, Sub, Mul, Div, Rem, And, Or, Xor, Shl, Shr, Neg, Not, Ceq, Cgt, CgtUn, Clt, CltUn,
    ConvI1, ConvU1, ConvI2, ConvU2, ConvI4, ConvI8, ConvR4, ConvR8,
    Call, Callvirt, Newobj, Newarr, Ldlen, Ldelem, Stelem, Ldfld, Stfld, Ldsfld, Stsfld, Ldflda,
    Ldelema, Ldind, Stind, Ldobj, Stobj, Initobj, Ldtoken, Box, Castclass, Throw,
}

/// <summary>The opcodes of .NET by value, with the kind of operand that follows each.</summary>
internal static class ILOps
{
    private static readonly Dictionary<short, OpCode> ByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The opcode at an offset of a method's code; the offset goes past it.</summary>
    public static OpCode Read(ReadOnlySpan<byte> code, ref int at)
    {
        short value = code[at++];
        return ByValue[value == 0xFE ? (short)((0xFE << 8) | code[at++]) : value];
    }

    /// <summary>Bytes of an operand without the targets of a switch.</summary>
    public static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
