namespace EdgeDeep.Kernels;

/// <summary>A window over the last rows: every row moves one place towards the beginning and the newest one becomes the last.</summary>
/// <remarks>The new row must not lie in the window.</remarks>
public static class Slide
{
    /// <summary>int8 rows.</summary>
    /// <param name="row">RowSize elements.</param>
    /// <param name="rowAt">Index of the first element.</param>
    /// <param name="window">[Rows, RowSize], kept from call to call.</param>
    /// <param name="windowAt">Index of its first element.</param>
    /// <param name="p">Sizes.</param>
    public static void Int8(sbyte[] row, int rowAt, sbyte[] window, int windowAt, in SlideParameters p)
    {
        int kept = (p.Rows - 1) * p.RowSize;
        for (int i = 0; i < kept; i++)
        {
            window[windowAt + i] = window[windowAt + i + p.RowSize];
        }

        for (int i = 0; i < p.RowSize; i++)
        {
            window[windowAt + kept + i] = row[rowAt + i];
        }
    }

    /// <summary>int16 rows.</summary>
    /// <param name="row">RowSize elements.</param>
    /// <param name="rowAt">Index of the first element.</param>
    /// <param name="window">[Rows, RowSize], kept from call to call.</param>
    /// <param name="windowAt">Index of its first element.</param>
    /// <param name="p">Sizes.</param>
    public static void Int16(short[] row, int rowAt, short[] window, int windowAt, in SlideParameters p)
    {
        int kept = (p.Rows - 1) * p.RowSize;
        for (int i = 0; i < kept; i++)
        {
            window[windowAt + i] = window[windowAt + i + p.RowSize];
        }

        for (int i = 0; i < p.RowSize; i++)
        {
            window[windowAt + kept + i] = row[rowAt + i];
        }
    }
}
