using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>A step of a plan, bound to a session's memory and to the kernel that was chosen for it.</summary>
public sealed unsafe class StepContext
{
    internal StepContext(PlanStep step, Slot[] inputs, Slot[] outputs, byte* scratch)
    {
        Scratch = scratch;
        Step = step;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>What the plan says about the step.</summary>
    public PlanStep Step { get; }

    /// <summary>Operands in the kernel's order.</summary>
    public Slot[] Inputs { get; }

    /// <summary>Results, then scratch.</summary>
    public Slot[] Outputs { get; }

    /// <summary>Memory that vector kernels of one session share.</summary>
    internal byte* Scratch { get; }

    /// <summary>The kernel's parameter structure as a run of integers.</summary>
    public int[] Parameters => Step.Parameters;
}
