using System.Globalization;
using System.Text;

namespace EdgeDeep.Training.Learning;

/// <summary>Draws a run as an SVG picture: loss above, accuracy below, training and validation.</summary>
public static class CurveChart
{
    private const int Width = 720, Height = 520, Left = 64, Right = 16, Gap = 56, Top = 48;
    private const int Panel = (Height - Top - Gap - 44) / 2;
    private const string Training = "#9aa5b1", Validation = "#1f77b4";

    /// <summary>Writes the picture.</summary>
    /// <param name="history">The run; at least one epoch.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="path">The .svg file.</param>
    public static void Write(History history, string title, string path)
    {
        StringBuilder svg = new();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Text(svg, title, Left, 26, "#222", 16);
        Text(svg, "training (augmented)", Width - 250, 26, Training, 13);
        Text(svg, "validation", Width - 90, 26, Validation, 13);
        DrawPanel(svg, Top, "loss", history, e => e.TrainLoss, e => e.ValidationLoss);
        DrawPanel(svg, Top + Panel + Gap, "accuracy", history, e => e.TrainAccuracy, e => e.ValidationAccuracy);
        svg.AppendLine("</svg>");
        File.WriteAllText(path, svg.ToString());
    }

    private static void DrawPanel(
        StringBuilder svg, int top, string name, History history, Func<EpochFigures, double> training, Func<EpochFigures, double> validation)
    {
        double[] values = [.. history.Epochs.Select(training), .. history.Epochs.Select(validation)];
        double low = values.Min(), high = values.Max() > low ? values.Max() : low + 1;
        for (int i = 0; i <= 4; i++)
        {
            double value = low + ((high - low) * i / 4);
            svg.AppendLine(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(value):0.0}H{Width - Right}\" stroke=\"#ddd\"/>");
            Text(svg, value.ToString("0.000", CultureInfo.InvariantCulture), 14, Y(value) + 4, "#222");
        }

        Text(svg, $"{name} by epoch, 1 to {history.Epochs.Count}", Left, top + Panel + 20, "#222");
        Line(training, Training);
        Line(validation, Validation);

        double X(int index) => Left + ((Width - Left - Right) * (double)index / Math.Max(1, history.Epochs.Count - 1));
        double Y(double value) => top + Panel - (Panel * (value - low) / (high - low));
        void Line(Func<EpochFigures, double> value, string color)
        {
            string points = string.Join(' ', history.Epochs.Select((e, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):0.0},{Y(value(e)):0.0}")));
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
        }
    }

    private static void Text(StringBuilder svg, string text, double x, double y, string color, int size = 12) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" fill=\"{color}\" font-size=\"{size}\">{text}</text>");
}
