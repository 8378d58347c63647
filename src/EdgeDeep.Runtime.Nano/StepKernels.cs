namespace EdgeDeep.Nano;

/// <summary>Calls of the kernels that one model needs.</summary>
public abstract class StepKernels
{
    /// <summary>Whether a step can run: its kernel is there and takes this many operands and parameters.</summary>
    /// <param name="op">The kernel's number.</param>
    /// <param name="slots">Number of operands, results and scratch tensors.</param>
    /// <param name="parameters">Number of integers in the parameter structure.</param>
    public abstract bool Knows(int op, int slots, int parameters);

    /// <summary>Runs a step.</summary>
    public abstract void Run(Step step);
}
