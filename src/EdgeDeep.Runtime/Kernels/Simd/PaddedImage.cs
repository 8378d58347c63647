using System.Runtime.Intrinsics;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Copies an image into scratch memory in the form that <see cref="GroupKind"/> names, with a border of zeros (in real
/// numbers) around it, so that no window leaves it.
/// </summary>
internal readonly struct PaddedImage
{
    private readonly GroupKind _kind;
    private readonly int _top;
    private readonly int _left;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _pixel;
    private readonly int _inputRow;
    private readonly int _offset;

    /// <summary>Sizes the copy of one image.</summary>
    /// <param name="kind">What values become.</param>
    /// <param name="inputHeight">Rows of the image.</param>
    /// <param name="inputWidth">Columns of the image.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="top">Rows of border above.</param>
    /// <param name="left">Columns of border on the left.</param>
    /// <param name="height">Rows of the copy: those that windows reach.</param>
    /// <param name="width">Columns of the copy.</param>
    /// <param name="offset">Minus the zero point.</param>
    public PaddedImage(
        GroupKind kind, int inputHeight, int inputWidth, int channels, int top, int left, int height, int width, int offset)
    {
        _kind = kind;
        (_top, _left) = (top, left);
        _rows = Math.Clamp(height - top, 0, inputHeight);
        _columns = Math.Clamp(width - left, 0, inputWidth);
        _pixel = channels * MatrixWeights.Width(kind);
        (Height, Width) = (height, width);
        _inputRow = inputWidth * channels;
        _offset = offset;
    }

    /// <summary>Rows of the copy.</summary>
    public int Height { get; }

    /// <summary>Columns of the copy.</summary>
    public int Width { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes => Width * _pixel;

    /// <summary>Bytes of the copy, and of what vectors may read behind it.</summary>
    public int Bytes => (Height * RowBytes) + 64;

    /// <summary>Makes the copy.</summary>
    public unsafe void Fill(sbyte* input, byte* to)
    {
        int values = _columns * (_pixel / MatrixWeights.Width(_kind));
        if (_rows < Height || _columns < Width)
        {
            byte border = _kind switch
            {
                GroupKind.UnsignedBytes => (byte)(128 - _offset),
                GroupKind.SignedBytes => (byte)-_offset,
                _ => 0,
            };
            new Span<byte>(to, Height * RowBytes).Fill(border);
        }
        else if (_inputRow == values)
        {
            Convert(input, to, _rows * values);
            return;
        }

        byte* row = to + (_top * RowBytes) + (_left * _pixel);
        for (int y = 0; y < _rows; y++)
        {
            Convert(input + (y * _inputRow), row, values);
            row += RowBytes;
        }
    }

    private unsafe void Convert(sbyte* from, byte* to, int count)
    {
        if (_kind == GroupKind.Shorts)
        {
            Widen(from, (short*)to, count, (short)_offset);
            return;
        }

        byte flip = _kind == GroupKind.UnsignedBytes ? (byte)0x80 : (byte)0;
        int i = 0;
        for (; i + 32 <= count; i += 32)
        {
            (Vector256.Load((byte*)from + i) ^ Vector256.Create(flip)).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = (byte)(from[i] ^ flip);
        }
    }

    private static unsafe void Widen(sbyte* from, short* to, int count, short offset)
    {
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            Vector128<sbyte> bytes = Vector128.Load(from + i);
            (Vector128.WidenLower(bytes) + Vector128.Create(offset)).Store(to + i);
            (Vector128.WidenUpper(bytes) + Vector128.Create(offset)).Store(to + i + 8);
        }

        for (; i < count; i++)
        {
            to[i] = (short)(from[i] + offset);
        }
    }
}
