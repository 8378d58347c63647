namespace EdgeDeep.Kernels.Tests.Ops;

public class TransposeTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0xDBCF2384B67E2998UL, Sampler.Run(200, s =>
    {
        TransposeParameters p = default;
        int[] shape = [s.Next(1, 4), s.Next(1, 4), s.Next(1, 4), s.Next(1, 4), s.Next(1, 4)];
        int[] axes = [0, 1, 2, 3, 4];
        for (int i = 4; i > 0; i--)
        {
            int other = s.Next(0, i);
            (axes[i], axes[other]) = (axes[other], axes[i]);
        }

        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) =
            (shape[0], shape[1], shape[2], shape[3], shape[4]);
        (p.Axis0, p.Axis1, p.Axis2, p.Axis3, p.Axis4) = (axes[0], axes[1], axes[2], axes[3], axes[4]);
        sbyte[] input = s.Bytes(BroadcastCase.Size(shape));
        sbyte[] output = Sampler.Empty<sbyte>(input.Length - At);
        Transpose.Int8(input, At, output, At, in p);
        s.Add(output);

        int[] wide = Sampler.Empty<int>(input.Length - At);
        Transpose.Int32([.. input.Select(v => (int)v)], At, wide, At, in p);
        Assert.Equal(output.Skip(At).Select(v => (int)v), wide.Skip(At));
    }));

    [Fact]
    public void A_matrix_turns_over()
    {
        TransposeParameters p = default;
        (p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4) = (1, 1, 1, 2, 3);
        (p.Axis0, p.Axis1, p.Axis2, p.Axis3, p.Axis4) = (0, 1, 2, 4, 3);
        sbyte[] output = new sbyte[6];
        Transpose.Int8([1, 2, 3, 4, 5, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([1, 4, 2, 5, 3, 6], output);
    }
}
