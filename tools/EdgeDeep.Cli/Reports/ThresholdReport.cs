using System.Globalization;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Reports;

/// <summary>A threshold learnt from normal recordings.</summary>
/// <param name="Model">The model.</param>
/// <param name="Output">The model that carries it; null where none was written.</param>
/// <param name="Files">Recordings.</param>
/// <param name="Seconds">Seconds that were scored.</param>
/// <param name="Median">Their median score.</param>
/// <param name="Highest">Their highest score.</param>
/// <param name="Threshold">Scores above it are anomalies.</param>
internal sealed record ThresholdReport(string Model, string? Output, int Files, int Seconds, double Median, double Highest, double Threshold)
{
    /// <summary>Writes it for people.</summary>
    public void Print(Terminal terminal) => terminal.WriteFacts(
        ("threshold", Threshold.ToString("0.######", CultureInfo.InvariantCulture)),
        ("learnt from", string.Create(CultureInfo.InvariantCulture, $"{Words.Plural(Seconds, "second")} in {Words.Plural(Files, "recording")}: median score {Median:0.####}, highest {Highest:0.####}")),
        ("model", Output));
}
