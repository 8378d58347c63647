using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>The report of <c>emulate</c> for people.</summary>
internal static class EmulateText
{
    public static void Print(Terminal terminal, EmulateReport report)
    {
        string spread = report.MinInstructions == report.MaxInstructions
            ? string.Empty : $", {Words.Count(report.MinInstructions)} to {Words.Count(report.MaxInstructions)} in {Words.Plural(report.Frames, "inference")}";
        long others = report.Flash.Where(section => section.Content is null).Sum(section => section.Bytes);
        terminal.WriteFacts(
        [
            ("board", $"{report.Board}: {report.Core}, QEMU {report.Machine}"),
            ("instructions", $"{Words.Count(report.Instructions)} an inference{spread}"),
            (" ", report.InstructionsPerSoundSecond is { } sound ? $"{Words.Count(sound)} a second of sound" : null),
            ("RAM", Words.Bytes(report.RamBytes)),
            ("  arena", Words.Bytes(report.ArenaBytes)),
            ("  state", report.StateBytes > 0 ? Words.Bytes(report.StateBytes) : null),
            ("  heap", report.HeapBytes > 0 ? Words.Bytes(report.HeapBytes) : null),
            ("  stack", Words.Bytes(report.StackBytes)),
            ("flash", Words.Bytes(report.FlashBytes)),
            .. report.Flash.Where(section => section.Content is not null).Select(section => ($"  {section.Section}", (string?)$"{Words.Bytes(section.Bytes)}, {section.Content}")),
            ("  others", others > 0 ? Words.Bytes(others) : null),
            .. report.Outputs.Select((output, i) => (i == 0 ? "outputs" : " ", (string?)$"{output.File}: {output.Name} {output.Type} {Words.Shape(output.Shape)}")),
        ]);
    }
}
