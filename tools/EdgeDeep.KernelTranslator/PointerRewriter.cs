using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes pointers in place of arrays and changes nothing else of a file.</summary>
internal static class PointerRewriter
{
    /// <summary>The text of a file.</summary>
    public static string Rewrite(SyntaxTree file, SemanticModel model, LeafMethods leaves)
    {
        List<TextChange> changes = [];
        foreach (SyntaxNode node in file.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case ArrayTypeSyntax array:
                    changes.Add(new TextChange(array.RankSpecifiers.Span, new string('*', array.RankSpecifiers.Count)));
                    break;
                case TypeDeclarationSyntax type:
                    changes.Add(new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "unsafe "));
                    break;
                case MethodDeclarationSyntax method when leaves.Find((IMethodSymbol)model.GetDeclaredSymbol(method)!) is { } symbol:
                    changes.AddRange(Leaf(method, symbol));
                    break;
                default:
                    break;
            }
        }

        return file.GetText().WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
    }

    /// <summary>The method with the assembly code of that name as its body where the board has it.</summary>
    private static IEnumerable<TextChange> Leaf(MethodDeclarationSyntax method, string symbol)
    {
        int line = method.SyntaxTree.GetText().Lines.GetLineFromPosition(method.SpanStart).Start;
        string attributes =
            $"#if LEAVES\n    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)]\n"
            + $"    [System.Runtime.RuntimeImport(\"*\", \"{symbol}\")]\n    extern\n#endif\n";
        yield return new TextChange(new TextSpan(line, 0), attributes);
        SyntaxNode body = (SyntaxNode?)method.Body ?? method.ExpressionBody!;
        yield return new TextChange(new TextSpan(method.ParameterList.Span.End, 0), "\n#if LEAVES\n    ;\n#else");
        int end = method.ExpressionBody is null ? body.Span.End : method.SemicolonToken.Span.End;
        yield return new TextChange(new TextSpan(end, 0), "\n#endif");
    }
}
