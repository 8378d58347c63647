using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
                    // partial stands right before the keyword.
                    SyntaxToken partial = type.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PartialKeyword));
                    int at = partial.IsKind(SyntaxKind.PartialKeyword) ? partial.SpanStart : type.Keyword.SpanStart;
                    changes.Add(new TextChange(new TextSpan(at, 0), "unsafe "));
                    break;
                case MethodDeclarationSyntax method when leaves.Find((IMethodSymbol)model.GetDeclaredSymbol(method)!) is { } leaf:
                    changes.AddRange(Leaf(method, leaf.Symbol, leaf.Condition));
                    break;
                default:
                    break;
            }
        }

        return file.GetText().WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
    }

    /// <summary>The method with the assembly code of that name as its body where the board has it.</summary>
    private static IEnumerable<TextChange> Leaf(MethodDeclarationSyntax method, string symbol, string condition)
    {
        int line = method.SyntaxTree.GetText().Lines.GetLineFromPosition(method.SpanStart).Start;
        yield return new TextChange(new TextSpan(line, 0), $"""
            #if {condition}
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)]
                [System.Runtime.RuntimeImport("*", "{symbol}")]
                extern
            #endif

            """);
        bool isBlock = method.Body is not null;
        int end = isBlock ? method.Body!.Span.End : method.SemicolonToken.Span.End;
        yield return new TextChange(
            new TextSpan(method.ParameterList.Span.End, 0), $"\n#if {condition}\n    ;\n#else{(isBlock ? string.Empty : "\n       ")}");
        yield return new TextChange(new TextSpan(end, 0), "\n#endif");
    }
}
