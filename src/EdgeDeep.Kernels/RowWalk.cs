namespace EdgeDeep.Kernels;

/// <summary>Sets up and advances a <see cref="RowCursor"/>.</summary>
public static class RowWalk
{
    /// <summary>Sets the sizes; strides and positions are the caller's.</summary>
    /// <param name="cursor">Receives the sizes and the number of rows, at the first row.</param>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <param name="size3">Size of axis 3.</param>
    /// <param name="size4">Size of axis 4, the row.</param>
    public static void SetSizes(ref RowCursor cursor, int size0, int size1, int size2, int size3, int size4)
    {
        cursor.Size0 = size0;
        cursor.Size1 = size1;
        cursor.Size2 = size2;
        cursor.Size3 = size3;
        cursor.Length = size4;
        cursor.Rows = size0 * size1 * size2 * size3;
        cursor.Index1 = 0;
        cursor.Index2 = 0;
        cursor.Index3 = 0;
    }

    /// <summary>Strides of a dense tensor A of the given shape, 0 along axes of size 1 so that they repeat.</summary>
    /// <param name="cursor">Receives the strides of A.</param>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <param name="size3">Size of axis 3.</param>
    /// <param name="size4">Size of axis 4.</param>
    public static void SetDenseA(ref RowCursor cursor, int size0, int size1, int size2, int size3, int size4)
    {
        cursor.AStep = size4 == 1 ? 0 : 1;
        cursor.AStride3 = size3 == 1 ? 0 : size4;
        cursor.AStride2 = size2 == 1 ? 0 : size3 * size4;
        cursor.AStride1 = size1 == 1 ? 0 : size2 * size3 * size4;
        cursor.AStride0 = size0 == 1 ? 0 : size1 * size2 * size3 * size4;
    }

    /// <summary>Strides of a dense tensor B of the given shape, 0 along axes of size 1 so that they repeat.</summary>
    /// <param name="cursor">Receives the strides of B.</param>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <param name="size3">Size of axis 3.</param>
    /// <param name="size4">Size of axis 4.</param>
    public static void SetDenseB(ref RowCursor cursor, int size0, int size1, int size2, int size3, int size4)
    {
        cursor.BStep = size4 == 1 ? 0 : 1;
        cursor.BStride3 = size3 == 1 ? 0 : size4;
        cursor.BStride2 = size2 == 1 ? 0 : size3 * size4;
        cursor.BStride1 = size1 == 1 ? 0 : size2 * size3 * size4;
        cursor.BStride0 = size0 == 1 ? 0 : size1 * size2 * size3 * size4;
    }

    /// <summary>
    /// Sets up two inputs that broadcast against each other; equal shapes and a one-element input become a single row.
    /// </summary>
    /// <remarks>On every axis the two sizes are equal or one of them is 1.</remarks>
    /// <param name="cursor">Receives everything but the positions of the first row.</param>
    /// <param name="a0">Size of axis 0 of A.</param>
    /// <param name="a1">Size of axis 1 of A.</param>
    /// <param name="a2">Size of axis 2 of A.</param>
    /// <param name="a3">Size of axis 3 of A.</param>
    /// <param name="a4">Size of axis 4 of A.</param>
    /// <param name="b0">Size of axis 0 of B.</param>
    /// <param name="b1">Size of axis 1 of B.</param>
    /// <param name="b2">Size of axis 2 of B.</param>
    /// <param name="b3">Size of axis 3 of B.</param>
    /// <param name="b4">Size of axis 4 of B.</param>
    public static void SetBroadcast(
        ref RowCursor cursor, int a0, int a1, int a2, int a3, int a4, int b0, int b1, int b2, int b3, int b4)
    {
        int sizeA = a0 * a1 * a2 * a3 * a4;
        int sizeB = b0 * b1 * b2 * b3 * b4;
        bool equal = a0 == b0 && a1 == b1 && a2 == b2 && a3 == b3 && a4 == b4;
        if (equal || sizeA == 1 || sizeB == 1)
        {
            SetSizes(ref cursor, 1, 1, 1, 1, Larger(sizeA, sizeB));
            SetDenseA(ref cursor, 1, 1, 1, 1, sizeA);
            SetDenseB(ref cursor, 1, 1, 1, 1, sizeB);
            return;
        }

        SetSizes(ref cursor, Larger(a0, b0), Larger(a1, b1), Larger(a2, b2), Larger(a3, b3), Larger(a4, b4));
        SetDenseA(ref cursor, a0, a1, a2, a3, a4);
        SetDenseB(ref cursor, b0, b1, b2, b3, b4);
    }

    /// <summary>Moves both positions to the next row; after the last row they are back at the first of axis 1..3.</summary>
    /// <param name="cursor">A cursor set up before.</param>
    public static void Advance(ref RowCursor cursor)
    {
        cursor.AAt += cursor.AStride3;
        cursor.BAt += cursor.BStride3;
        cursor.Index3++;
        if (cursor.Index3 < cursor.Size3)
        {
            return;
        }

        cursor.Index3 = 0;
        cursor.AAt += cursor.AStride2 - (cursor.Size3 * cursor.AStride3);
        cursor.BAt += cursor.BStride2 - (cursor.Size3 * cursor.BStride3);
        cursor.Index2++;
        if (cursor.Index2 < cursor.Size2)
        {
            return;
        }

        cursor.Index2 = 0;
        cursor.AAt += cursor.AStride1 - (cursor.Size2 * cursor.AStride2);
        cursor.BAt += cursor.BStride1 - (cursor.Size2 * cursor.BStride2);
        cursor.Index1++;
        if (cursor.Index1 < cursor.Size1)
        {
            return;
        }

        cursor.Index1 = 0;
        cursor.AAt += cursor.AStride0 - (cursor.Size1 * cursor.AStride1);
        cursor.BAt += cursor.BStride0 - (cursor.Size1 * cursor.BStride1);
    }

    /// <summary>The larger of two sizes.</summary>
    /// <param name="a">Any value.</param>
    /// <param name="b">Any value.</param>
    public static int Larger(int a, int b) => a > b ? a : b;

    /// <summary>Copies the elements that a cursor's first operand visits, in order, to consecutive places.</summary>
    /// <param name="cursor">At the first row; its AAt counts from the start of the input array. Ends behind the last row.</param>
    /// <param name="input">Array of the first operand.</param>
    /// <param name="output">Receives Rows * Length values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    public static void CopyInt8(ref RowCursor cursor, sbyte[] input, sbyte[] output, int outputAt)
    {
        int to = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int from = cursor.AAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                output[to + i] = input[from];
                from += cursor.AStep;
            }

            to += cursor.Length;
            Advance(ref cursor);
        }
    }

    /// <summary>Copies the elements that a cursor's first operand visits, in order, to consecutive places.</summary>
    /// <param name="cursor">At the first row; its AAt counts from the start of the input array. Ends behind the last row.</param>
    /// <param name="input">Array of the first operand.</param>
    /// <param name="output">Receives Rows * Length values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    public static void CopyInt32(ref RowCursor cursor, int[] input, int[] output, int outputAt)
    {
        int to = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int from = cursor.AAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                output[to + i] = input[from];
                from += cursor.AStep;
            }

            to += cursor.Length;
            Advance(ref cursor);
        }
    }
}
