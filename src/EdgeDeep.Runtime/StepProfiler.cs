using System.Diagnostics;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>Adds up the time of every step over the runs of a session.</summary>
public sealed class StepProfiler
{
    private readonly Plan _plan;
    private readonly long[] _ticks;
    private readonly long[] _runs;

    /// <summary>Prepares counters for the steps of a plan.</summary>
    public StepProfiler(Plan plan)
    {
        _plan = plan;
        _ticks = new long[plan.Steps.Count];
        _runs = new long[plan.Steps.Count];
    }

    /// <summary>The steps in execution order with their mean time.</summary>
    public IReadOnlyList<StepTime> Steps =>
        [.. _plan.Steps.Select((step, i) => new StepTime(step, _runs[i], Microseconds(_ticks[i]) / Math.Max(1, _runs[i])))];

    internal void Add(int step, long ticks)
    {
        _ticks[step] += ticks;
        _runs[step]++;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}

/// <summary>What a profiler measured of one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Runs">How often it ran.</param>
/// <param name="MeanMicroseconds">Mean time of one run.</param>
public sealed record StepTime(PlanStep Step, long Runs, double MeanMicroseconds);
