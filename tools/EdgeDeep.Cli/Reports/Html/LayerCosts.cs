using System.Globalization;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Quantizing.Tuning;

namespace EdgeDeep.Cli.Reports.Html;

/// <summary>Which layers cost most, and what was done to which of them.</summary>
internal static class LayerCosts
{
    public static void Add(Markup page, QuantizeReport report)
    {
        if (report.Sensitivity is { } layers)
        {
            page.Raw("<section><h2>What each layer costs</h2><p>Signal to noise of the worst output of the float model when nothing but the layer's weights, or nothing but its result, is rounded to integers. Few decibels are expensive.</p>");
            page.Raw("<div class=wide><table class=layers><thead><tr><th>result<th>operator<th>only its weights<th>only the result</thead><tbody>");
            foreach (SensitivityReport layer in layers)
            {
                page.Raw($"<tr><td class=name>{Markup.Escape(layer.Name)}<td>{layer.Op}<td class=n>{Decibels(layer.Weights)}<td class=n>{Decibels(layer.Result)}");
            }

            page.Raw("</tbody></table></div></section>");
        }

        if (report.Changes.Count > 0)
        {
            Changes(page, report.Changes);
        }
    }

    private static void Changes(Markup page, IReadOnlyList<LayerChange> changes)
    {
        page.Raw("<section><h2>What was done to which layer</h2><p>Rounding by error changes weights by a step where that lets a layer's results follow the float weights better on the calibration samples: the gain is in the noise that rounding causes. Bias correction gives every channel the mean that it has in the float model: the shift is the largest of a channel, as part of the result's range.</p>");
        page.Raw("<div class=wide><table class=layers><thead><tr><th>result<th>rounding<th>bias</thead><tbody>");
        foreach (LayerChange change in changes)
        {
            page.Raw($"<tr><td class=name>{Markup.Escape(change.Name)}<td class=n>{(change.RoundingGain is { } gain ? string.Create(CultureInfo.InvariantCulture, $"{gain:0.0} dB better") : "–")}<td class=n>{(change.BiasShift is { } shift ? $"up to {Words.Percent(shift)}" : "–")}");
        }

        page.Raw("</tbody></table></div></section>");
    }

    private static string Decibels(double? value) => value is { } decibels ? LayerTable.Decibels(decibels) : "–";
}
