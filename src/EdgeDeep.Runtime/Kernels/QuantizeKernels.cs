using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that change scale or type.</summary>
internal static class QuantizeKernels
{
    public static void FloatToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Quantize.Int8(input.Float32, input.At, output.Int8, output.At, EdgeDeep.Kernels.Float.QuantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int8ToFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Dequantize.Int8(input.Int8, input.At, output.Float32, output.At, EdgeDeep.Kernels.Float.DequantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int8ToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int8ToInt8(input.Int8, input.At, output.Int8, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void UInt8ToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.UInt8ToInt8(input.UInt8, input.At, output.Int8, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int8ToUInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int8ToUInt8(input.Int8, input.At, output.UInt8, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int16ToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int16ToInt8(input.Int16, input.At, output.Int8, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int8ToInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int8ToInt16(input.Int8, input.At, output.Int16, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void Int16ToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int16ToInt32(input.Int16, input.At, output.Int32, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void QuantizeInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Quantize.Int16(
            input.Float32, input.At, output.Int16, output.At,
            EdgeDeep.Kernels.Float.QuantizeParameters.Load(step.Parameters, 0));
    }

    public static void QuantizeUInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Quantize.UInt8(
            input.Float32, input.At, output.UInt8, output.At,
            EdgeDeep.Kernels.Float.QuantizeParameters.Load(step.Parameters, 0));
    }

    public static void DequantizeInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Dequantize.Int16(
            input.Int16, input.At, output.Float32, output.At,
            EdgeDeep.Kernels.Float.DequantizeParameters.Load(step.Parameters, 0));
    }

    public static void DequantizeUInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Dequantize.UInt8(
            input.UInt8, input.At, output.Float32, output.At,
            EdgeDeep.Kernels.Float.DequantizeParameters.Load(step.Parameters, 0));
    }

    public static void RequantizeInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int16ToInt16(input.Int16, input.At, output.Int16, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void RequantizeInt32ToInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int32ToInt16(input.Int32, input.At, output.Int16, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void RequantizeInt32ToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int32ToInt8(input.Int32, input.At, output.Int8, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }

    public static void RequantizeInt8ToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Requantize.Int8ToInt32(input.Int8, input.At, output.Int32, output.At, RequantizeParameters.Load(step.Parameters, 0));
    }
}
