using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that move elements.</summary>
internal static class MovementCases
{
    public static OperatorCase Copy(CaseDraw s)
    {
        int size = s.Next(1, 40);
        Func<CaseTensor> draw = s.Next(0, 4) switch
        {
            0 => () => s.UInt8(size),
            1 => () => s.Int16(size),
            2 => () => s.Int32(size, int.MinValue, int.MaxValue),
            3 => () => s.Float32(size, 100),
            _ => () => s.Int8(size),
        };
        return s.Case([size], [draw()], draw());
    }

    public static OperatorCase Pad(CaseDraw s)
    {
        int[] shape = s.Shape(1, 3), before = s.Shape(0, 2), after = s.Shape(0, 2);
        PadParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.PadBefore0, p.PadBefore1, p.PadBefore2, p.PadBefore3, p.PadBefore4) = (before[0], before[1], before[2], before[3], before[4]);
        (p.PadAfter0, p.PadAfter1, p.PadAfter2, p.PadAfter3, p.PadAfter4) = (after[0], after[1], after[2], after[3], after[4]);
        p.PadValue = s.Next(-128, 127);
        int[] values = new int[PadParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(Size(shape))], s.Int8(Size([.. shape.Select((size, i) => before[i] + size + after[i])])));
    }

    public static OperatorCase Transpose(CaseDraw s)
    {
        int[] shape = s.Shape(1, 4), axes = [0, 1, 2, 3, 4];
        for (int i = 4; i > 0; i--)
        {
            int other = s.Next(0, i);
            (axes[i], axes[other]) = (axes[other], axes[i]);
        }

        TransposeParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.Axis0, p.Axis1, p.Axis2, p.Axis3, p.Axis4) = (axes[0], axes[1], axes[2], axes[3], axes[4]);
        int[] values = new int[TransposeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(Size(shape))], s.Int8(Size(shape)));
    }

    public static OperatorCase Concatenation(CaseDraw s)
    {
        ConcatenationParameters p = default;
        (p.OuterSize, p.CopySize, p.OutputStart) = (s.Next(1, 4), s.Next(1, 9), s.Next(0, 9));
        p.OutputStride = p.OutputStart + p.CopySize + s.Next(0, 4);
        int[] values = new int[ConcatenationParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.OuterSize * p.CopySize)], s.Int8(p.OuterSize * p.OutputStride));
    }

    public static OperatorCase StridedSlice(CaseDraw s)
    {
        int[] shape = s.Shape(1, 5);
        int[] begin = [.. shape.Select(size => s.Next(0, size - 1))];
        int[] stride = [.. shape.Select(_ => s.Next(0, 1) == 0 ? s.Next(1, 3) : -s.Next(1, 3))];
        int[] room = [.. shape.Select((size, i) => stride[i] > 0 ? size - 1 - begin[i] : begin[i])];
        int[] count = [.. room.Select((steps, i) => s.Next(1, (steps / Math.Abs(stride[i])) + 1))];
        StridedSliceParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.Begin0, p.Begin1, p.Begin2, p.Begin3, p.Begin4) = (begin[0], begin[1], begin[2], begin[3], begin[4]);
        (p.Stride0, p.Stride1, p.Stride2, p.Stride3, p.Stride4) = (stride[0], stride[1], stride[2], stride[3], stride[4]);
        (p.OutputDim0, p.OutputDim1, p.OutputDim2, p.OutputDim3, p.OutputDim4) = (count[0], count[1], count[2], count[3], count[4]);
        int[] values = new int[StridedSliceParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(Size(shape))], s.Int8(Size(count)));
    }

    public static OperatorCase Gather(CaseDraw s)
    {
        GatherParameters p = default;
        (p.Batches, p.OuterSize, p.AxisSize, p.IndexCount, p.InnerSize) = (s.Next(1, 3), s.Next(1, 3), s.Next(1, 4), s.Next(1, 5), s.Next(1, 3));
        int[] values = new int[GatherParameters.Count];
        p.Store(values, 0);
        return s.Case(
            values, [s.Int8(p.Batches * p.OuterSize * p.AxisSize * p.InnerSize), s.Int32(p.Batches * p.IndexCount, 0, p.AxisSize - 1)],
            s.Int8(p.Batches * p.OuterSize * p.IndexCount * p.InnerSize));
    }

    public static OperatorCase ResizeNearest(CaseDraw s)
    {
        ResizeNearestParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 4), s.Next(1, 4), s.Next(1, 3));
        (p.OutputHeight, p.OutputWidth) = (s.Next(1, 6), s.Next(1, 6));
        int[] values = new int[ResizeNearestParameters.Count];
        p.Store(values, 0);
        CaseTensor[] inputs =
        [
            s.Int8(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels),
            s.Int32(p.OutputHeight, 0, p.InputHeight - 1), s.Int32(p.OutputWidth, 0, p.InputWidth - 1),
        ];
        return s.Case(values, inputs, s.Int8(p.Batches * p.OutputHeight * p.OutputWidth * p.InputChannels));
    }

    private static int Size(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}
