using System.Globalization;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Learning;

/// <summary>What a model looked like before it was taught: enough to go back, because the layer of before stays among the constants.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="ConstantBytes">Bytes of constants.</param>
/// <param name="ArenaBytes">Bytes of the arena.</param>
/// <param name="LabelLength">Characters of the labels' text.</param>
/// <param name="Offsets">Places of weights, bias, multipliers, shifts, logits and output.</param>
internal sealed record Lesson(int Classes, int ConstantBytes, int ArenaBytes, int LabelLength, IReadOnlyList<int> Offsets)
{
    /// <summary>Key of the metadata that holds one lesson a line, the last one last.</summary>
    public const string Key = "edgedeep.taught";

    private const int Numbers = 4, Tensors = 6;

    /// <summary>The state of a model.</summary>
    public static Lesson Of(LastLayer layer) => new(
        layer.Classes, layer.Plan.Constants.Length, layer.Plan.ArenaBytes, layer.Plan.Metadata[MetadataKeys.Labels].Length,
        [.. TensorsOf(layer).Select(index => layer.Plan.Tensors[index].Offset)]);

    /// <summary>The tensors that a lesson replaces; the output is the logits where nothing follows them.</summary>
    public static IReadOnlyList<int> TensorsOf(LastLayer layer) => [.. layer.Step.Inputs.Skip(1), layer.Step.Outputs[0], (layer.Softmax ?? layer.Step).Outputs[0]];

    /// <summary>All lessons of a model.</summary>
    /// <exception cref="InputException">They were changed by hand.</exception>
    public static IReadOnlyList<Lesson> ReadAll(Plan plan) =>
        plan.Metadata.TryGetValue(Key, out string? text) ? [.. text.Split('\n').Select(Parse)] : [];

    /// <summary>One line.</summary>
    public override string ToString() => string.Join(' ', ((int[])[Classes, ConstantBytes, ArenaBytes, LabelLength, .. Offsets]).Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static Lesson Parse(string line)
    {
        int[] n = [.. line.Split(' ').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return n.Length == Numbers + Tensors && Array.TrueForAll(n, number => number >= 0)
            ? new Lesson(n[0], n[1], n[2], n[3], n[Numbers..])
            : throw new InputException($"The model's lesson '{line}' is not what teaching writes; take the file that was taught.");
    }
}
