using System.Globalization;
using System.Text;

namespace EdgeDeep.Training.Learning;

/// <summary>One diagram of a chart: some lines over the epochs, from the first to the last one.</summary>
/// <param name="Name">What its vertical axis shows.</param>
/// <param name="Lines">The values of each line, one an epoch; lines have the colours of <see cref="CurveChart"/> in order.</param>
public sealed record ChartPanel(string Name, params double[][] Lines);

/// <summary>Draws a run as an SVG picture of diagrams, one above the other.</summary>
public static class CurveChart
{
    private const int Width = 720, Height = 520, Left = 64, Right = 16, Gap = 56, Top = 48;
    private static readonly string[] Colours = ["#9aa5b1", "#1f77b4"];

    /// <summary>Writes the picture of a classifier's run: loss above, accuracy below, training and validation.</summary>
    /// <param name="history">The run; at least one epoch.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="path">The .svg file.</param>
    public static void Write(History history, string title, string path)
    {
        double[] Of(Func<EpochFigures, double> value) => [.. history.Epochs.Select(value)];
        Write(
            [
                new ChartPanel("loss", Of(e => e.TrainLoss), Of(e => e.ValidationLoss)),
                new ChartPanel("accuracy", Of(e => e.TrainAccuracy), Of(e => e.ValidationAccuracy)),
            ],
            ["training (augmented)", "validation"], title, path);
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="panels">Diagrams from the top; each has at least one line of at least one value.</param>
    /// <param name="legend">What the lines mean, in order; at most two.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="path">The .svg file.</param>
    public static void Write(IReadOnlyList<ChartPanel> panels, IReadOnlyList<string> legend, string title, string path)
    {
        StringBuilder svg = new();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Text(svg, title, Left, 26, "#222", 16);
        for (int i = 0; i < legend.Count; i++)
        {
            Text(svg, legend[i], Width - 250 + (160 * i), 26, Colours[i], 13);
        }

        int height = (Height - Top - 44 - (Gap * (panels.Count - 1))) / panels.Count;
        for (int i = 0; i < panels.Count; i++)
        {
            DrawPanel(svg, Top + (i * (height + Gap)), height, panels[i]);
        }

        svg.AppendLine("</svg>");
        File.WriteAllText(path, svg.ToString());
    }

    private static void DrawPanel(StringBuilder svg, int top, int height, ChartPanel panel)
    {
        double[] values = [.. panel.Lines.SelectMany(line => line)];
        double low = values.Min(), high = values.Max() > low ? values.Max() : low + 1;
        for (int i = 0; i <= 4; i++)
        {
            double value = low + ((high - low) * i / 4);
            svg.AppendLine(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(value):0.0}H{Width - Right}\" stroke=\"#ddd\"/>");
            Text(svg, value.ToString("0.000", CultureInfo.InvariantCulture), 14, Y(value) + 4, "#222");
        }

        int epochs = panel.Lines.Max(line => line.Length);
        Text(svg, $"{panel.Name} by epoch, 1 to {epochs}", Left, top + height + 20, "#222");
        for (int i = 0; i < panel.Lines.Length; i++)
        {
            string points = string.Join(' ', panel.Lines[i].Select((value, epoch) => string.Create(CultureInfo.InvariantCulture, $"{X(epoch):0.0},{Y(value):0.0}")));
            string colour = Colours[panel.Lines.Length == 1 ? ^1 : i];
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        }

        double X(int index) => Left + ((Width - Left - Right) * (double)index / Math.Max(1, epochs - 1));
        double Y(double value) => top + height - (height * (value - low) / (high - low));
    }

    private static void Text(StringBuilder svg, string text, double x, double y, string colour, int size = 12) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" fill=\"{colour}\" font-size=\"{size}\">{text}</text>");
}
