namespace EdgeDeep.Kernels.Tests;

/// <summary>Geometry of a convolution; windows may lie partly or wholly in the padding.</summary>
internal struct ConvolutionCase
{
    public int Batches, Height, Width, FilterHeight, FilterWidth, OutputHeight, OutputWidth;
    public int StrideHeight, StrideWidth, PadTop, PadLeft;

    public static ConvolutionCase Draw(Sampler s)
    {
        ConvolutionCase c = default;
        c.Batches = s.Next(1, 2);
        c.Height = s.Next(1, 9);
        c.Width = s.Next(1, 9);
        c.FilterHeight = s.Next(1, 4);
        c.FilterWidth = s.Next(1, 4);
        c.OutputHeight = s.Next(1, 5);
        c.OutputWidth = s.Next(1, 5);
        c.StrideHeight = s.Next(1, 5);
        c.StrideWidth = s.Next(1, 5);
        c.PadTop = s.Next(0, 3);
        c.PadLeft = s.Next(0, 3);
        return c;
    }
}
