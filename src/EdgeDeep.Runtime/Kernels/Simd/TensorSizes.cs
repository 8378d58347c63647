using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// What is known of a step's tensors before a vector kernel takes it: vector kernels check no index while they run, and a
/// model's parameters may say anything.
/// </summary>
internal static class TensorSizes
{
    /// <summary>The product of sizes; -1 where one of them is not positive or the product leaves 32 bits.</summary>
    public static long Product(params ReadOnlySpan<int> sizes)
    {
        long product = 1;
        foreach (int size in sizes)
        {
            product *= size;
            if (size < 1 || product > int.MaxValue)
            {
                return -1;
            }
        }

        return product;
    }

    /// <summary>Whether a tensor is of a type and holds at least so many elements, of which there are some.</summary>
    public static bool Holds(PlanTensor tensor, ElementType type, long elements) =>
        tensor.Type == type && elements > 0 && tensor.Elements >= elements;

    /// <summary>Whether a step's first operand and first result are int8 and hold at least so many elements.</summary>
    public static bool Hold(Plan plan, PlanStep step, long inputs, long outputs) =>
        Holds(plan.Tensors[step.Inputs[0]], ElementType.Int8, inputs) && Holds(plan.Tensors[step.Outputs[0]], ElementType.Int8, outputs);
}
