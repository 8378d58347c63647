namespace EdgeDeep.Kernels.Tests.Ops;

public class PadTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x17AC30D470E60EE4UL, Sampler.Run(200, s =>
    {
        PadParameters p = default;
        int[] shape = new int[5];
        int[] before = new int[5];
        int[] after = new int[5];
        int outputs = 1;
        for (int i = 0; i < 5; i++)
        {
            shape[i] = s.Next(1, 3);
            before[i] = s.Next(0, 2);
            after[i] = s.Next(0, 2);
            outputs *= shape[i] + before[i] + after[i];
        }

        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) =
            (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.PadBefore0, p.PadBefore1, p.PadBefore2, p.PadBefore3, p.PadBefore4) =
            (before[0], before[1], before[2], before[3], before[4]);
        (p.PadAfter0, p.PadAfter1, p.PadAfter2, p.PadAfter3, p.PadAfter4) =
            (after[0], after[1], after[2], after[3], after[4]);
        p.PadValue = s.Next(-128, 127);
        sbyte[] input = s.Bytes(BroadcastCase.Size(shape));
        sbyte[] output = Sampler.Empty<sbyte>(outputs);
        Pad.Int8(input, At, output, At, in p);
        s.Add(output);

        int[] wide = Sampler.Empty<int>(outputs);
        Pad.Int32([.. input.Select(v => (int)v)], At, wide, At, in p);
        Assert.Equal(output.Skip(At).Select(v => (int)v), wide.Skip(At));
    }));

    [Fact]
    public void Published_vector()
    {
        // 2x3 padded by (0, 1) rows and (1, 0) columns.
        PadParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (1, 1, 1, 2, 3);
        (p.PadAfter3, p.PadBefore4, p.PadValue) = (1, 1, -128);
        sbyte[] output = new sbyte[12];
        Pad.Int8([1, 2, 3, 4, 5, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([-128, 1, 2, 3, -128, 4, 5, 6, -128, -128, -128, -128], output);
    }
}
