using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// An array and the index of its first element, <c>x</c> and <c>xAt</c>, are one pointer in C, and indices count from it.
/// That is the same code only while indices are added to, compared and used; this class refuses everything else.
/// </summary>
internal sealed class OffsetFlow
{
    private readonly SemanticModel _model;
    private readonly HashSet<ISymbol> _indices;

    private OffsetFlow(SemanticModel model, IMethodSymbol method)
    {
        _model = model;
        _indices = new(method.Parameters.Where(IsOffset), SymbolEqualityComparer.Default);
    }

    /// <summary>Whether the parameter is the index of the first element of the array before it.</summary>
    public static bool IsOffset(IParameterSymbol parameter)
    {
        IMethodSymbol method = (IMethodSymbol)parameter.ContainingSymbol;
        return parameter is { Ordinal: > 0, RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int32 }
            && method.Parameters[parameter.Ordinal - 1] is { Type: IArrayTypeSymbol } array
            && parameter.Name == array.Name + "At";
    }

    /// <summary>Refuses a method that uses the place of its arrays for anything but finding elements.</summary>
    public static void Check(SemanticModel model, IMethodSymbol method, SyntaxNode code)
    {
        OffsetFlow flow = new(model, method);
        while (flow.Spread(code))
        {
        }

        foreach (ExpressionSyntax expression in code.DescendantNodes().OfType<ExpressionSyntax>())
        {
            flow.Check(expression);
        }
    }

    /// <summary>Variables that are set from an index are indices too.</summary>
    private bool Spread(SyntaxNode code)
    {
        bool changed = false;
        foreach (SyntaxNode node in code.DescendantNodes())
        {
            ISymbol? target = node switch
            {
                VariableDeclaratorSyntax { Initializer: { } value } local when IsIndex(value.Value) => _model.GetDeclaredSymbol(local),
                AssignmentExpressionSyntax assignment when IsIndex(assignment.Right) => Variable(assignment.Left),
                _ => null,
            };
            changed |= target is not null && _indices.Add(target);
        }

        return changed;
    }

    private ISymbol? Variable(ExpressionSyntax target) => _model.GetSymbolInfo(target).Symbol;

    private bool IsIndex(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => IsIndex(inner.Expression),
        ConditionalExpressionSyntax choice => IsIndex(choice.WhenTrue) || IsIndex(choice.WhenFalse),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => IsIndex(sum.Left) || IsIndex(sum.Right),
        BinaryExpressionSyntax difference when difference.IsKind(SyntaxKind.SubtractExpression) => IsIndex(difference.Left) && !IsIndex(difference.Right),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => Variable(expression) is { } symbol && _indices.Contains(symbol),
        _ => false,
    };

    private void Check(ExpressionSyntax expression)
    {
        ExpressionSyntax? misuse = expression switch
        {
            BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.AddExpression =>
                IsIndex(binary.Left) && IsIndex(binary.Right) ? binary : null,
            BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.SubtractExpression =>
                IsIndex(binary.Right) && !IsIndex(binary.Left) ? binary : null,
            BinaryExpressionSyntax binary when !IsComparison(binary) => First(binary.Left, binary.Right),
            PrefixUnaryExpressionSyntax unary when !IsStep(unary) => First(unary.Operand),
            CastExpressionSyntax cast => First(cast.Expression),
            AssignmentExpressionSyntax assignment => Misused(assignment),
            _ => null,
        };
        misuse ??= expression.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax ? First(expression) : null;
        if (misuse is not null)
        {
            throw new TranslationException(
                misuse, $"'{misuse}' depends on where an array starts, which is a pointer in C: only add to it, compare it and index with it");
        }
    }

    private ExpressionSyntax? Misused(AssignmentExpressionSyntax assignment) => assignment switch
    {
        { Left: ElementAccessExpressionSyntax } => First(assignment.Right),
        _ when assignment.Kind() is SyntaxKind.SimpleAssignmentExpression or SyntaxKind.AddAssignmentExpression =>
            IsIndex(assignment.Right) && OutlivesTheMethod(assignment.Left) ? assignment : null,
        _ => First(assignment.Right),
    };

    /// <summary>A field of a structure that the caller owns would carry the index out.</summary>
    private bool OutlivesTheMethod(ExpressionSyntax target) =>
        (target is MemberAccessExpressionSyntax field ? Variable(field.Expression) : Variable(target))
            is IParameterSymbol { RefKind: RefKind.Ref };

    private ExpressionSyntax? First(params ReadOnlySpan<ExpressionSyntax> operands)
    {
        foreach (ExpressionSyntax operand in operands)
        {
            if (IsIndex(operand))
            {
                return operand;
            }
        }

        return null;
    }

    private static bool IsComparison(BinaryExpressionSyntax binary) => binary.Kind()
        is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
        or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;

    private static bool IsStep(PrefixUnaryExpressionSyntax unary) =>
        unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression;
}
