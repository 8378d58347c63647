using System.Diagnostics;
using System.Globalization;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Commands;

/// <summary>Measures the steps of a session.</summary>
internal static class Profiling
{
    private const int WarmUpRuns = 50;
    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromSeconds(2);

    /// <summary>Attaches a profiler after some runs that make the code of the kernels ready; the session's state is reset.</summary>
    public static StepProfiler Start(Session session, Model model)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUpRuns && Stopwatch.GetElapsedTime(start) < WarmUpLimit; i++)
        {
            session.Run();
        }

        session.Reset();
        return session.Profiler = new StepProfiler(model.Plan);
    }

    /// <summary>What was measured.</summary>
    public static IReadOnlyList<StepReport> Report(StepProfiler profiler) =>
        [.. profiler.Steps.Select((time, i) => new StepReport(i, time.Step.Op.ToString(), time.Step.Name, time.Step.Macs, time.MeanMicroseconds))];

    /// <summary>Writes a table of the steps.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<StepReport>? steps)
    {
        if (steps is null)
        {
            return;
        }

        double total = steps.Sum(step => step.Microseconds);
        static string Fixed(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
        terminal.WriteTable(
            [">#", "step", ">MACs", ">microseconds", ">share"],
            steps.Select(step => (string[])[$"{step.Index}", step.Op, Words.Count(step.Macs), Fixed(step.Microseconds), $"{Fixed(100 * step.Microseconds / total)} %"])
                .Append([string.Empty, "all", Words.Count(steps.Sum(step => step.Macs)), Fixed(total), "100.0 %"]));
    }
}
