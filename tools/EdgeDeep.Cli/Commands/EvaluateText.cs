using System.Globalization;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Writes an evaluation for people.</summary>
internal static class EvaluateText
{
    /// <summary>More classes do not fit side by side; their most frequent confusions are listed instead.</summary>
    private const int MaxMatrixClasses = 14;
    private const int MaxConfusions = 10;

    /// <summary>Writes everything.</summary>
    public static void Print(Terminal terminal, EvaluateReport report)
    {
        if (report.Mistakes is { } mistakes)
        {
            terminal.WriteTable(["sample", "is", "answer"], mistakes.Select(mistake => (string[])[mistake.File, mistake.Label, mistake.Answer]));
        }

        static string Of(double? fraction) => fraction is { } value ? Words.Percent(value) : "-";
        terminal.WriteTable(
            [">#", "class", ">samples", ">correct", ">recall", ">precision"],
            report.Classes.Select((row, i) => (string[])[$"{i}", row.Label, $"{row.Files}", $"{row.Correct}", Of(row.Recall), Of(row.Precision)]));
        PrintConfusion(terminal, report);
        PrintTotals(terminal, report);
    }

    private static void PrintConfusion(Terminal terminal, EvaluateReport report)
    {
        int classes = report.Classes.Count;
        if (classes <= MaxMatrixClasses)
        {
            terminal.Out.WriteLine("Confusion: a row for each class, a column for each answer");
            terminal.WriteTable(
                [" ", .. Enumerable.Range(0, classes).Select(i => $">{i}")],
                report.Confusion.Select((row, i) => row.Select(count => count == 0 ? "." : $"{count}").Prepend($"{i} {report.Classes[i].Label}")));
            return;
        }

        terminal.Out.WriteLine("Most frequent confusions");
        terminal.WriteTable(
            ["is", "answer", ">samples"],
            Enumerable.Range(0, classes * classes).Select(i => (Is: i / classes, Answer: i % classes)).Where(pair => pair.Is != pair.Answer)
                .OrderByDescending(pair => report.Confusion[pair.Is][pair.Answer]).Take(MaxConfusions).Where(pair => report.Confusion[pair.Is][pair.Answer] > 0)
                .Select(pair => (string[])[report.Classes[pair.Is].Label, report.Classes[pair.Answer].Label, $"{report.Confusion[pair.Is][pair.Answer]}"]));
    }

    /// <summary>Writes accuracy and time only.</summary>
    public static void PrintTotals(Terminal terminal, EvaluateReport report)
    {
        string Accuracy(int correct) => $"{correct} of {report.Files} correct, {Words.Percent((double)correct / report.Files)}";
        static string Points(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
        terminal.WriteFacts(
            ("model", report.Model),
            ("accuracy", Accuracy(report.Correct)),
            ("reference", report.Reference?.Model),
            (" ", report.Reference is { } reference ? Accuracy(reference.Correct) : null),
            ("difference", report.Reference is { } compared
                ? $"{Points(compared.DifferencePoints)} percentage points; the same answer for {Words.Percent(compared.Agreement)} of the samples" : null),
            ("preprocessing", report.Preprocessing),
            ("time", string.Create(CultureInfo.InvariantCulture, $"{Words.Seconds(report.Seconds)}, {report.MeanMilliseconds:0.000} ms an inference")));
    }
}
