using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels on pairs of 16-bit lanes. Operands: data, weights, constants of the channels.</summary>
internal static class DspKernels
{
    public static void Conv2DInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0], columns = step.Outputs[1];
        Conv2DDsp.Int8(
            s[0].Int8, s[0].At, s[1].Int32, s[1].At, s[2].Int32, s[2].At,
            output.Int8, output.At, columns.Int32, columns.At, Conv2DParameters.Load(step.Parameters, 0));
    }

    public static void DepthwiseConv2DInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        DepthwiseConv2DDsp.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At,
            output.Int8, output.At, DepthwiseConv2DParameters.Load(step.Parameters, 0));
    }

    /// <summary>Operands: both inputs.</summary>
    public static void AddInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        AddDsp.Int8(s[0].Int8, s[0].At, s[1].Int8, s[1].At, output.Int8, output.At, AddDspParameters.Load(step.Parameters, 0));
    }
}
