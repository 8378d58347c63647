using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>The targets of assignments, increments and decrements.</summary>
internal static class Assigned
{
    /// <summary>All targets in a piece of code.</summary>
    public static IEnumerable<ExpressionSyntax> In(SyntaxNode code) =>
        code.DescendantNodes().Select(Target).Where(target => target is not null)!;

    /// <summary>What a node assigns to.</summary>
    public static ExpressionSyntax? Target(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left,
        PostfixUnaryExpressionSyntax postfix when IsStep(postfix) => postfix.Operand,
        PrefixUnaryExpressionSyntax prefix when IsStep(prefix) => prefix.Operand,
        _ => null,
    };

    private static bool IsStep(SyntaxNode node) => node.Kind()
        is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
        or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression;
}
