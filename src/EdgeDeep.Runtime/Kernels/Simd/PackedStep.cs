using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>A step whose constants were rearranged for vectors when the model was loaded; sessions share it.</summary>
internal abstract class PackedStep
{
    /// <summary>Bytes of scratch memory that <see cref="Run"/> needs.</summary>
    public abstract int ScratchBytes { get; }

    /// <summary>Computes the step.</summary>
    public abstract void Run(StepContext step);
}

/// <summary>Constant operands of a step with weights, in the order of a plan's step.</summary>
/// <param name="Weights">Filters.</param>
/// <param name="Bias">A bias for each output channel.</param>
/// <param name="Multipliers">Significands.</param>
/// <param name="Shifts">Exponents.</param>
internal readonly ref struct WeightOperands(
    ReadOnlySpan<sbyte> Weights, ReadOnlySpan<int> Bias, ReadOnlySpan<int> Multipliers, ReadOnlySpan<int> Shifts)
{
    public readonly ReadOnlySpan<sbyte> Weights = Weights;
    public readonly ReadOnlySpan<int> Bias = Bias;
    public readonly ReadOnlySpan<int> Multipliers = Multipliers;
    public readonly ReadOnlySpan<int> Shifts = Shifts;

    /// <summary>Reads the operands of a step from a model's constants.</summary>
    /// <returns>False where one of them is no constant.</returns>
    public static bool TryRead(Plan plan, PlanStep step, TypedMemory constants, out WeightOperands operands)
    {
        operands = default;
        for (int i = 1; i < 5; i++)
        {
            if (plan.Tensors[step.Inputs[i]].Storage != Storage.Constant)
            {
                return false;
            }
        }

        ReadOnlySpan<int> Ints(int operand)
        {
            PlanTensor tensor = plan.Tensors[step.Inputs[operand]];
            return constants.Int32.AsSpan(constants.IndexOf(tensor), tensor.Elements);
        }

        PlanTensor weights = plan.Tensors[step.Inputs[1]];
        operands = new WeightOperands(
            constants.Int8.AsSpan(constants.IndexOf(weights), weights.Elements), Ints(2), Ints(3), Ints(4));
        return true;
    }
}
