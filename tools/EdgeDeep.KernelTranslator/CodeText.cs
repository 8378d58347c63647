using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeDeep.KernelTranslator;

/// <summary>Indented lines of C code.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public void Line(string line) => _text.Append(Layout.Wrap(new string(' ', 4 * _depth) + line)).Append('\n');

    /// <summary>Continues the last line.</summary>
    public void Append(string text) => _text.Insert(_text.Length - 1, text);

    public void Open()
    {
        Line("{");
        Indent();
    }

    public void Close()
    {
        Unindent();
        Line("}");
    }

    public void Indent() => _depth++;

    public void Unindent() => _depth--;

    /// <summary>Keeps an empty line of the source.</summary>
    public void BlankLines(SyntaxTriviaList leading, bool first)
    {
        bool isBlank = leading.SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        if (isBlank && !first)
        {
            _text.Append('\n');
        }
    }

    /// <summary>Comments between the lines of the code.</summary>
    public void Comments(IEnumerable<SyntaxTrivia> trivia)
    {
        foreach (string comment in CommentWriter.TextsOf(trivia))
        {
            string indent = new(' ', 4 * _depth);
            _text.Append(Layout.WrapText(comment + " */", indent + "/* ", indent + " * "));
        }
    }
}
