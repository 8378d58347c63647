using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>Reads the call graph that gcc writes with -fcallgraph-info=su.</summary>
internal static partial class CallGraph
{
    /// <summary>Bytes of stack from a function down its deepest chain of calls.</summary>
    /// <param name="text">A .ci file.</param>
    /// <param name="function">The function's name in C.</param>
    /// <returns>The sum of the frames; functions outside the file count as 0.</returns>
    public static int Depth(string text, string function)
    {
        Dictionary<string, int> frames = NodeLine().Matches(text).ToDictionary(match => match.Groups[1].Value, match => Frame(match.Groups[2].Value));
        ILookup<string, string> calls = EdgeLine().Matches(text).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Dictionary<string, int> depths = [];

        // Kernels never call themselves, so this ends.
        int DepthOf(string node)
        {
            if (!depths.TryGetValue(node, out int depth))
            {
                depths[node] = depth = frames.GetValueOrDefault(node) + calls[node].Select(DepthOf).DefaultIfEmpty().Max();
            }

            return depth;
        }

        return DepthOf(function);
    }

    private static int Frame(string label) => FrameSize().Match(label) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("""node: \{ title: "([^"]+)" label: "([^"]*)""")]
    private static partial Regex NodeLine();

    [GeneratedRegex("""edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)""")]
    private static partial Regex EdgeLine();

    [GeneratedRegex(@"(\d+) bytes \(")]
    private static partial Regex FrameSize();
}
