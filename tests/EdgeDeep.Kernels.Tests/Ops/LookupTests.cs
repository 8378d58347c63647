namespace EdgeDeep.Kernels.Tests.Ops;

public class LookupTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Every_element_becomes_its_entry() => Sampler.Check(s =>
    {
        LookupParameters p = default;
        p.Size = s.Next(0, 300);
        sbyte[] input = s.Bytes(p.Size), table = s.Bytes(256), output = Sampler.Empty<sbyte>(p.Size);
        Lookup.Int8(input, At, table, At, output, At, in p);
        Assert.Equal(input.Skip(At).Select(value => table[At + 128 + value]), output.Skip(At));
        Lookup.Int8(input, At, table, At, input, At, in p);
        Assert.Equal(output, input);
    });
}
