using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that draw random numbers. The generator's state is the result behind the output.</summary>
internal static class RandomKernels
{
    public static void RandomNormalInt8(StepContext step)
    {
        Slot quantiles = step.Inputs[0], output = step.Outputs[0], state = step.Outputs[1];
        RandomNormal.Int8(
            quantiles.Int16, quantiles.At, state.Int32, state.At, output.Int8, output.At, RandomNormalParameters.Load(step.Parameters, 0));
    }

    public static void RandomNormalInt16(StepContext step)
    {
        Slot quantiles = step.Inputs[0], output = step.Outputs[0], state = step.Outputs[1];
        RandomNormal.Int16(
            quantiles.Int16, quantiles.At, state.Int32, state.At, output.Int16, output.At, RandomNormalParameters.Load(step.Parameters, 0));
    }

    public static void MultinomialInt8(StepContext step)
    {
        Slot input = step.Inputs[0], weights = step.Inputs[1], output = step.Outputs[0], state = step.Outputs[1];
        Multinomial.Int8(
            input.Int8, input.At, weights.Int32, weights.At, state.Int32, state.At, output.Int32, output.At,
            MultinomialParameters.Load(step.Parameters, 0));
    }
}
