namespace EdgeDeep.Kernels.Tests.Ops;

public class BatchMatMulTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Matches_TensorFlow_Lite_Micro() => Assert.Equal(0x711B3A595105CC84UL, Sampler.Run(400, s => s.Add(Run(s, out _))));

    [Fact]
    public void Is_within_one_of_the_real_product() => Sampler.Check(s =>
    {
        sbyte[] actual = Run(s, out double[] real);
        Assert.Equal(At + real.Length, actual.Length);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual[At + i], 1.0);
        }
    });

    [Fact]
    public void Matrices_stored_either_way_round_multiply_alike()
    {
        BatchMatMulParameters p = default;
        (p.LeftBatch0, p.LeftBatch1, p.LeftBatch2, p.RightBatch0, p.RightBatch1, p.RightBatch2) = (1, 1, 1, 1, 1, 1);
        (p.Rows, p.Columns, p.Depth, p.Multiplier, p.Shift) = (2, 2, 3, 1 << 30, 1);
        sbyte[] output = new sbyte[4];
        BatchMatMul.Int8([1, 2, 3, 4, 5, 6], 0, [1, 2, 3, 4, 5, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([22, 28, 49, 64], output);
        (p.LeftTransposed, p.RightTransposed) = (1, 1);
        BatchMatMul.Int8([1, 4, 2, 5, 3, 6], 0, [1, 3, 5, 2, 4, 6], 0, output, 0, in p);
        Assert.Equal<sbyte>([22, 28, 49, 64], output);
    }

    private static sbyte[] Run(Sampler s, out double[] real)
    {
        int[] left = new int[3], right = new int[3];
        for (int i = 0; i < 3; i++)
        {
            int size = s.Next(1, 3), single = s.Next(0, 3);
            (left[i], right[i]) = (single == 1 ? 1 : size, single == 2 ? 1 : size);
        }

        BatchMatMulParameters p = default;
        (p.LeftBatch0, p.LeftBatch1, p.LeftBatch2) = (left[0], left[1], left[2]);
        (p.RightBatch0, p.RightBatch1, p.RightBatch2) = (right[0], right[1], right[2]);
        p.Rows = s.Next(1, 6);
        p.Columns = s.Next(1, 6);
        p.Depth = s.Next(1, 20);
        p.LeftTransposed = s.Next(0, 1);
        p.RightTransposed = s.Next(0, 1);
        p.LeftOffset = s.Next(-127, 128);
        p.RightOffset = s.Next(-127, 128);
        p.OutputOffset = s.Next(-128, 127);
        p.Multiplier = s.Multiplier();
        p.Shift = s.Next(-12, -4);
        int[] batch = [.. left.Zip(right, Math.Max)];
        sbyte[] a = s.Bytes(left[0] * left[1] * left[2] * p.Rows * p.Depth);
        sbyte[] b = s.Bytes(right[0] * right[1] * right[2] * p.Depth * p.Columns);
        real = new double[batch[0] * batch[1] * batch[2] * p.Rows * p.Columns];
        sbyte[] output = Sampler.Empty<sbyte>(real.Length);
        BatchMatMul.Int8(a, At, b, At, output, At, in p);

        int Matrix(int index, int[] shape) => ((index / batch[2] / batch[1] % shape[0] * shape[1]) + (index / batch[2] % batch[1] % shape[1])) * shape[2]
            + (index % batch[2] % shape[2]);
        for (int i = 0; i < real.Length; i++)
        {
            int column = i % p.Columns, row = i / p.Columns % p.Rows, index = i / p.Columns / p.Rows;
            double sum = 0;
            for (int k = 0; k < p.Depth; k++)
            {
                int inA = p.LeftTransposed != 0 ? (k * p.Rows) + row : (row * p.Depth) + k;
                int inB = p.RightTransposed != 0 ? (column * p.Depth) + k : (k * p.Columns) + column;
                sum += (a[At + (Matrix(index, left) * p.Rows * p.Depth) + inA] + p.LeftOffset)
                    * (double)(b[At + (Matrix(index, right) * p.Depth * p.Columns) + inB] + p.RightOffset);
            }

            real[i] = Scale.Limit((sum * Scale.Of(p.Multiplier, p.Shift)) + p.OutputOffset, -128, 127);
        }

        return output;
    }
}
