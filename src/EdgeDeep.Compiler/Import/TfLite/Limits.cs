namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Bounds that keep sizes within 32-bit arithmetic, whatever a file says. Models for devices are far below.</summary>
internal static class Limits
{
    /// <summary>Most dimensions of a tensor.</summary>
    public const int Rank = 8;

    /// <summary>Most elements of a tensor.</summary>
    public const int Elements = 1 << 28;

    /// <summary>Largest stride, dilation, window, border and image size.</summary>
    public const int Extent = 1 << 16;

    /// <summary>Whether every dimension is at least 1 and the tensor is not too large.</summary>
    public static bool IsLegal(IReadOnlyCollection<int> shape)
    {
        long elements = 1;
        foreach (int dimension in shape)
        {
            elements *= dimension;
            if (dimension < 1 || elements > Elements)
            {
                return false;
            }
        }

        return shape.Count <= Rank;
    }
}
