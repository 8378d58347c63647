namespace EdgeDeep.Kernels.Tests.Ops;

public class AddDspTests
{
    private const int At = Sampler.At;

    [Fact]
    public void Gives_the_bytes_of_the_portable_kernel() => Sampler.Check(s =>
    {
        AddParameters p = default;
        int elements = s.Next(1, 60);
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (1, 1, 1, 1, elements);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (1, 1, 1, 1, elements);
        (p.LeftShift, p.Input1Offset, p.Input1Multiplier, p.Input1Shift) = (20, s.Next(-127, 128), s.Multiplier(), s.Next(-21, 0));
        (p.Input2Offset, p.Input2Multiplier, p.Input2Shift) = (s.Next(-127, 128), s.Multiplier(), s.Next(-8, 0));
        (p.OutputOffset, p.Multiplier, p.Shift) = (s.Next(-128, 127), s.Multiplier(), s.Next(-21, -14));
        (p.ActivationMin, p.ActivationMax) = s.Next(0, 1) == 0 ? (-128, 127) : (s.Next(-128, 0), s.Next(1, 127));
        AddDspParameters d = default;
        (d.Elements, d.Input1Offset, d.Input1Multiplier, d.Input1Rounding, d.Input1Shift) =
            (elements, p.Input1Offset << 21, p.Input1Multiplier, 1 << -p.Input1Shift, 1 - p.Input1Shift);
        (d.Input2Offset, d.Input2Multiplier, d.Input2Rounding, d.Input2Shift) =
            (p.Input2Offset << 21, p.Input2Multiplier, 1 << -p.Input2Shift, 1 - p.Input2Shift);
        (d.Multiplier, d.Rounding, d.Shift) = (p.Multiplier, (1 << -p.Shift) + (p.OutputOffset << (1 - p.Shift)), 1 - p.Shift);
        (d.ActivationMin, d.ActivationMax) = (p.ActivationMin, p.ActivationMax);
        sbyte[] input1 = s.Bytes(elements), input2 = s.Bytes(elements);
        sbyte[] expected = Sampler.Empty<sbyte>(elements), actual = Sampler.Empty<sbyte>(elements);
        Add.Int8(input1, At, input2, At, expected, At, in p);
        AddDsp.Int8(input1, At, input2, At, actual, At, in d);
        Assert.Equal(expected, actual);
    });
}
