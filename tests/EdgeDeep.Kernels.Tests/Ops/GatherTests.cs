namespace EdgeDeep.Kernels.Tests.Ops;

public class GatherTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Picks_the_elements_the_definition_names() => Sampler.Check(s =>
    {
        GatherParameters p = default;
        p.Batches = s.Next(1, 3);
        p.OuterSize = s.Next(1, 3);
        p.AxisSize = s.Next(1, 4);
        p.IndexCount = s.Next(1, 5);
        p.InnerSize = s.Next(1, 3);
        sbyte[] input = s.Bytes(p.Batches * p.OuterSize * p.AxisSize * p.InnerSize);
        int[] indices = s.Ints(p.Batches * p.IndexCount, 0, p.AxisSize - 1);
        sbyte[] output = Sampler.Empty<sbyte>(p.Batches * p.OuterSize * p.IndexCount * p.InnerSize);
        Gather.Int8(input, At, indices, At, output, At, in p);
        for (int i = 0; i < output.Length - At; i++)
        {
            int inner = i % p.InnerSize;
            int entry = i / p.InnerSize % p.IndexCount;
            int outer = i / p.InnerSize / p.IndexCount % p.OuterSize;
            int batch = i / p.InnerSize / p.IndexCount / p.OuterSize;
            int index = indices[At + (batch * p.IndexCount) + entry];
            int from = (((((batch * p.OuterSize) + outer) * p.AxisSize) + index) * p.InnerSize) + inner;
            Assert.Equal(input[At + from], output[At + i]);
        }
    });
}
