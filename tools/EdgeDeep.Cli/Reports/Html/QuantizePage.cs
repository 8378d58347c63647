using System.Globalization;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Reports.Html;

/// <summary>What <c>quantize --report</c> shows: one file without scripts that looks the same offline and on paper.</summary>
internal static class QuantizePage
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">The facts.</param>
    /// <param name="plan">The int8 model.</param>
    /// <param name="quality">How it follows the float model; null where it was int8 already.</param>
    public static string Write(QuantizeReport report, Plan plan, ModelQuality? quality)
    {
        Markup page = new();
        string name = Markup.Escape(Path.GetFileName(report.Model));
        page.Raw($"<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'><title>{name} in int8</title><style>{Style}</style></head><body>");
        page.Raw($"<h1>{name} <span>in int8</span></h1>");
        Headlines(page, report, quality);
        page.Raw("<section><h2>Model</h2>").Facts(Facts(report)).Raw("</section>");
        if (report.Notes.Count > 0)
        {
            page.Raw($"<section><h2>Notes</h2><ul>{string.Concat(report.Notes.Select(note => $"<li>{Markup.Escape(note)}"))}</ul></section>");
        }

        if (report.Accuracy is { } accuracy)
        {
            Accuracy(page, accuracy);
        }

        LayerCosts.Add(page, report);
        page.Raw("<section><h2>Memory over time</h2><p>Each box is a tensor from the step that writes it to the last one that reads it; its height is its size.</p>");
        page.Raw(MemoryMap.Draw(plan)).Raw("</section>");
        if (quality is not null)
        {
            page.Raw($"<section><h2>Layers</h2><p>Signal to noise is the energy of the float model's numbers over that of the difference, on {Words.Plural(quality.Samples, "sample")}: 20 dB is a tenth of the amplitude. Histograms have a logarithmic height.</p>");
            LayerTable.Add(page, quality);
            page.Raw("</section>");
        }

        return page.Raw("</body></html>").ToString();
    }

    private static void Headlines(Markup page, QuantizeReport report, ModelQuality? quality)
    {
        page.Raw("<div class=cards>");
        Card(page, "file", Short(report.FileBytes), $"{Words.Count(report.FileBytes)} bytes, before {Words.Count(report.SourceBytes)}");
        Card(page, "arena", Short(report.ArenaBytes), $"{Words.Count(report.ArenaBytes)} bytes of RAM that one inference overwrites");
        if (report.Accuracy is { } accuracy)
        {
            Card(page, "accuracy", Words.Percent(accuracy.Accuracy), accuracy.Reference is { } reference ? $"float {Words.Percent(reference.Accuracy)}" : string.Empty);
        }

        if (quality is not null)
        {
            Card(page, "signal to noise", LayerTable.Decibels(quality.Decibels), quality.Outputs.Count > 1 ? "of the worst output" : "of the output");
        }

        page.Raw("</div>");
    }

    private static string Short(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB");

    private static void Card(Markup page, string name, string value, string more) =>
        page.Raw($"<div class=card><div class=label>{name}</div><div class=value>{Markup.Escape(value)}</div><div class=more>{Markup.Escape(more)}</div></div>");

    private static IEnumerable<(string, string?)> Facts(QuantizeReport report) =>
    [
        ("from", report.Model),
        ("to", report.Output),
        .. report.Inputs.Select(input => ("input", (string?)$"{input.Name}: {input}")),
        .. report.Outputs.Select(output => ("output", (string?)$"{output.Name}: {output}")),
        ("constants", Words.Bytes(report.ConstantsBytes)),
        ("multiply-accumulates", Words.Count(report.Macs)),
        ("method", report.Method ?? "none: the model was int8 already"),
        ("pre-processing", report.Preprocessing),
        ("labels", report.Labels.Count == 0 ? null : Words.List(report.Labels)),
    ];

    private static void Accuracy(Markup page, EvaluateReport accuracy)
    {
        page.Raw($"<section><h2>Accuracy</h2><p>{Words.Count(accuracy.Correct)} of {Words.Plural(accuracy.Files, "sample")} in {Markup.Escape(accuracy.Folder)} are right.");
        if (accuracy.Reference is { } reference)
        {
            page.Raw(string.Create(
                CultureInfo.InvariantCulture,
                $"The float model has {reference.Correct} right, {reference.DifferencePoints:+0.00;-0.00;0.00} points for int8; both give the same answer for {Words.Percent(reference.Agreement)}."));
        }

        page.Raw("</p><div class=wide><table class=layers><thead><tr><th>class<th>samples<th>right<th>recall<th>precision</thead><tbody>");
        foreach (ClassReport row in accuracy.Classes)
        {
            page.Raw($"<tr><td class=name>{Markup.Escape(row.Label)}<td class=n>{row.Files}<td class=n>{row.Correct}<td class=n>{Part(row.Recall)}<td class=n>{Part(row.Precision)}");
        }

        page.Raw("</tbody></table></div></section>");
    }

    private static string Part(double? fraction) => fraction is { } part ? Words.Percent(part) : "–";

    private const string Style = """
        :root{color-scheme:light dark;--fg:#1b1f24;--dim:#5c6670;--bg:#fff;--soft:#f3f5f7;--line:#d8dee4;--good:#2a9d5c;--fair:#d99a1c;--bad:#d1434b;--a:#4c8bf5;--b:#7a5cc2;--c:#2aa7a1;--d:#c2607f}
        @media (prefers-color-scheme:dark){:root{--fg:#e6e9ec;--dim:#98a2ad;--bg:#14171a;--soft:#1d2125;--line:#343a41}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);max-width:1120px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:28px;margin:0 0 18px;overflow-wrap:anywhere}h1 span{color:var(--dim);font-weight:400}h2{font-size:19px;margin:34px 0 8px}p{color:var(--dim);max-width:75ch;margin:0 0 12px}
        .cards{display:flex;flex-wrap:wrap;gap:12px}.card{flex:1 1 200px;background:var(--soft);border:1px solid var(--line);border-radius:10px;padding:12px 16px}
        .label,.more{color:var(--dim);font-size:13px}.value{font-size:21px;font-weight:600}
        table{border-collapse:collapse}th{text-align:left;font-weight:600}td,th{padding:4px 12px 4px 0;vertical-align:top}
        .facts th{color:var(--dim);font-weight:400;white-space:nowrap}.facts td{overflow-wrap:anywhere}
        .wide{overflow-x:auto}.layers{width:100%;font-size:13px}.layers th{color:var(--dim);border-bottom:1px solid var(--line)}.layers td{border-bottom:1px solid var(--line)}
        .n{white-space:nowrap;font-variant-numeric:tabular-nums}.name{overflow-wrap:anywhere;min-width:110px;max-width:240px}
        svg{max-width:100%;height:auto}svg text{fill:var(--dim);font:12px system-ui,sans-serif}.frame{fill:var(--soft);stroke:var(--line)}
        .box{stroke:var(--bg);stroke-width:.7;opacity:.85}.c0{fill:var(--a)}.c1{fill:var(--b)}.c2{fill:var(--c)}.c3{fill:var(--d)}
        .snr{white-space:nowrap}.bar{width:70px;height:10px;display:block;margin:5px 0 1px}.back{fill:var(--line)}.good{fill:var(--good)}.fair{fill:var(--fair)}.bad{fill:var(--bad)}
        .spark{width:120px;height:26px;display:block}.spark rect{fill:var(--a)}.range{color:var(--dim);white-space:nowrap}
        @media print{body{max-width:none;padding:0;font-size:11px}.layers{font-size:9px}section{break-inside:auto}tr,.card,svg{break-inside:avoid}.wide{overflow:visible}}
        """;
}
