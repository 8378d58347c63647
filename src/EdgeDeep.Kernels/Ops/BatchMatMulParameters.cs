namespace EdgeDeep.Kernels;

/// <summary>Parameters of <see cref="BatchMatMul"/>.</summary>
/// <remarks>Shapes of fewer than three batch axes are padded with 1 at the front; on every batch axis the two sizes are equal or one of them is 1.</remarks>
public struct BatchMatMulParameters
{
    /// <summary>Number of ints in the stored form.</summary>
    public const int Count = 16;

    /// <summary>Size of batch axis 0 of the left factor, at least 1.</summary>
    public int LeftBatch0;

    /// <summary>Size of batch axis 1 of the left factor, at least 1.</summary>
    public int LeftBatch1;

    /// <summary>Size of batch axis 2 of the left factor, at least 1.</summary>
    public int LeftBatch2;

    /// <summary>Size of batch axis 0 of the right factor, at least 1.</summary>
    public int RightBatch0;

    /// <summary>Size of batch axis 1 of the right factor, at least 1.</summary>
    public int RightBatch1;

    /// <summary>Size of batch axis 2 of the right factor, at least 1.</summary>
    public int RightBatch2;

    /// <summary>Rows of a product, at least 1.</summary>
    public int Rows;

    /// <summary>Columns of a product, at least 1.</summary>
    public int Columns;

    /// <summary>Products in a sum, at least 1.</summary>
    public int Depth;

    /// <summary>1 where the left matrices are stored as [depth, rows], 0 for [rows, depth].</summary>
    public int LeftTransposed;

    /// <summary>1 where the right matrices are stored as [columns, depth], 0 for [depth, columns].</summary>
    public int RightTransposed;

    /// <summary>Minus the zero point of the left factor, -127..128.</summary>
    public int LeftOffset;

    /// <summary>Minus the zero point of the right factor, -127..128.</summary>
    public int RightOffset;

    /// <summary>Zero point of the output, -128..127.</summary>
    public int OutputOffset;

    /// <summary>Significand of left scale * right scale / output scale.</summary>
    public int Multiplier;

    /// <summary>Exponent that goes with Multiplier, -31..30; negative shifts right.</summary>
    public int Shift;

    /// <summary>Reads the fields in declaration order.</summary>
    /// <param name="values">Holds the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public static BatchMatMulParameters Load(int[] values, int at)
    {
        BatchMatMulParameters p;
        p.LeftBatch0 = values[at];
        p.LeftBatch1 = values[at + 1];
        p.LeftBatch2 = values[at + 2];
        p.RightBatch0 = values[at + 3];
        p.RightBatch1 = values[at + 4];
        p.RightBatch2 = values[at + 5];
        p.Rows = values[at + 6];
        p.Columns = values[at + 7];
        p.Depth = values[at + 8];
        p.LeftTransposed = values[at + 9];
        p.RightTransposed = values[at + 10];
        p.LeftOffset = values[at + 11];
        p.RightOffset = values[at + 12];
        p.OutputOffset = values[at + 13];
        p.Multiplier = values[at + 14];
        p.Shift = values[at + 15];
        return p;
    }

    /// <summary>Writes the fields in declaration order.</summary>
    /// <param name="values">Receives the stored form.</param>
    /// <param name="at">Index of the first int.</param>
    public readonly void Store(int[] values, int at)
    {
        values[at] = LeftBatch0;
        values[at + 1] = LeftBatch1;
        values[at + 2] = LeftBatch2;
        values[at + 3] = RightBatch0;
        values[at + 4] = RightBatch1;
        values[at + 5] = RightBatch2;
        values[at + 6] = Rows;
        values[at + 7] = Columns;
        values[at + 8] = Depth;
        values[at + 9] = LeftTransposed;
        values[at + 10] = RightTransposed;
        values[at + 11] = LeftOffset;
        values[at + 12] = RightOffset;
        values[at + 13] = OutputOffset;
        values[at + 14] = Multiplier;
        values[at + 15] = Shift;
    }
}
