namespace EdgeDeep.Kernels.Tests.Ops;

public class ConcatenationTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Pieces_in_sequence_make_the_whole() => Sampler.Check(s =>
    {
        int outer = s.Next(1, 4);
        int[] sizes = [s.Next(1, 5), s.Next(1, 5), s.Next(1, 5)];
        int stride = sizes.Sum();
        sbyte[][] inputs = [.. sizes.Select(size => s.Bytes(outer * size))];
        sbyte[] output = Sampler.Empty<sbyte>(outer * stride);
        int[] wide = Sampler.Empty<int>(outer * stride);
        ConcatenationParameters p = default;
        (p.OuterSize, p.OutputStride) = (outer, stride);
        for (int i = 0; i < 3; i++)
        {
            p.CopySize = sizes[i];
            Concatenation.CopyInt8(inputs[i], At, output, At, in p);
            Concatenation.CopyInt32([.. inputs[i].Select(v => (int)v)], At, wide, At, in p);
            p.OutputStart += sizes[i];
        }

        IEnumerable<sbyte> expected = Enumerable.Range(0, outer).SelectMany(row =>
            inputs.SelectMany((input, i) => input.Skip(At + (row * sizes[i])).Take(sizes[i])));
        Assert.Equal(expected, output.Skip(At));
        Assert.Equal(output.Skip(At).Select(v => (int)v), wide.Skip(At));
    });
}
