using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Reports;

/// <summary>What a lesson did; figures are of samples that were not learnt from.</summary>
internal sealed record TeachReport(
    string Model, string Output, int Lessons, IReadOnlyList<string> Labels, IReadOnlyList<string> Added, IReadOnlyList<string> Improved,
    TeachExamples? Examples, TeachAccuracy? Accuracy)
{
    /// <summary>Writes it for people.</summary>
    public void Print(Terminal terminal)
    {
        static string Of(ClassCount? count) => count is null ? "no samples" : $"{count.Correct} of {count.Samples} correct, {Words.Percent((double)count.Correct / count.Samples)}";
        if (Accuracy is { } accuracy)
        {
            terminal.WriteTable(["class", ">samples", ">correct"], accuracy.Added.Select(count => (string[])[count.Label, $"{count.Samples}", $"{count.Correct}"]));
            terminal.WriteFacts(
                ("known before", Of(accuracy.KnownBefore)),
                ("known now", Of(accuracy.KnownAfter)),
                ("all now", Of(accuracy.All)));
        }

        terminal.WriteFacts(
            ("new", Added.Count > 0 ? string.Join(", ", Added) : null),
            ("improved", Improved.Count > 0 ? string.Join(", ", Improved) : null),
            ("examples", Examples is { } examples ? $"{examples.Learnt} learnt from, {examples.Measured} measured with" : null),
            ("classes", $"{Labels.Count}"),
            ("lessons", $"{Lessons}{(Lessons > 0 ? "; --undo takes the last one back" : string.Empty)}"),
            ("model", Output));
    }
}

/// <summary>How many samples were used for what.</summary>
internal sealed record TeachExamples(int Learnt, int Measured);

/// <summary>Answers that were right.</summary>
/// <param name="KnownBefore">Samples of the known classes, before; null where there are none.</param>
/// <param name="KnownAfter">The same samples now.</param>
/// <param name="Added">Samples of each new class.</param>
/// <param name="All">All samples now.</param>
internal sealed record TeachAccuracy(ClassCount? KnownBefore, ClassCount? KnownAfter, IReadOnlyList<ClassCount> Added, ClassCount? All);

/// <summary>Samples of a class and how many of them were recognized.</summary>
internal sealed record ClassCount(string Label, int Correct, int Samples);
