using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Runs one step.</summary>
public delegate void StepKernel(StepContext step);

/// <summary>A kernel that the runtime has.</summary>
/// <param name="Op">What it computes.</param>
/// <param name="Variant">How: <c>portable</c>, or the instruction set and technique.</param>
/// <param name="Run">The call.</param>
public sealed record KernelRow(OpCode Op, string Variant, StepKernel Run);

/// <summary>The kernels of the runtime in order of preference.</summary>
public static class KernelTable
{
    private static readonly KernelRow[] Rows = [];

    /// <summary>The kernel that runs an operation.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    public static KernelRow Find(OpCode op) => Array.Find(Rows, row => row.Op == op)
        ?? throw new ModelFormatException($"This runtime has no kernel for {op}; update EdgeDeep.");

    /// <summary>Makes sure that there is a kernel for every step.</summary>
    /// <exception cref="ModelFormatException">A step cannot run; the message names it.</exception>
    public static void Check(Plan plan)
    {
        foreach (PlanStep step in plan.Steps)
        {
            Find(step.Op);
        }
    }
}
