using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeDeep.Cli.Reports.Html;

/// <summary>HTML and SVG text; whatever comes from a model is escaped.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>Text of a model or a user as HTML.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A number for an attribute of SVG.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds markup as it stands.</summary>
    public Markup Raw(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>A table of two columns: what, and how much.</summary>
    public Markup Facts(IEnumerable<(string Name, string? Value)> facts)
    {
        Raw("<table class=facts>");
        foreach ((string name, string? value) in facts.Where(fact => fact.Value is not null))
        {
            Raw($"<tr><th>{Escape(name)}<td>{Escape(value!)}");
        }

        return Raw("</table>");
    }

    public override string ToString() => _text.ToString();
}
