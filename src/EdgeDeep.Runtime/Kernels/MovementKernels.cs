using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that move elements.</summary>
internal static class MovementKernels
{
    public static void Copy(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        CopyParameters p = CopyParameters.Load(step.Parameters, 0);
        switch (input.Tensor.Type)
        {
            case ElementType.Int8 or ElementType.UInt8 or ElementType.Bool:
                EdgeDeep.Kernels.Copy.Int8(input.Int8, input.At, output.Int8, output.At, p);
                break;
            case ElementType.Int16:
                EdgeDeep.Kernels.Copy.Int16(input.Int16, input.At, output.Int16, output.At, p);
                break;
            case ElementType.Int32:
                EdgeDeep.Kernels.Copy.Int32(input.Int32, input.At, output.Int32, output.At, p);
                break;
            case ElementType.Float32:
                Array.Copy(input.Float32, input.At, output.Float32, output.At, p.Size);
                break;
            default:
                Array.Copy(input.Int64, input.At, output.Int64, output.At, p.Size);
                break;
        }
    }

    public static void PadInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Pad.Int8(input.Int8, input.At, output.Int8, output.At, PadParameters.Load(step.Parameters, 0));
    }

    public static void TransposeInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Transpose.Int8(input.Int8, input.At, output.Int8, output.At, TransposeParameters.Load(step.Parameters, 0));
    }

    public static void ConcatenationInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Concatenation.CopyInt8(input.Int8, input.At, output.Int8, output.At, ConcatenationParameters.Load(step.Parameters, 0));
    }

    public static void StridedSliceInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        StridedSlice.Int8(input.Int8, input.At, output.Int8, output.At, StridedSliceParameters.Load(step.Parameters, 0));
    }

    public static void GatherInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Gather.Int8(a.Int8, a.At, b.Int32, b.At, output.Int8, output.At, GatherParameters.Load(step.Parameters, 0));
    }

    public static void ResizeNearestInt8(StepContext step)
    {
        Slot input = step.Inputs[0], rows = step.Inputs[1], columns = step.Inputs[2], output = step.Outputs[0];
        ResizeNearest.Int8(
            input.Int8, input.At, rows.Int32, rows.At, columns.Int32, columns.At, output.Int8, output.At,
            ResizeNearestParameters.Load(step.Parameters, 0));
    }
}
