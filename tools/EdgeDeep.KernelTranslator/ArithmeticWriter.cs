using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// Writes operators so that they are defined in C and mean what they mean in C#. Sums, differences and products are plain:
/// kernels keep them in range, and say <c>unchecked(...)</c> where they want them to wrap, which becomes a helper.
/// </summary>
internal sealed class ArithmeticWriter(MethodContext context, ExpressionWriter expressions)
{
    /// <summary>A binary operator.</summary>
    public string Binary(BinaryExpressionSyntax binary)
    {
        SyntaxKind kind = binary.Kind();
        bool isSum = kind is SyntaxKind.AddExpression;
        if ((isSum || kind is SyntaxKind.SubtractExpression) && expressions.IsZero(binary.Right))
        {
            return expressions.Write(binary.Left);
        }

        if (isSum && expressions.IsZero(binary.Left))
        {
            return binary.Parent is BinaryExpressionSyntax ? expressions.Write(binary.Right) : expressions.WriteBare(binary.Right);
        }

        return Operation(kind, binary.OperatorToken.Text, binary.Left, binary.Right, binary);
    }

    /// <summary>An operator between two operands, also that of a compound assignment.</summary>
    public string Operation(SyntaxKind kind, string symbol, ExpressionSyntax left, ExpressionSyntax right, ExpressionSyntax whole)
    {
        ITypeSymbol type = context.Model.GetTypeInfo(left).ConvertedType ?? context.Model.GetTypeInfo(left).Type!;
        string? wrapping = kind switch
        {
            SyntaxKind.AddExpression => "wrap_add",
            SyntaxKind.SubtractExpression => "wrap_sub",
            SyntaxKind.MultiplyExpression => "wrap_mul",
            _ => null,
        };
        if (wrapping is not null && IsUnchecked(whole) && !CTypes.IsFloatingPoint(type))
        {
            return Helper(wrapping, type, left, right);
        }

        return kind switch
        {
            SyntaxKind.LeftShiftExpression => ShiftLeft(type, left, right, whole),
            SyntaxKind.RightShiftExpression when Constant(right) is null => Helper("shift_right", type, left, right),
            SyntaxKind.RightShiftExpression => $"{Operand(left, kind)} >> {ShiftCount(type, right)}",
            SyntaxKind.UnsignedRightShiftExpression or SyntaxKind.CoalesceExpression or SyntaxKind.AsExpression or SyntaxKind.IsExpression =>
                throw new TranslationException(whole, $"operator '{symbol}' is outside the kernel subset"),
            _ => $"{Operand(left, kind)} {symbol} {Operand(right, kind)}",
        };
    }

    /// <summary>A sign, a complement or a negation.</summary>
    public string Unary(PrefixUnaryExpressionSyntax unary)
    {
        // The literal of the smallest number does not exist in C.
        if (Constant(unary) is int.MinValue or long.MinValue)
        {
            return Literals.Of(Constant(unary)!, unary);
        }

        ITypeSymbol type = context.Model.GetTypeInfo(unary).Type!;
        string operand = ExpressionWriter.Operand(unary.Operand, expressions.Write(unary.Operand));
        return unary.Kind() switch
        {
            SyntaxKind.UnaryMinusExpression when IsUnchecked(unary) && !CTypes.IsFloatingPoint(type) =>
                $"{context.Use(Helpers.NameOf("wrap_sub", CTypes.Width(type)))}(0, {expressions.WriteBare(unary.Operand)})",
            SyntaxKind.UnaryMinusExpression when operand.StartsWith('-') => $"-({operand})",
            SyntaxKind.UnaryMinusExpression => "-" + operand,
            SyntaxKind.UnaryPlusExpression => operand,
            SyntaxKind.BitwiseNotExpression => "~" + operand,
            SyntaxKind.LogicalNotExpression => "!" + operand,
            _ => throw new TranslationException(unary, $"'{unary}' changes a variable inside an expression; write it as a statement"),
        };
    }

    private string ShiftLeft(ITypeSymbol type, ExpressionSyntax left, ExpressionSyntax right, ExpressionSyntax whole)
    {
        // Of a constant, C defines what stays positive.
        bool isPlain = Constant(left) is { } value && Convert.ToInt64(value, null) >= 0 && Constant(whole) is { } result
            && Convert.ToInt64(result, null) > 0;
        return isPlain ? $"{Operand(left, SyntaxKind.LeftShiftExpression)} << {ShiftCount(type, right)}" : Helper("shift_left", type, left, right);
    }

    private string ShiftCount(ITypeSymbol type, ExpressionSyntax count) =>
        Constant(count) is int value && value >= 0 && value < CTypes.Width(type)
            ? expressions.Write(count)
            : throw new TranslationException(count, $"shift by '{count}' is not below the {CTypes.Width(type)} bits of the value");

    private string Helper(string operation, ITypeSymbol type, ExpressionSyntax left, ExpressionSyntax right) =>
        $"{context.Use(Helpers.NameOf(operation, CTypes.Width(type)))}({expressions.WriteBare(left)}, {expressions.WriteBare(right)})";

    /// <summary>An operand, in parentheses where C programmers and compilers like to see them.</summary>
    private string Operand(ExpressionSyntax operand, SyntaxKind parent)
    {
        string text = expressions.Write(operand);
        bool mixes = operand is BinaryExpressionSyntax binary && Group(binary.Kind()) != Group(parent);
        return mixes && Group(parent) is not Precedence.Sum && (Group(parent) is not Precedence.Comparison || NeedsCare(operand)) ? $"({text})" : text;
    }

    private static bool NeedsCare(ExpressionSyntax operand) => Group(operand.Kind()) is Precedence.Shift or Precedence.Comparison;

    private object? Constant(ExpressionSyntax expression) =>
        context.Model.GetConstantValue(expression) is { HasValue: true, Value: { } value } ? value : null;

    private static bool IsUnchecked(ExpressionSyntax expression) => expression.AncestorsAndSelf()
        .TakeWhile(node => node is not StatementSyntax).Any(node => node.IsKind(SyntaxKind.UncheckedExpression));

    private enum Precedence
    {
        Other,
        Product,
        Sum,
        Shift,
        Comparison,
        And,
        Xor,
        Or,
        LogicalAnd,
        LogicalOr,
    }

    private static Precedence Group(SyntaxKind kind) => kind switch
    {
        SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression => Precedence.Product,
        SyntaxKind.AddExpression or SyntaxKind.SubtractExpression => Precedence.Sum,
        SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression => Precedence.Shift,
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => Precedence.Comparison,
        SyntaxKind.BitwiseAndExpression => Precedence.And,
        SyntaxKind.ExclusiveOrExpression => Precedence.Xor,
        SyntaxKind.BitwiseOrExpression => Precedence.Or,
        SyntaxKind.LogicalAndExpression => Precedence.LogicalAnd,
        SyntaxKind.LogicalOrExpression => Precedence.LogicalOr,
        _ => Precedence.Other,
    };
}
