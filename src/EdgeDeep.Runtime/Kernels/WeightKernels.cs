using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels with weights. Operands: data, weights, bias, multipliers, shifts.</summary>
internal static class WeightKernels
{
    public static void Conv2DInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        Conv2D.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            output.Int8, output.At, Conv2DParameters.Load(step.Parameters, 0));
    }

    public static void DepthwiseConv2DInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        DepthwiseConv2D.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            output.Int8, output.At, DepthwiseConv2DParameters.Load(step.Parameters, 0));
    }

    public static void FullyConnectedInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        FullyConnected.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            output.Int8, output.At, FullyConnectedParameters.Load(step.Parameters, 0));
    }

    public static void SpectrumMagnitudeInt16ToInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        SpectrumMagnitude.Int16ToInt8(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At,
            output.Int8, output.At, SpectrumMagnitudeParameters.Load(step.Parameters, 0));
    }

    public static void TransposeConv2DInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        TransposeConv2D.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            output.Int8, output.At, TransposeConv2DParameters.Load(step.Parameters, 0));
    }

    public static void Conv2DInt8WeightsOffset(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        Conv2D.Int8WeightsOffset(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            s[5].Int32, s[5].At, output.Int8, output.At, Conv2DParameters.Load(step.Parameters, 0));
    }

    public static void DepthwiseConv2DInt8WeightsOffset(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        DepthwiseConv2D.Int8WeightsOffset(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            s[5].Int32, s[5].At, output.Int8, output.At, DepthwiseConv2DParameters.Load(step.Parameters, 0));
    }
}
