using System.Globalization;

namespace EdgeDeep.Compiler.Graphs;

/// <summary>
/// A state as formats without memory carry it: an input that gives its content, and an output that is to be fed back into
/// that input at the next inference.
/// </summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Initial">The content before the first inference: one number for each element, or one for all of them.</param>
public sealed record StatePair(string Input, string Output, IReadOnlyList<float> Initial)
{
    private const char Separator = '=', NumberSeparator = ',';

    /// <summary>Reads a list of pairs, one a line: the value of <see cref="Runtime.Plans.MetadataKeys.State"/>.</summary>
    /// <exception cref="ModelException">A line is no pair.</exception>
    public static IReadOnlyList<StatePair> ParseLines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>Reads a pair: <c>input=output</c> for zeros at the start, or <c>input=output=0.5</c>, <c>input=output=0,1,0</c>.</summary>
    /// <exception cref="ModelException">The text is no pair.</exception>
    public static StatePair Parse(string text)
    {
        string[] fields = text.Split(Separator, StringSplitOptions.TrimEntries);
        if (fields.Length is not (2 or 3) || fields[0].Length == 0 || fields[1].Length == 0)
        {
            throw new ModelException($"'{text}' names no state; write input=output, or input=output=0.5 where it does not start as zeros.");
        }

        return new StatePair(fields[0], fields[1], fields.Length == 2 ? [0f] : [.. fields[2].Split(NumberSeparator).Select(number => Number(number, text))]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string pair = $"{Input}{Separator}{Output}";
        return Initial is [0f]
            ? pair
            : $"{pair}{Separator}{string.Join(NumberSeparator, Initial.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}";
    }

    private static float Number(string number, string text) =>
        float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new ModelException($"'{number}' in the state '{text}' is no finite number; write one number for all elements, or one for each of them.");
}
