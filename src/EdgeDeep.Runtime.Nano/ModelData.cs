namespace EdgeDeep.Nano;

/// <summary>
/// The bytes of an .edge file (docs/format.md) in pieces of one size, so that the heap holds no more than one of them while
/// a model loads.
/// </summary>
public abstract class ModelData
{
    /// <summary>Bytes of the whole file.</summary>
    public abstract int Length { get; }

    /// <summary>Bytes of every piece but the last one, which may be shorter.</summary>
    public abstract int PieceBytes { get; }

    /// <summary>A piece of the file. The array is garbage as soon as the reader has gone past it.</summary>
    /// <param name="index">0 for the bytes from 0 on, 1 for those from PieceBytes on.</param>
    public abstract byte[] Piece(int index);
}
