using System.Globalization;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Reports.Html;

/// <summary>A row for each layer: how well it follows the float model, what it was seen to hold, how it is stored and why.</summary>
internal static class LayerTable
{
    private const double Full = 60, BarWidth = 70, SparkWidth = 120, SparkHeight = 26;

    public static void Add(Markup page, ModelQuality quality)
    {
        page.Raw("<div class=wide><table class=layers><thead><tr><th>#<th>result<th>kernel<th>shape<th>signal to noise<th>worst channels<th>values in the float model<th>clipped<th>stored as</thead><tbody>");
        for (int i = 0; i < quality.Layers.Count; i++)
        {
            LayerQuality layer = quality.Layers[i];
            page.Raw($"<tr><td class=n>{i + 1}<td class=name>{Markup.Escape(layer.Name)}<td>{layer.Op}<td class=n>{Words.Shape(layer.Tensor.Shape)}");
            page.Raw($"<td class=snr>{Bar(layer.Decibels)}<td class=n>{string.Join("<br>", layer.WorstChannels.Select(channel => $"{channel.Channel}: {Decibels(channel.Decibels)}"))}");
            page.Raw($"<td>{Spark(layer)}<td class=n>{(layer.Clipped == 0 ? "0" : Words.Percent(layer.Clipped))}<td>{Stored(layer)}");
        }

        page.Raw("</tbody></table></div>");
    }

    public static string Decibels(double value) => double.IsPositiveInfinity(value) ? "exact"
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} dB");

    private static string Bar(double decibels)
    {
        double width = Math.Clamp(decibels / Full, 0, 1) * BarWidth;
        string kind = decibels < 10 ? "bad" : decibels < 20 ? "fair" : "good";
        return $"<svg class=bar viewBox='0 0 {BarWidth} 10'><rect class=back width={BarWidth} height=10 /><rect class={kind} width={Markup.Number(width)} height=10 /></svg> {Decibels(decibels)}";
    }

    private static string Spark(LayerQuality layer)
    {
        double most = layer.Histogram.Max(), part = SparkWidth / layer.Histogram.Count;
        // The logarithm shows rare values, which are the ones that stretch a range.
        IEnumerable<string> bars = layer.Histogram.Select((count, i) => (count, i)).Where(bin => bin.count > 0).Select(bin =>
        {
            double height = Math.Max(1, Math.Log(1 + bin.count) / Math.Log(1 + most) * SparkHeight);
            return $"<rect x={Markup.Number(bin.i * part)} y={Markup.Number(SparkHeight - height)} width={Markup.Number(part)} height={Markup.Number(height)} />";
        });
        return $"<svg class=spark viewBox='0 0 {SparkWidth} {SparkHeight}'>{string.Concat(bars)}</svg><span class=range>{Words.Real(layer.Seen.Min)} … {Words.Real(layer.Seen.Max)}</span>";
    }

    private static string Stored(LayerQuality layer) => layer.Tensor switch
    {
        { Scale: > 0 } tensor => $"{ElementTypes.NameOf(tensor.Type)}, scale {Words.Real(tensor.Scale)}, zero point {tensor.ZeroPoint}{Why(tensor.Type)}",
        { Type: ElementType.Float32 } => "float: no kernel on integers, or an output that stays real",
        PlanTensor tensor => ElementTypes.NameOf(tensor.Type),
    };

    private static string Why(ElementType type) => type == ElementType.Int16 ? "; 16 bits, because 8 would lose too much here" : string.Empty;
}
