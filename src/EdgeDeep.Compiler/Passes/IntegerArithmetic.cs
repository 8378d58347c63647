using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Elementwise arithmetic on integers that are known while compiling; like the kernels', it wraps.</summary>
internal static class IntegerArithmetic
{
    /// <summary>The result for two elements; null where it divides by zero.</summary>
    public static long? Apply(BinaryKind kind, long a, long b) => kind switch
    {
        BinaryKind.Add => unchecked(a + b),
        BinaryKind.Sub => unchecked(a - b),
        BinaryKind.Mul => unchecked(a * b),
        BinaryKind.Maximum => Math.Max(a, b),
        BinaryKind.Minimum => Math.Min(a, b),
        BinaryKind.SquaredDifference => unchecked((a - b) * (a - b)),
        BinaryKind.Pow => (long)Math.Pow(a, b),
        BinaryKind.Div or BinaryKind.FloorDiv or BinaryKind.FloorMod or BinaryKind.Mod => Divide(kind, a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no arithmetic operator"),
    };

    private static long? Divide(BinaryKind kind, long a, long b)
    {
        if (b == 0)
        {
            return null;
        }

        if (b == -1)
        {
            // The hardware traps where the quotient of the smallest number does not fit.
            return kind is BinaryKind.Div or BinaryKind.FloorDiv ? unchecked(-a) : 0;
        }

        long quotient = a / b, rest = a % b;
        bool down = rest != 0 && (rest < 0) != (b < 0);
        return kind switch
        {
            BinaryKind.Div => quotient,
            BinaryKind.FloorDiv => down ? quotient - 1 : quotient,
            BinaryKind.FloorMod => down ? rest + b : rest,
            _ => rest,
        };
    }
}
