namespace EdgeDeep.Kernels;

/// <summary>
/// A walk over a five-axis shape, row by row, that keeps the positions in two tensors A and B,
/// each with its own stride per axis (0 repeats, negative runs backwards).
/// </summary>
public struct RowCursor
{
    /// <summary>Size of axis 0.</summary>
    public int Size0;

    /// <summary>Size of axis 1.</summary>
    public int Size1;

    /// <summary>Size of axis 2.</summary>
    public int Size2;

    /// <summary>Size of axis 3.</summary>
    public int Size3;

    /// <summary>Size of axis 4: elements of a row.</summary>
    public int Length;

    /// <summary>Stride of A along axis 0.</summary>
    public int AStride0;

    /// <summary>Stride of A along axis 1.</summary>
    public int AStride1;

    /// <summary>Stride of A along axis 2.</summary>
    public int AStride2;

    /// <summary>Stride of A along axis 3.</summary>
    public int AStride3;

    /// <summary>Stride of A within a row.</summary>
    public int AStep;

    /// <summary>Stride of B along axis 0.</summary>
    public int BStride0;

    /// <summary>Stride of B along axis 1.</summary>
    public int BStride1;

    /// <summary>Stride of B along axis 2.</summary>
    public int BStride2;

    /// <summary>Stride of B along axis 3.</summary>
    public int BStride3;

    /// <summary>Stride of B within a row.</summary>
    public int BStep;

    /// <summary>Number of rows.</summary>
    public int Rows;

    /// <summary>Index of the current row's first element in A.</summary>
    public int AAt;

    /// <summary>Index of the current row's first element in B.</summary>
    public int BAt;

    /// <summary>Current index on axis 1.</summary>
    public int Index1;

    /// <summary>Current index on axis 2.</summary>
    public int Index2;

    /// <summary>Current index on axis 3.</summary>
    public int Index3;
}
