namespace EdgeDeep.Cli.Reports.Html;

/// <summary>A receiver operating characteristic as an SVG file: pairs of one person that pass over pairs of two that pass.</summary>
internal static class RocChart
{
    private const double Side = 400, Margin = 60;

    // The axis of false accepts is logarithmic down to one pair.
    public static string Draw(IReadOnlyList<(float Threshold, double FalseAccepts, double TrueAccepts)> curve, int impostors, float threshold)
    {
        double least = 1.0 / impostors / 2;
        double X(double rate) => Margin + (Side * (1 - (Math.Log10(Math.Max(rate, least)) / Math.Log10(least))));
        double Y(double rate) => Margin + (Side * (1 - rate));
        string Line(double x1, double y1, double x2, double y2, string color) =>
            $"<line x1='{Markup.Number(x1)}' y1='{Markup.Number(y1)}' x2='{Markup.Number(x2)}' y2='{Markup.Number(y2)}' stroke='{color}'/>";
        Markup svg = new();
        svg.Raw($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Side + (2 * Margin)} {Side + (2 * Margin)}' font-family='sans-serif' font-size='12'>");
        svg.Raw($"<rect width='100%' height='100%' fill='#fff'/>");
        for (int i = 0; i <= 5; i++)
        {
            svg.Raw(Line(Margin, Y(i / 5.0), Margin + Side, Y(i / 5.0), "#ddd"));
            svg.Raw($"<text x='{Margin - 8}' y='{Markup.Number(Y(i / 5.0) + 4)}' text-anchor='end'>{Markup.Number(i * 20)} %</text>");
        }

        for (double rate = 1; rate >= least; rate /= 10)
        {
            svg.Raw(Line(X(rate), Margin, X(rate), Margin + Side, "#ddd"));
            svg.Raw($"<text x='{Markup.Number(X(rate))}' y='{Side + Margin + 18}' text-anchor='middle'>{(rate * 100).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)} %</text>");
        }

        string points = string.Join(' ', curve.Select(point => $"{Markup.Number(X(point.FalseAccepts))},{Markup.Number(Y(point.TrueAccepts))}").Prepend($"{Markup.Number(X(0))},{Markup.Number(Y(0))}"));
        svg.Raw($"<polyline fill='none' stroke='#0072b2' stroke-width='2' points='{points}'/>");
        (float _, double falseAccepts, double trueAccepts) = curve.LastOrDefault(point => point.Threshold >= threshold);
        svg.Raw($"<circle cx='{Markup.Number(X(falseAccepts))}' cy='{Markup.Number(Y(trueAccepts))}' r='5' fill='#d55e00'/>");
        svg.Raw(FormattableString.Invariant($"<text x='{Markup.Number(X(falseAccepts) + 10)}' y='{Markup.Number(Y(trueAccepts) + 18)}' fill='#d55e00'>threshold {threshold:0.00}</text>"));
        svg.Raw($"<text x='{Margin + (Side / 2)}' y='{Side + Margin + 42}' text-anchor='middle'>pairs of two people that pass</text>");
        svg.Raw($"<text transform='translate(16 {Margin + (Side / 2)}) rotate(-90)' text-anchor='middle'>pairs of one person that pass</text></svg>");
        return svg.ToString();
    }
}
