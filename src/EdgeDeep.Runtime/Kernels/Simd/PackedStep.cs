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
    /// <returns>False where one of them is no constant of the type that the kernel takes.</returns>
    public static bool TryRead(Plan plan, PlanStep step, TypedMemory constants, out WeightOperands operands)
    {
        operands = default;
        for (int i = 1; i < 5; i++)
        {
            PlanTensor operand = plan.Tensors[step.Inputs[i]];
            if (operand.Storage != Storage.Constant || operand.Type != (i == 1 ? ElementType.Int8 : ElementType.Int32))
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

    /// <summary>Whether there are at least so many weights, and biases and scales for so many channels.</summary>
    public bool Hold(long weights, int channels) =>
        weights > 0 && Weights.Length >= weights && Bias.Length >= channels && Multipliers.Length >= channels && Shifts.Length >= channels;

    /// <summary>The same with weights laid out OHWI instead of HWO, of filters that read one input channel.</summary>
    public WeightOperands OutputsFirst(int taps, int channels)
    {
        sbyte[] turned = new sbyte[taps * channels];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] = Weights[(i % taps * channels) + (i / taps)];
        }

        return new WeightOperands(turned, Bias, Multipliers, Shifts);
    }
}
