using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Kernels that compute every result from one 8-bit value alone become tables.</summary>
internal static class UnaryTables
{
    /// <summary>The step as a table; null for other kernels.</summary>
    public static PackedStep? TryPack(Plan plan, PlanStep step, TypedMemory constants)
    {
        int[] p = step.Parameters;
        PackedStep? Table(ref int size, Action<sbyte[], sbyte[]> kernel) =>
            TensorSizes.Hold(plan, step, size, size) ? Tabulate(ref size, kernel) : null;
        switch (step.Op)
        {
            case OpCode.LogisticInt8:
                LogisticParameters logistic = LogisticParameters.Load(p, 0);
                return Table(ref logistic.Size, (from, to) => Logistic.Int8(from, 0, to, 0, in logistic));
            case OpCode.TanhInt8:
                LogisticParameters tanh = LogisticParameters.Load(p, 0);
                return Table(ref tanh.Size, (from, to) => EdgeDeep.Kernels.Tanh.Int8(from, 0, to, 0, in tanh));
            case OpCode.ReluInt8:
                ReluParameters relu = ReluParameters.Load(p, 0);
                return Table(ref relu.Size, (from, to) => Relu.Int8(from, 0, to, 0, in relu));
            case OpCode.LeakyReluInt8:
                LeakyReluParameters leaky = LeakyReluParameters.Load(p, 0);
                return Table(ref leaky.Size, (from, to) => LeakyRelu.Int8(from, 0, to, 0, in leaky));
            case OpCode.HardSwishInt8:
                HardSwishParameters swish = HardSwishParameters.Load(p, 0);
                return Table(ref swish.Size, (from, to) => HardSwish.Int8(from, 0, to, 0, in swish));
            case OpCode.RequantizeInt8:
                RequantizeParameters scale = RequantizeParameters.Load(p, 0);
                return Table(ref scale.Size, (from, to) => Requantize.Int8ToInt8(from, 0, to, 0, in scale));
            case OpCode.LookupInt8 when plan.Tensors[step.Inputs[1]].Storage == Storage.Constant
                && TensorSizes.Holds(plan.Tensors[step.Inputs[1]], ElementType.Int8, 256):
                LookupParameters lookup = LookupParameters.Load(p, 0);
                int table = constants.IndexOf(plan.Tensors[step.Inputs[1]]);
                return Table(ref lookup.Size, (from, to) => Lookup.Int8(from, 0, constants.Int8, table, to, 0, in lookup));
            default:
                return null;
        }
    }

    /// <summary>Tabulates a kernel.</summary>
    /// <param name="size">Values of the step; set to the size of the table before the kernel is called.</param>
    /// <param name="kernel">The kernel, from an input to an output.</param>
    private static PackedStep? Tabulate(ref int size, Action<sbyte[], sbyte[]> kernel)
    {
        int values = size;
        size = 256;
        return TableStep.TryPack(values, all =>
        {
            sbyte[] results = new sbyte[all.Length];
            kernel((sbyte[])(object)all, results);
            return (byte[])(object)results;
        });
    }
}
