namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>Operators on numbers of one kind.</summary>
internal static class Arithmetic
{
    public static Value Binary(ILOp op, in Value a, in Value b)
    {
        if (op is ILOp.Shl or ILOp.Shr)
        {
            return a.Tag == Tag.I4
                ? Value.Of(op == ILOp.Shl ? a.Int << b.Int : a.Int >> b.Int)
                : Value.Of(op == ILOp.Shl ? a.Bits << b.Int : a.Bits >> b.Int);
        }

        return a.Tag == b.Tag ? a.Tag switch
        {
            Tag.I4 => Value.Of(Int(op, a.Int, b.Int)),
            Tag.I8 => Value.Of(Long(op, a.Bits, b.Bits)),
            Tag.R4 => Value.Of(Single(op, a.Single, b.Single)),
            Tag.R8 => Value.Of(Double(op, a.Double, b.Double)),
            _ => throw Mixed(op, a, b),
        } : throw Mixed(op, a, b);
    }

    public static Value Unary(ILOp op, in Value a) => (op, a.Tag) switch
    {
        (ILOp.Neg, Tag.I4) => Value.Of(-a.Int),
        (ILOp.Neg, Tag.I8) => Value.Of(-a.Bits),
        (ILOp.Neg, Tag.R4) => Value.Of(-a.Single),
        (ILOp.Not, Tag.I4) => Value.Of(~a.Int),
        (ILOp.Not, Tag.I8) => Value.Of(~a.Bits),
        _ => throw Mixed(op, a, a),
    };

    /// <summary>Whether a branch that compares is taken.</summary>
    public static bool Compare(ILOp op, in Value a, in Value b) => op switch
    {
        ILOp.Beq => Test(ILOp.Ceq, a, b),
        ILOp.BneUn => !Test(ILOp.Ceq, a, b),
        ILOp.Blt => Test(ILOp.Clt, a, b),
        ILOp.Bgt => Test(ILOp.Cgt, a, b),
        ILOp.Bge => !Test(IsFloat(a) ? ILOp.CltUn : ILOp.Clt, a, b),
        ILOp.Ble => !Test(IsFloat(a) ? ILOp.CgtUn : ILOp.Cgt, a, b),
        ILOp.BltUn => Test(ILOp.CltUn, a, b),
        ILOp.BgtUn => Test(ILOp.CgtUn, a, b),
        ILOp.BgeUn => !Test(IsFloat(a) ? ILOp.Clt : ILOp.CltUn, a, b),
        _ => !Test(IsFloat(a) ? ILOp.Cgt : ILOp.CgtUn, a, b),
    };

    public static bool Test(ILOp op, in Value a, in Value b)
    {
        if (a.Tag == Tag.Object || b.Tag == Tag.Object)
        {
            // Comparisons with null.
            return op == ILOp.Ceq ? ReferenceEquals(a.Object, b.Object) : op == ILOp.CgtUn && a.Object is not null && b.Object is null;
        }

        if (a.Tag != b.Tag)
        {
            throw Mixed(op, a, b);
        }

        if (IsFloat(a))
        {
            double x = a.Tag == Tag.R4 ? a.Single : a.Double, y = b.Tag == Tag.R4 ? b.Single : b.Double;
            bool isUnordered = double.IsNaN(x) || double.IsNaN(y);
            return op switch
            {
                ILOp.Ceq => x == y,
                ILOp.Clt => x < y,
                ILOp.Cgt => x > y,
                ILOp.CltUn => isUnordered || x < y,
                _ => isUnordered || x > y,
            };
        }

        return op switch
        {
            ILOp.Ceq => a.Bits == b.Bits,
            ILOp.Clt => a.Bits < b.Bits,
            ILOp.Cgt => a.Bits > b.Bits,

            // Both are sign-extended, which keeps the unsigned order.
            ILOp.CltUn => (ulong)a.Bits < (ulong)b.Bits,
            _ => (ulong)a.Bits > (ulong)b.Bits,
        };
    }

    public static Value Convert(ILOp op, in Value a)
    {
        if (op is ILOp.ConvR4 or ILOp.ConvR8)
        {
            double real = a.Tag switch { Tag.R4 => a.Single, Tag.R8 => a.Double, _ => a.Bits };
            return op == ILOp.ConvR8 ? Value.Of(real) : Value.Of(a.Tag is Tag.I4 or Tag.I8 ? (float)a.Bits : (float)real);
        }

        // Out of range, nanoFramework gives 0.
        long whole = a.Tag switch
        {
            Tag.R4 or Tag.R8 => Truncate(a.Tag == Tag.R4 ? a.Single : a.Double, op == ILOp.ConvI8 ? long.MaxValue : int.MaxValue),
            _ => a.Bits,
        };
        return op switch
        {
            ILOp.ConvI1 => Value.Of((int)(sbyte)whole),
            ILOp.ConvU1 => Value.Of((int)(byte)whole),
            ILOp.ConvI2 => Value.Of((int)(short)whole),
            ILOp.ConvU2 => Value.Of((int)(ushort)whole),
            ILOp.ConvI4 => Value.Of((int)whole),
            _ => Value.Of(whole),
        };
    }

    private static long Truncate(double value, double limit) => Math.Abs(value) <= limit ? (long)value : 0;

    private static bool IsFloat(in Value value) => value.Tag is Tag.R4 or Tag.R8;

    private static int Int(ILOp op, int a, int b) => op switch
    {
        ILOp.Add => a + b,
        ILOp.Sub => a - b,
        ILOp.Mul => a * b,
        ILOp.Div => a / NotZero(a == int.MinValue, b),
        ILOp.Rem => a % NotZero(a == int.MinValue, b),
        ILOp.And => a & b,
        ILOp.Or => a | b,
        _ => a ^ b,
    };

    private static long Long(ILOp op, long a, long b) => op switch
    {
        ILOp.Add => a + b,
        ILOp.Sub => a - b,
        ILOp.Mul => a * b,
        ILOp.Div => a / (b == 0 ? throw new NanoException("System.DivideByZeroException", "long") : b),
        ILOp.Rem => a % (b == 0 ? throw new NanoException("System.DivideByZeroException", "long") : b),
        ILOp.And => a & b,
        ILOp.Or => a | b,
        _ => a ^ b,
    };

    private static float Single(ILOp op, float a, float b) => op switch
    {
        ILOp.Add => a + b,
        ILOp.Sub => a - b,
        ILOp.Mul => a * b,
        ILOp.Div => b == 0f ? throw new NanoException("System.DivideByZeroException", "float") : a / b,
        _ => throw new InvalidOperationException($"{op} of floats"),
    };

    private static double Double(ILOp op, double a, double b) => op switch
    {
        ILOp.Add => a + b,
        ILOp.Sub => a - b,
        ILOp.Mul => a * b,
        ILOp.Div => b == 0 ? throw new NanoException("System.DivideByZeroException", "double") : a / b,
        _ => throw new InvalidOperationException($"{op} of doubles"),
    };

    private static int NotZero(bool isMinimum, int divisor) => divisor switch
    {
        0 => throw new NanoException("System.DivideByZeroException", "int"),
        -1 when isMinimum => throw new InvalidOperationException("int.MinValue / -1 stops a device"),
        _ => divisor,
    };

    private static InvalidOperationException Mixed(ILOp op, in Value a, in Value b) => new($"{op} of {a.Tag} and {b.Tag}");
}
