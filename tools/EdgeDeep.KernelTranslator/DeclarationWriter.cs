using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes the constants, structures and functions of one C# file.</summary>
internal sealed class DeclarationWriter(KernelCompilation kernels, MethodFacts facts, CommentWriter comments)
{
    /// <summary>All declarations of a type, in the order of the source.</summary>
    public IEnumerable<Declaration> Write(TypeDeclarationSyntax type, string unit, bool isShared)
    {
        INamedTypeSymbol symbol = kernels.ModelOf(type).GetDeclaredSymbol(type)!;
        if (symbol.IsGenericType || symbol.ContainingType is not null)
        {
            throw new TranslationException(type.Identifier.GetLocation(), $"'{symbol.Name}' is generic or nested");
        }

        if (type is StructDeclarationSyntax structure)
        {
            // Load and Store belong to the stored form; C has the structure as a constant.
            return [Structure(structure, symbol, unit)];
        }

        return symbol.IsStatic
            ? type.Members.SelectMany(member => Member(member, unit, isShared))
            : throw new TranslationException(type.Identifier.GetLocation(), $"'{symbol.Name}' is not a static class or a structure");
    }

    private IEnumerable<Declaration> Member(MemberDeclarationSyntax member, string unit, bool isShared) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => Constant(field, variable, unit)),
        MethodDeclarationSyntax method => [Function(method, unit, isShared)],
        _ => throw new TranslationException(member, $"{member.Kind()} is outside the kernel subset"),
    };

    private Declaration Constant(FieldDeclarationSyntax field, VariableDeclaratorSyntax variable, string unit)
    {
        SemanticModel model = kernels.ModelOf(field);
        IFieldSymbol symbol = (IFieldSymbol)model.GetDeclaredSymbol(variable)!;
        if (!symbol.IsConst)
        {
            throw new TranslationException(variable, $"'{symbol.Name}' is not a constant: kernels keep no state");
        }

        MethodContext context = new(kernels, facts, model, variable);
        ExpressionSyntax value = variable.Initializer!.Value;
        string text = new ExpressionWriter(context).WriteBare(value);
        // C takes the type from the number, C# from the declaration: an int that initializes a long becomes one.
        bool isWidened = symbol.Type.SpecialType == SpecialType.System_Int64 && model.GetTypeInfo(value).Type?.SpecialType != SpecialType.System_Int64;
        text = isWidened ? $"(int64_t)({text})" : text;
        bool isAtom = value is LiteralExpressionSyntax && !isWidened;
        string comment = variable == field.Declaration.Variables[0] ? CommentWriter.Before(field) + comments.Of(symbol) : string.Empty;
        return new Declaration
        {
            Name = Naming.Of(symbol),
            CSharpName = NameOf(symbol),
            CSharpFile = FileOf(field),
            Unit = unit,
            Kind = DeclarationKind.Constant,
            Comment = comment,
            Body = $"#define {Naming.Of(symbol)} {(isAtom ? text : $"({text})")}\n",
            Needs = context.Needs,
        };
    }

    private Declaration Structure(StructDeclarationSyntax code, INamedTypeSymbol symbol, string unit)
    {
        string name = Naming.Of(symbol);
        StringBuilder text = new($"typedef struct {name}\n{{\n");
        List<string> fields = [];
        foreach (IFieldSymbol field in symbol.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsConst))
        {
            if (field.IsStatic || field.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64))
            {
                throw new TranslationException(field.Locations[0], $"field '{field.Name}' is not an int or long of the structure");
            }

            fields.Add(Naming.OfVariable(field));
            text.Append(comments.Of(field, "    ")).Append($"    {CTypes.Of(field.Type, code)} {fields[^1]};\n");
        }

        return new Declaration
        {
            Name = name,
            CSharpName = NameOf(symbol),
            CSharpFile = FileOf(code),
            Unit = unit,
            Kind = DeclarationKind.Structure,
            Comment = CommentWriter.Before(code) + comments.Of(symbol),
            Body = text.Append($"}} {name};\n").ToString(),
            Fields = fields,
        };
    }

    private Declaration Function(MethodDeclarationSyntax code, string unit, bool isShared)
    {
        SemanticModel model = kernels.ModelOf(code);
        IMethodSymbol method = model.GetDeclaredSymbol(code)!;
        if (method.IsGenericMethod || !method.IsStatic || (code.Body is null && code.ExpressionBody is null))
        {
            throw new TranslationException(code.Identifier.GetLocation(), $"'{method.Name}' is not a plain static method");
        }

        OffsetFlow.Check(model, method, code);
        MethodContext context = new(kernels, facts, model, code);
        string body = new StatementWriter(context).Body(method, code);
        IReadOnlyList<Parameter> parameters = [.. Parameters(method, code, context)];
        string list = parameters.Count == 0 ? "void" : string.Join(", ", parameters.Select(p => Typed(p.Type, p.Name)));
        bool isPrivate = method.DeclaredAccessibility == Accessibility.Private;
        if (Intrinsics.Choose(Naming.Of(method), body) is { } chosen)
        {
            body = chosen;
            context.Use(Intrinsics.Target);
        }

        return new Declaration
        {
            Name = Naming.Of(method),
            CSharpName = NameOf(method),
            CSharpFile = FileOf(code),
            Unit = unit,
            Kind = isShared ? DeclarationKind.Inline : isPrivate ? DeclarationKind.Local : DeclarationKind.Function,
            Comment = CommentWriter.Before(code)
                + comments.Of(method, isKept: name => parameters.Any(parameter => parameter.Name == name)),
            Prototype = $"{CTypes.Of(method.ReturnType, code)} {Naming.Of(method)}({list})",
            Parameters = parameters,
            Body = body,
            Needs = context.Needs,
            NeedsMath = context.NeedsMath,
        };
    }

    private IEnumerable<Parameter> Parameters(IMethodSymbol method, MethodDeclarationSyntax code, MethodContext context)
    {
        foreach (IParameterSymbol parameter in method.Parameters.Where(p => !OffsetFlow.IsOffset(p)))
        {
            SyntaxNode place = code.ParameterList.Parameters[parameter.Ordinal];
            bool isReference = parameter.RefKind != RefKind.None;
            bool isAllowed = parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.In
                && !parameter.IsParams && !parameter.HasExplicitDefaultValue
                && CTypes.IsStruct(parameter.Type) == (parameter.RefKind is RefKind.In || (isReference && CTypes.IsStruct(parameter.Type)));
            if (!isAllowed)
            {
                throw new TranslationException(
                    place, $"parameter '{parameter.Name}': structures are passed by 'in' or 'ref', numbers by value or 'ref'");
            }

            bool isArray = parameter.Type is IArrayTypeSymbol;
            string type = isArray
                ? CTypes.OfElements((IArrayTypeSymbol)parameter.Type, place) : CTypes.Of(parameter.Type, place);
            if (CTypes.IsStruct(parameter.Type))
            {
                context.Use(type);
            }

            bool isConst = parameter.RefKind == RefKind.In || (isArray && !facts.Writes(parameter));
            yield return new Parameter(
                Naming.OfVariable(parameter), (isConst ? "const " : string.Empty) + type + (isReference || isArray ? " *" : string.Empty));
        }
    }

    private static string NameOf(ISymbol symbol) =>
        symbol is INamedTypeSymbol ? symbol.ToDisplayString() : $"{symbol.ContainingType.ToDisplayString()}.{symbol.Name}";

    private static string FileOf(SyntaxNode code) => code.SyntaxTree.FilePath.Replace('\\', '/');

    private static string Typed(string type, string name) => type.EndsWith('*') ? type + name : $"{type} {name}";
}
