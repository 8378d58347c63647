namespace EdgeDeep.Kernels.Tests.Ops;

public class ResizeNearestTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Doubles_an_image()
    {
        ResizeNearestParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels, p.OutputHeight, p.OutputWidth) = (1, 1, 2, 2, 2, 4);
        sbyte[] output = new sbyte[16];
        ResizeNearest.Int8([1, 2, 3, 4], 0, [0, 0], 0, [0, 0, 1, 1], 0, output, 0, in p);
        Assert.Equal<sbyte>([1, 2, 1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4], output);
    }

    [Fact]
    public void Follows_its_tables() => Sampler.Check(s =>
    {
        ResizeNearestParameters p = default;
        p.Batches = s.Next(1, 2);
        p.InputHeight = s.Next(1, 4);
        p.InputWidth = s.Next(1, 4);
        p.InputChannels = s.Next(1, 3);
        p.OutputHeight = s.Next(1, 6);
        p.OutputWidth = s.Next(1, 6);
        sbyte[] input = s.Bytes(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels);
        int[] rows = s.Ints(p.OutputHeight, 0, p.InputHeight - 1);
        int[] columns = s.Ints(p.OutputWidth, 0, p.InputWidth - 1);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OutputHeight * p.OutputWidth * p.InputChannels);
        ResizeNearest.Int8(input, At, rows, At, columns, At, output, At, in p);
        for (int i = 0; i < output.Length - At; i++)
        {
            int channel = i % p.InputChannels;
            int x = i / p.InputChannels % p.OutputWidth;
            int y = i / p.InputChannels / p.OutputWidth % p.OutputHeight;
            int batch = i / p.InputChannels / p.OutputWidth / p.OutputHeight;
            int pixel = (((batch * p.InputHeight) + rows[At + y]) * p.InputWidth) + columns[At + x];
            Assert.Equal(input[At + (pixel * p.InputChannels) + channel], output[At + i]);
        }
    });
}
