using System.Diagnostics;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>Adds up the time of every step over the runs of a session.</summary>
public sealed class StepProfiler
{
    private readonly Plan _plan;
    private readonly long[] _ticks;
    private readonly long[] _runs;
    private readonly long[] _fastest;

    /// <summary>Prepares counters for the steps of a plan.</summary>
    public StepProfiler(Plan plan)
    {
        _plan = plan;
        _ticks = new long[plan.Steps.Count];
        _runs = new long[plan.Steps.Count];
        _fastest = new long[plan.Steps.Count];
        Array.Fill(_fastest, long.MaxValue);
    }

    /// <summary>The steps in execution order with their times.</summary>
    public IReadOnlyList<StepTime> Steps =>
        [.. _plan.Steps.Select((step, i) => _runs[i] == 0
            ? new StepTime(step, 0, 0, 0)
            : new StepTime(step, _runs[i], Microseconds(_ticks[i]) / _runs[i], Microseconds(_fastest[i])))];

    internal void Add(int step, long ticks)
    {
        _ticks[step] += ticks;
        _runs[step]++;
        _fastest[step] = Math.Min(_fastest[step], ticks);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}

/// <summary>What a profiler measured of one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Runs">How often it ran.</param>
/// <param name="MeanMicroseconds">Mean time of a run.</param>
/// <param name="FastestMicroseconds">Time of the fastest run, which other work on the machine disturbs least.</param>
public sealed record StepTime(PlanStep Step, long Runs, double MeanMicroseconds, double FastestMicroseconds);
