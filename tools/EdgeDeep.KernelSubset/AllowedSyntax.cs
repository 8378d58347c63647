using Microsoft.CodeAnalysis.CSharp;

namespace EdgeDeep.KernelSubset;

/// <summary>The syntax kernels are made of; whatever is not listed here is refused.</summary>
internal static class AllowedSyntax
{
    /// <summary>Nodes that pass.</summary>
    public static readonly HashSet<SyntaxKind> Kinds =
    [
        SyntaxKind.CompilationUnit, SyntaxKind.FileScopedNamespaceDeclaration, SyntaxKind.UsingDirective,
        SyntaxKind.QualifiedName, SyntaxKind.IdentifierName, SyntaxKind.PredefinedType,
        SyntaxKind.ArrayType, SyntaxKind.ArrayRankSpecifier, SyntaxKind.OmittedArraySizeExpression,

        SyntaxKind.ClassDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.MethodDeclaration,
        SyntaxKind.FieldDeclaration, SyntaxKind.ParameterList, SyntaxKind.Parameter,
        SyntaxKind.VariableDeclaration, SyntaxKind.VariableDeclarator, SyntaxKind.EqualsValueClause,

        SyntaxKind.Block, SyntaxKind.ArrowExpressionClause, SyntaxKind.LocalDeclarationStatement,
        SyntaxKind.ExpressionStatement, SyntaxKind.IfStatement, SyntaxKind.ElseClause, SyntaxKind.ForStatement,
        SyntaxKind.WhileStatement, SyntaxKind.DoStatement, SyntaxKind.SwitchStatement, SyntaxKind.SwitchSection,
        SyntaxKind.CaseSwitchLabel, SyntaxKind.DefaultSwitchLabel, SyntaxKind.BreakStatement,
        SyntaxKind.ContinueStatement, SyntaxKind.ReturnStatement,

        SyntaxKind.ArgumentList, SyntaxKind.BracketedArgumentList, SyntaxKind.Argument,
        SyntaxKind.InvocationExpression, SyntaxKind.ElementAccessExpression, SyntaxKind.SimpleMemberAccessExpression,
        SyntaxKind.NumericLiteralExpression, SyntaxKind.TrueLiteralExpression, SyntaxKind.FalseLiteralExpression,
        SyntaxKind.DefaultLiteralExpression, SyntaxKind.ParenthesizedExpression, SyntaxKind.CastExpression,
        SyntaxKind.ConditionalExpression, SyntaxKind.UncheckedExpression,

        SyntaxKind.AddExpression, SyntaxKind.SubtractExpression, SyntaxKind.MultiplyExpression,
        SyntaxKind.DivideExpression, SyntaxKind.ModuloExpression, SyntaxKind.LeftShiftExpression,
        SyntaxKind.RightShiftExpression, SyntaxKind.BitwiseAndExpression, SyntaxKind.BitwiseOrExpression,
        SyntaxKind.ExclusiveOrExpression, SyntaxKind.LogicalAndExpression, SyntaxKind.LogicalOrExpression,
        SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression, SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanOrEqualExpression, SyntaxKind.GreaterThanExpression,
        SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.UnaryMinusExpression, SyntaxKind.UnaryPlusExpression,
        SyntaxKind.BitwiseNotExpression, SyntaxKind.LogicalNotExpression, SyntaxKind.PreIncrementExpression,
        SyntaxKind.PreDecrementExpression, SyntaxKind.PostIncrementExpression, SyntaxKind.PostDecrementExpression,

        SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression,
        SyntaxKind.SubtractAssignmentExpression, SyntaxKind.MultiplyAssignmentExpression,
        SyntaxKind.DivideAssignmentExpression, SyntaxKind.ModuloAssignmentExpression,
        SyntaxKind.AndAssignmentExpression, SyntaxKind.OrAssignmentExpression,
        SyntaxKind.ExclusiveOrAssignmentExpression, SyntaxKind.LeftShiftAssignmentExpression,
        SyntaxKind.RightShiftAssignmentExpression,
    ];

    /// <summary>Refused nodes that have a rule of their own, because the advice differs.</summary>
    public static readonly HashSet<SyntaxKind> Allocations =
    [
        SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression,
        SyntaxKind.ArrayCreationExpression, SyntaxKind.ImplicitArrayCreationExpression,
        SyntaxKind.ArrayInitializerExpression, SyntaxKind.CollectionExpression,
        SyntaxKind.StackAllocArrayCreationExpression, SyntaxKind.ImplicitStackAllocArrayCreationExpression,
        SyntaxKind.AnonymousObjectCreationExpression,
    ];

    /// <summary>Refused nodes that belong to exceptions.</summary>
    public static readonly HashSet<SyntaxKind> Exceptions =
        [SyntaxKind.ThrowStatement, SyntaxKind.ThrowExpression, SyntaxKind.TryStatement];

    /// <summary>Modifiers that pass, on declarations of any kind and on parameters.</summary>
    public static readonly HashSet<SyntaxKind> Modifiers =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.StaticKeyword,
        SyntaxKind.ConstKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.PartialKeyword, SyntaxKind.InKeyword,
        SyntaxKind.RefKeyword,
    ];
}
