namespace EdgeDeep.Kernels.Tests.Ops;

public class StridedSliceTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Takes_the_elements_the_definition_names() => Sampler.Check(s =>
    {
        int[] shape = new int[5];
        int[] begin = new int[5];
        int[] stride = new int[5];
        int[] count = new int[5];
        for (int axis = 0; axis < 5; axis++)
        {
            shape[axis] = s.Next(1, 5);
            begin[axis] = s.Next(0, shape[axis] - 1);
            stride[axis] = s.Next(0, 1) == 0 ? s.Next(1, 3) : -s.Next(1, 3);
            int room = stride[axis] > 0 ? shape[axis] - 1 - begin[axis] : begin[axis];
            count[axis] = s.Next(1, (room / Math.Abs(stride[axis])) + 1);
        }

        StridedSliceParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) =
            (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.Begin0, p.Begin1, p.Begin2, p.Begin3, p.Begin4) = (begin[0], begin[1], begin[2], begin[3], begin[4]);
        (p.Stride0, p.Stride1, p.Stride2, p.Stride3, p.Stride4) =
            (stride[0], stride[1], stride[2], stride[3], stride[4]);
        (p.OutputDim0, p.OutputDim1, p.OutputDim2, p.OutputDim3, p.OutputDim4) =
            (count[0], count[1], count[2], count[3], count[4]);
        sbyte[] input = s.Bytes(BroadcastCase.Size(shape));
        sbyte[] output = Sampler.Empty<sbyte>(BroadcastCase.Size(count));
        StridedSlice.Int8(input, At, output, At, in p);
        int[] wide = Sampler.Empty<int>(BroadcastCase.Size(count));
        StridedSlice.Int32([.. input.Select(v => (int)v)], At, wide, At, in p);
        for (int i = 0; i < output.Length - At; i++)
        {
            int rest = i;
            int from = 0;
            int step = 1;
            for (int axis = 4; axis >= 0; axis--)
            {
                from += (begin[axis] + (rest % count[axis] * stride[axis])) * step;
                rest /= count[axis];
                step *= shape[axis];
            }

            Assert.Equal(input[At + from], output[At + i]);
            Assert.Equal(input[At + from], wide[At + i]);
        }
    });

    [Fact]
    public void A_negative_stride_reverses_the_last_axis()
    {
        StridedSliceParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (1, 1, 1, 2, 3);
        (p.Stride0, p.Stride1, p.Stride2, p.Stride3, p.Stride4, p.Begin4) = (1, 1, 1, 1, -1, 2);
        (p.OutputDim0, p.OutputDim1, p.OutputDim2, p.OutputDim3, p.OutputDim4) = (1, 1, 1, 2, 3);
        sbyte[] output = new sbyte[6];
        StridedSlice.Int8([1, 2, 3, 4, 5, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([3, 2, 1, 6, 5, 4], output);
    }

    [Fact]
    public void An_empty_slice_writes_nothing()
    {
        StridedSliceParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (1, 1, 1, 2, 3);
        (p.Stride0, p.Stride1, p.Stride2, p.Stride3, p.Stride4) = (1, 1, 1, 1, 1);
        (p.OutputDim0, p.OutputDim1, p.OutputDim2, p.OutputDim3, p.OutputDim4) = (1, 1, 1, 0, 3);
        sbyte[] output = [9];
        StridedSlice.Int8([1, 2, 3, 4, 5, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([9], output);
    }
}
