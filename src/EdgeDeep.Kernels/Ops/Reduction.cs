namespace EdgeDeep.Kernels;

/// <summary>What the operators that reduce over axes share.</summary>
public static class Reduction
{
    /// <summary>Number of output elements: the product of the sizes that are not reduced.</summary>
    /// <param name="p">Shape and axes.</param>
    public static int OutputSize(in ReduceParameters p) =>
        Kept(p.InputDim0, 0, in p) * Kept(p.InputDim1, 1, in p) * Kept(p.InputDim2, 2, in p)
        * Kept(p.InputDim3, 3, in p) * Kept(p.InputDim4, 4, in p);

    /// <summary>Number of input elements behind each output element: the product of the sizes that are reduced.</summary>
    /// <param name="p">Shape and axes.</param>
    public static int ReducedCount(in ReduceParameters p) =>
        p.InputDim0 * p.InputDim1 * p.InputDim2 * p.InputDim3 * p.InputDim4 / OutputSize(in p);

    /// <summary>A walk over the input as A whose position in B is the output element it belongs to.</summary>
    /// <param name="cursor">Receives everything but the positions of the first row.</param>
    /// <param name="p">Shape and axes.</param>
    public static void SetCursor(ref RowCursor cursor, in ReduceParameters p)
    {
        RowWalk.SetSizes(ref cursor, p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4);
        RowWalk.SetDenseA(ref cursor, p.InputDim0, p.InputDim1, p.InputDim2, p.InputDim3, p.InputDim4);
        RowWalk.SetDenseB(
            ref cursor, Kept(p.InputDim0, 0, in p), Kept(p.InputDim1, 1, in p), Kept(p.InputDim2, 2, in p),
            Kept(p.InputDim3, 3, in p), Kept(p.InputDim4, 4, in p));
    }

    /// <summary>Sum of the input values behind each output element, zero points not taken off.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="sums">OutputSize ints; overwritten.</param>
    /// <param name="sumsAt">Index of the first sum.</param>
    /// <param name="p">Shape and axes.</param>
    public static void SumInt8(sbyte[] input, int inputAt, int[] sums, int sumsAt, in ReduceParameters p)
    {
        int outputs = OutputSize(in p);
        for (int i = 0; i < outputs; i++)
        {
            sums[sumsAt + i] = 0;
        }

        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt = sumsAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int to = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                sums[to] += input[cursor.AAt + i];
                to += cursor.BStep;
            }

            RowWalk.Advance(ref cursor);
        }
    }

    private static int Kept(int size, int axis, in ReduceParameters p) =>
        (p.ReducedAxes & (1 << axis)) != 0 ? 1 : size;

    /// <summary>Sum of the input values behind each output element, zero points not taken off.</summary>
    /// <param name="input">Values of the input shape.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="sums">OutputSize ints; overwritten.</param>
    /// <param name="sumsAt">Index of the first sum.</param>
    /// <param name="p">Shape and axes.</param>
    public static void SumInt16(short[] input, int inputAt, int[] sums, int sumsAt, in ReduceParameters p)
    {
        int outputs = OutputSize(in p);
        for (int i = 0; i < outputs; i++)
        {
            sums[sumsAt + i] = 0;
        }

        RowCursor cursor = default;
        SetCursor(ref cursor, in p);
        cursor.AAt = inputAt;
        cursor.BAt = sumsAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int to = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                sums[to] += input[cursor.AAt + i];
                to += cursor.BStep;
            }

            RowWalk.Advance(ref cursor);
        }
    }
}
