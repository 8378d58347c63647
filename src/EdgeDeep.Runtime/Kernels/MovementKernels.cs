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

    public static void StridedCopyInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.StridedCopy.Int8(input.Int8, input.At, output.Int8, output.At, StridedCopyParameters.Load(step.Parameters, 0));
    }

    public static void StridedCopyInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.StridedCopy.Int16(input.Int16, input.At, output.Int16, output.At, StridedCopyParameters.Load(step.Parameters, 0));
    }

    public static void StridedCopyInt32(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.StridedCopy.Int32(input.Int32, input.At, output.Int32, output.At, StridedCopyParameters.Load(step.Parameters, 0));
    }

    public static void StridedCopyFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.StridedCopy.Float32(
            input.Float32, input.At, output.Float32, output.At,
            StridedCopyParameters.Load(step.Parameters, 0));
    }

    public static void FillInt8(StepContext step)
    {
        Slot output = step.Outputs[0];
        EdgeDeep.Kernels.Fill.Int8(output.Int8, output.At, FillParameters.Load(step.Parameters, 0));
    }

    public static void FillInt16(StepContext step)
    {
        Slot output = step.Outputs[0];
        EdgeDeep.Kernels.Fill.Int16(output.Int16, output.At, FillParameters.Load(step.Parameters, 0));
    }

    public static void FillInt32(StepContext step)
    {
        Slot output = step.Outputs[0];
        EdgeDeep.Kernels.Fill.Int32(output.Int32, output.At, FillParameters.Load(step.Parameters, 0));
    }

    public static void FillFloat(StepContext step)
    {
        Slot output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Fill.Float32(output.Float32, output.At, FillParameters.Load(step.Parameters, 0));
    }

    public static void GatherInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Gather.Int16(a.Int16, a.At, b.Int32, b.At, output.Int16, output.At, GatherParameters.Load(step.Parameters, 0));
    }

    public static void GatherInt32(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Gather.Int32(a.Int32, a.At, b.Int32, b.At, output.Int32, output.At, GatherParameters.Load(step.Parameters, 0));
    }

    public static void GatherFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Gather.Float32(
            a.Float32, a.At, b.Int32, b.At, output.Float32, output.At,
            GatherParameters.Load(step.Parameters, 0));
    }
}
