using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EdgeDeep.KernelSubset;

/// <summary>
/// Refuses everything in the kernels that does not run bit for bit the same on .NET, on .NET nanoFramework,
/// on bare metal and translated to C99.
/// </summary>
/// <remarks>Works from lists of what is allowed, so that a new C# feature is refused until somebody admits it.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelSubsetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Generated kernels must obey as well.
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSemanticModelAction(Analyze);
    }

    private static void Analyze(SemanticModelAnalysisContext context)
    {
        SemanticModel model = context.SemanticModel;
        CompilationUnitSyntax root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot(context.CancellationToken);

        // The files the SDK adds hold assembly attributes or global usings and declare nothing.
        if (root.Members.Count == 0)
        {
            return;
        }

        bool mayUseFloat = Path.GetFileName(Path.GetDirectoryName(model.SyntaxTree.FilePath)) == "Float";
        Visit(root, context, mayUseFloat);
    }

    private static void Visit(SyntaxNode node, SemanticModelAnalysisContext context, bool mayUseFloat)
    {
        Diagnostic? found = Check(node, context.SemanticModel, mayUseFloat);
        if (found is not null)
        {
            context.ReportDiagnostic(found);
            return;
        }

        foreach (SyntaxNode child in node.ChildNodes())
        {
            Visit(child, context, mayUseFloat);
        }
    }

    /// <summary>The first rule the node breaks; its children are looked at only if there is none.</summary>
    private static Diagnostic? Check(SyntaxNode node, SemanticModel model, bool mayUseFloat)
    {
        SyntaxKind kind = node.Kind();
        if (AllowedSyntax.Allocations.Contains(kind))
        {
            return Report(Rules.Allocation, node, FirstLine(node));
        }

        if (AllowedSyntax.Exceptions.Contains(kind))
        {
            return Report(Rules.Exceptions, node, FirstLine(node));
        }

        if (!AllowedSyntax.Kinds.Contains(kind))
        {
            return Report(Rules.Construct, node, $"{kind}: {FirstLine(node)}");
        }

        return node switch
        {
            MemberDeclarationSyntax or ParameterSyntax => DeclarationRules.Check(node, model),
            InvocationExpressionSyntax call => CheckCall(call, model, mayUseFloat) ?? CheckType(call, model, mayUseFloat),
            ExpressionSyntax expression =>
                CheckSymbol(expression, model) ?? CheckType(expression, model, mayUseFloat) ?? CheckWidening(expression, model),
            _ => null,
        };
    }

    private static Diagnostic? CheckCall(InvocationExpressionSyntax call, SemanticModel model, bool mayUseFloat)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        bool ours = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly);
        bool math = mayUseFloat && AllowedTypes.IsMath(method.ContainingType);
        return ours || math ? null : Report(Rules.Call, call, method.ToDisplayString());
    }

    private static Diagnostic? CheckSymbol(ExpressionSyntax expression, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol switch
        {
            IPropertySymbol property => Report(Rules.Construct, expression, $"property {property.Name}"),
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } method =>
                Report(Rules.Call, expression, method.ToDisplayString()),
            _ => null,
        };

    private static Diagnostic? CheckType(ExpressionSyntax expression, SemanticModel model, bool mayUseFloat)
    {
        TypeInfo info = model.GetTypeInfo(expression);
        foreach (ITypeSymbol? type in new[] { info.Type, info.ConvertedType })
        {
            if (type is null || type.TypeKind == TypeKind.Error)
            {
                continue;
            }

            if (!AllowedTypes.Contains(type, model.Compilation.Assembly))
            {
                return Report(Rules.Type, expression, type.ToDisplayString());
            }

            if (AllowedTypes.IsFloatingPoint(type) && !mayUseFloat)
            {
                return Report(Rules.FloatingPoint, expression, FirstLine(expression));
            }

            if (AllowedTypes.IsMath(type) && !mayUseFloat)
            {
                return Report(Rules.Call, expression, type.ToDisplayString());
            }
        }

        return null;
    }

    private static Diagnostic? CheckWidening(ExpressionSyntax expression, SemanticModel model)
    {
        // The compiler stores a 64-bit constant in 32 bits where it can, and only what it finally stores counts.
        bool isPart = expression.Parent is ExpressionSyntax parent && model.GetConstantValue(parent).HasValue;
        if (!isPart && model.GetConstantValue(expression) is { HasValue: true, Value: > (long)int.MaxValue and <= (long)uint.MaxValue })
        {
            return Report(Rules.Widening, expression, FirstLine(expression), "use int.MinValue, or another constant");
        }

        TypeInfo info = model.GetTypeInfo(expression);
        bool isWidened = info.ConvertedType?.SpecialType == SpecialType.System_Int64
            || (expression.Parent is CastExpressionSyntax cast && model.GetTypeInfo(cast).Type?.SpecialType == SpecialType.System_Int64);
        return isWidened && info.Type?.SpecialType == SpecialType.System_Byte
            ? Report(Rules.Widening, expression, FirstLine(expression), "store the byte in an int first")
            : null;
    }

    internal static Diagnostic Report(DiagnosticDescriptor rule, SyntaxNode node, params object[] arguments) =>
        Diagnostic.Create(rule, node.GetLocation(), arguments);

    private static string FirstLine(SyntaxNode node) => new StringReader(node.ToString()).ReadLine() ?? string.Empty;
}
