using System.Text;

namespace EdgeDeep.KernelTranslator;

/// <summary>Lines of C code of a readable width.</summary>
internal static class Layout
{
    private const int Width = 110;

    private static readonly string[] Breaks = [", ", " && ", " || ", " ? ", " : ", " + ", " - ", " = ", "; ", "("];

    /// <summary>Breaks a long line behind commas and before operators; what follows is indented.</summary>
    public static string Wrap(string line)
    {
        string indent = line[..(line.Length - line.TrimStart().Length)] + "    ";
        StringBuilder text = new();
        while (line.Length > Width && FindBreak(line, indent.Length) is > 0 and { } at)
        {
            text.Append(line.AsSpan(0, at).TrimEnd()).Append('\n');
            line = indent + line[at..].TrimStart();
        }

        return text.Append(line).ToString();
    }

    /// <summary>Breaks running text into lines of a comment.</summary>
    /// <param name="text">The text; line ends in it are spaces.</param>
    /// <param name="first">Beginning of the first line.</param>
    /// <param name="next">Beginning of the others.</param>
    public static string WrapText(string text, string first, string next)
    {
        StringBuilder result = new();
        string line = first;
        bool empty = true;
        foreach (string word in text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                result.Append(line).Append('\n');
                line = next;
                empty = true;
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        return result.Append(line.TrimEnd()).Append('\n').ToString();
    }

    /// <summary>The best place to break: the outermost bracket first, then the farthest to the right.</summary>
    private static int FindBreak(string line, int after)
    {
        int best = -1, bestDepth = int.MaxValue, depth = 0;
        for (int i = 0; i < Math.Min(line.Length, Width); i++)
        {
            depth += line[i] is '(' or '[' ? 1 : line[i] is ')' or ']' ? -1 : 0;
            if (i > after && depth <= bestDepth && BreakAt(line, i, after) is { } at && at < Width)
            {
                (best, bestDepth) = (at, depth);
            }
        }

        return best;
    }

    private static int? BreakAt(string line, int i, int indent)
    {
        string? found = Array.Find(Breaks, text => string.CompareOrdinal(line, i, text, 0, text.Length) == 0);
        return found switch
        {
            null => null,
            ", " or "; " => i + found.Length,
            " = " => line.Length - i - found.Length + indent <= Width ? i + found.Length : null,
            "(" => line.LastIndexOf(' ', i) is > 0 && line[i - 1] != ' ' && line[i - 1] != '(' ? i + 1 : null,
            _ => i + 1,
        };
    }
}
