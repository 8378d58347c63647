using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeDeep.KernelTranslator;

/// <summary>Turns doc comments and comments between statements into comments of C.</summary>
internal sealed class CommentWriter(KernelCompilation kernels)
{
    /// <summary>The doc comment of a declaration, ended by a line end; empty where there is none.</summary>
    /// <param name="symbol">The declaration.</param>
    /// <param name="indent">Spaces in front of every line.</param>
    /// <param name="isKept">Which parameters exist in C.</param>
    public string Of(ISymbol symbol, string indent = "", Func<string, bool>? isKept = null)
    {
        string? xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml))
        {
            return string.Empty;
        }

        XElement root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        List<string> paragraphs = [.. root.Elements().Where(e => e.Name.LocalName is "summary" or "remarks" or "returns").Select(Text)];
        List<(string Name, string Text)> parameters = [.. root.Elements("param")
            .Select(e => (e.Attribute("name")!.Value, Text(e))).Where(p => isKept?.Invoke(p.Item1) ?? true)];
        if (paragraphs.Count == 1 && parameters.Count == 0)
        {
            string line = Layout.WrapText(paragraphs[0] + " */", indent + "/** ", indent + " *  ");
            return line;
        }

        StringBuilder text = new StringBuilder(indent).Append("/**\n");
        for (int i = 0; i < paragraphs.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : indent + " *\n").Append(Layout.WrapText(paragraphs[i], indent + " * ", indent + " * "));
        }

        text.Append(parameters.Count > 0 ? indent + " *\n" : string.Empty);
        foreach ((string name, string description) in parameters)
        {
            text.Append(Layout.WrapText(description, $"{indent} * @param {name} ", indent + " *     "));
        }

        return text.Append(indent).Append(" */\n").ToString();
    }

    /// <summary>Comments in front of a declaration that are not doc comments.</summary>
    public static string Before(SyntaxNode node) => string.Concat(
        TextsOf(node.GetLeadingTrivia()).Select(text => Layout.WrapText(text + " */", "/* ", " * ")));

    /// <summary>The texts of comments; lines that belong together are one text.</summary>
    public static IEnumerable<string> TextsOf(IEnumerable<SyntaxTrivia> trivia)
    {
        List<string> lines = [];
        foreach (SyntaxTrivia item in trivia)
        {
            if (item.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                lines.Add(Safe(item.ToString()[2..].Trim()));
            }
            else if (item.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                lines.Add(Safe(item.ToString()[2..^2].Trim()));
            }
        }

        return lines.Count == 0 ? [] : [string.Join(' ', lines)];
    }

    private string Text(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" } see => Reference(see),
                XElement { Name.LocalName: "paramref" } name => name.Attribute("name")!.Value,
                XElement other => Text(other),
                _ => string.Empty,
            });
        }

        return Safe(string.Join(' ', text.ToString().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));
    }

    private string Reference(XElement see)
    {
        string id = see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value ?? string.Empty;
        return kernels.Resolve(id) switch
        {
            IMethodSymbol method => Naming.Of(method),
            INamedTypeSymbol { TypeKind: TypeKind.Struct } structure => Naming.Of(structure),
            IFieldSymbol { IsConst: true } constant => Naming.Of(constant),
            ISymbol other => other.Name,
            null => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..],
        };
    }

    private static string Safe(string text) =>
        text.Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);
}
