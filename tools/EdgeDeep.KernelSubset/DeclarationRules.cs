using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelSubset;

/// <summary>What classes, structs, methods, fields and parameters of the kernels must look like.</summary>
internal static class DeclarationRules
{
    /// <summary>The first rule the declaration breaks.</summary>
    public static Diagnostic? Check(SyntaxNode node, SemanticModel model) => node switch
    {
        ParameterSyntax parameter => Modifiers(node, parameter.Modifiers) ?? Parameter(parameter, model),
        ClassDeclarationSyntax type => Modifiers(node, type.Modifiers) ?? Class(type),
        StructDeclarationSyntax type => Modifiers(node, type.Modifiers) ?? TypeShape(type),
        MethodDeclarationSyntax method => Modifiers(node, method.Modifiers) ?? Method(method),
        FieldDeclarationSyntax field => Modifiers(node, field.Modifiers) ?? Field(field, model),
        _ => null,
    };

    private static Diagnostic? Modifiers(SyntaxNode node, SyntaxTokenList modifiers)
    {
        foreach (SyntaxToken modifier in modifiers)
        {
            if (!AllowedSyntax.Modifiers.Contains(modifier.Kind()))
            {
                return KernelSubsetAnalyzer.Report(Rules.Construct, node, modifier.Text);
            }
        }

        return null;
    }

    private static Diagnostic? Class(ClassDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.StaticKeyword)
            ? TypeShape(type)
            : Broken(type, type.Identifier, "must be a static class");

    private static Diagnostic? TypeShape(TypeDeclarationSyntax type) =>
        type.TypeParameterList is not null ? Broken(type, type.Identifier, "must not be generic")
        : type.BaseList is not null ? Broken(type, type.Identifier, "must not have base types")
        : null;

    private static Diagnostic? Method(MethodDeclarationSyntax method)
    {
        if (method.TypeParameterList is not null)
        {
            return Broken(method, method.Identifier, "must not be generic");
        }

        bool isStatic = method.Modifiers.Any(SyntaxKind.StaticKeyword);
        return isStatic || method.Parent is StructDeclarationSyntax
            ? null
            : Broken(method, method.Identifier, "must be static");
    }

    private static Diagnostic? Field(FieldDeclarationSyntax field, SemanticModel model)
    {
        SyntaxToken name = field.Declaration.Variables.First().Identifier;
        if (field.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            return null;
        }

        if (field.Parent is not StructDeclarationSyntax || field.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return Broken(field, name, "must be a constant: kernels keep no state, tables are passed in");
        }

        ITypeSymbol? type = model.GetTypeInfo(field.Declaration.Type).Type;
        return type is not null && type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
            ? null
            : Broken(field, name, "must be an int or long: structs of the kernels hold integers only");
    }

    private static Diagnostic? Parameter(ParameterSyntax parameter, SemanticModel model)
    {
        if (parameter.Default is not null)
        {
            return Broken(parameter, parameter.Identifier, "must not have a default value");
        }

        ITypeSymbol? type = parameter.Type is null ? null : model.GetTypeInfo(parameter.Type).Type;
        bool isStruct = type is { TypeKind: TypeKind.Struct } && !AllowedTypes.IsScalar(type)
            && AllowedTypes.Contains(type, model.Compilation.Assembly);
        return isStruct && parameter.Modifiers.Count == 0
            ? Broken(parameter, parameter.Identifier, "must be passed by in or ref: it is a struct")
            : null;
    }

    private static Diagnostic Broken(SyntaxNode node, SyntaxToken name, string what) =>
        KernelSubsetAnalyzer.Report(Rules.Declaration, node, name.Text, what);
}
