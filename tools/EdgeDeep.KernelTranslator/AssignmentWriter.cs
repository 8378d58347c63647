using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes declarations of variables and expressions that are statements: assignments, steps and calls.</summary>
internal sealed class AssignmentWriter(MethodContext context)
{
    private readonly ExpressionWriter _expressions = new(context);
    private readonly ArithmeticWriter _arithmetic = new(context, new ExpressionWriter(context));

    /// <summary>Declares variables of one type.</summary>
    public string Declaration(VariableDeclarationSyntax declaration, bool isConst)
    {
        ITypeSymbol type = ((ILocalSymbol)context.Model.GetDeclaredSymbol(declaration.Variables[0])!).Type;
        string name = CTypes.Of(type, declaration.Type);
        if (CTypes.IsStruct(type))
        {
            context.Use(name);
        }

        return (isConst ? "const " : string.Empty) + name + " "
            + string.Join(", ", declaration.Variables.Select(variable => Variable(variable, type)));
    }

    /// <summary>An assignment, a step or a call.</summary>
    public string Effect(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax assignment => Assignment(assignment),
        InvocationExpressionSyntax call => _expressions.Write(call),
        PostfixUnaryExpressionSyntax step when Assigned.Target(step) is { } target => Step(target, step.OperatorToken.Text),
        PrefixUnaryExpressionSyntax step when Assigned.Target(step) is { } target => Step(target, step.OperatorToken.Text),
        _ => throw new TranslationException(expression, $"'{expression}' is no statement of the kernel subset"),
    };

    /// <summary>Whether the statement only adds the place of an array's first element, which C has in the pointer.</summary>
    public bool IsWithoutEffect(ExpressionSyntax expression) =>
        expression is AssignmentExpressionSyntax assignment && assignment.IsKind(SyntaxKind.AddAssignmentExpression)
        && _expressions.IsZero(assignment.Right);

    private string Variable(VariableDeclaratorSyntax variable, ITypeSymbol type)
    {
        string name = Naming.OfVariable(context.Model.GetDeclaredSymbol(variable)!);
        return variable.Initializer?.Value switch
        {
            null => name,
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.DefaultLiteralExpression) =>
                CTypes.IsStruct(type) ? name + " = {0}" : name + " = 0",
            { } value => $"{name} = {_expressions.WriteBare(value)}",
        };
    }

    private string Step(ExpressionSyntax target, string symbol) => _expressions.Write(target) + symbol;

    private string Assignment(AssignmentExpressionSyntax assignment)
    {
        string target = _expressions.Write(assignment.Left);
        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            return $"{target} = {_expressions.WriteBare(assignment.Right)}";
        }

        ITypeSymbol type = context.Model.GetTypeInfo(assignment.Left).Type!;
        bool isFull = type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || CTypes.IsFloatingPoint(type);
        SyntaxKind operation = OperationOf(assignment);
        string symbol = assignment.OperatorToken.Text[..^1];
        bool isShift = operation is SyntaxKind.LeftShiftExpression
            || (operation is SyntaxKind.RightShiftExpression && !context.Model.GetConstantValue(assignment.Right).HasValue);
        if (isFull && !isShift)
        {
            return $"{target} {symbol}= {_expressions.WriteBare(assignment.Right)}";
        }

        // C# cuts the result back to a narrow type without a word; C compilers want to be told.
        string value = _arithmetic.Operation(operation, symbol, assignment.Left, assignment.Right, assignment);
        return isFull ? $"{target} = {value}" : $"{target} = ({CTypes.Of(type, assignment)})({value})";
    }

    private static SyntaxKind OperationOf(AssignmentExpressionSyntax assignment) => assignment.Kind() switch
    {
        SyntaxKind.AddAssignmentExpression => SyntaxKind.AddExpression,
        SyntaxKind.SubtractAssignmentExpression => SyntaxKind.SubtractExpression,
        SyntaxKind.MultiplyAssignmentExpression => SyntaxKind.MultiplyExpression,
        SyntaxKind.DivideAssignmentExpression => SyntaxKind.DivideExpression,
        SyntaxKind.ModuloAssignmentExpression => SyntaxKind.ModuloExpression,
        SyntaxKind.AndAssignmentExpression => SyntaxKind.BitwiseAndExpression,
        SyntaxKind.OrAssignmentExpression => SyntaxKind.BitwiseOrExpression,
        SyntaxKind.ExclusiveOrAssignmentExpression => SyntaxKind.ExclusiveOrExpression,
        SyntaxKind.LeftShiftAssignmentExpression => SyntaxKind.LeftShiftExpression,
        SyntaxKind.RightShiftAssignmentExpression => SyntaxKind.RightShiftExpression,
        _ => throw new TranslationException(assignment, $"'{assignment.OperatorToken}' is outside the kernel subset"),
    };
}
