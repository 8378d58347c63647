namespace EdgeDeep.Nano;

/// <summary>Reads a model's bytes in order, piece by piece.</summary>
internal sealed class DataReader
{
    private readonly ModelData _data;
    private byte[] _piece;
    private int _pieceStart;
    private int _inPiece;

    public DataReader(ModelData data)
    {
        _data = data;
        Open(0);
    }

    /// <summary>Offset of the next byte.</summary>
    public int At
    {
        get { return _pieceStart + _inPiece; }
    }

    /// <summary>Goes to an offset of the file.</summary>
    public void Seek(int at)
    {
        Require(at >= 0 && at <= _data.Length, "a section starts outside the file");
        int index = at / _data.PieceBytes;
        if (index * _data.PieceBytes != _pieceStart && at < _data.Length)
        {
            Open(index);
        }

        _inPiece = at - _pieceStart;
    }

    /// <summary>The next byte, 0..255.</summary>
    public int Byte()
    {
        if (_inPiece >= _piece.Length)
        {
            int at = At;
            Require(at < _data.Length, "it ends too early");
            Open(at / _data.PieceBytes);
            _inPiece = at - _pieceStart;
        }

        return _piece[_inPiece++];
    }

    /// <summary>The next four bytes, least significant first.</summary>
    public int Int()
    {
        int low = Byte();
        low |= Byte() << 8;
        low |= Byte() << 16;
        return low | (Byte() << 24);
    }

    /// <summary>The next eight bytes, least significant first.</summary>
    public long Long()
    {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8)
        {
            value |= (long)Byte() << shift;
        }

        return value;
    }

    /// <summary>The next integers.</summary>
    public int[] Ints(int count)
    {
        Require(count >= 0 && count <= (_data.Length - At) / 4, "a number of values is out of range");
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Int();
        }

        return values;
    }

    /// <summary>Goes past a text, which only people read.</summary>
    public void SkipText()
    {
        int length = Int();
        Require(length >= 0 && length <= _data.Length - At, "a text is longer than the file");
        Seek((At + length + 3) & ~3);
    }

    /// <summary>The next bytes as signed elements.</summary>
    public void Fill(sbyte[] elements)
    {
        int done = 0;
        while (done < elements.Length)
        {
            elements[done++] = (sbyte)Byte();

            // The rest of a piece without a call for each byte.
            byte[] piece = _piece;
            int from = _inPiece;
            int count = piece.Length - from;
            if (count > elements.Length - done)
            {
                count = elements.Length - done;
            }

            for (int i = 0; i < count; i++)
            {
                elements[done + i] = (sbyte)piece[from + i];
            }

            done += count;
            _inPiece = from + count;
        }
    }

    /// <summary>The CRC-32 of all bytes from an offset to the end, as in IEEE 802.3 and zip.</summary>
    /// <remarks>Four bits at a time, in signed arithmetic: the interpreter's unsigned shifts differ.</remarks>
    public int Crc32(int from)
    {
        int[] table = new int[16];
        for (int i = 0; i < 16; i++)
        {
            int entry = i;
            for (int bit = 0; bit < 4; bit++)
            {
                entry = ((entry >> 1) & 0x7FFFFFFF) ^ (-(entry & 1) & unchecked((int)0xEDB88320));
            }

            table[i] = entry;
        }

        Seek(from);
        int crc = -1;
        for (int at = from; at < _data.Length; at++)
        {
            crc ^= Byte();
            crc = ((crc >> 4) & 0x0FFFFFFF) ^ table[crc & 15];
            crc = ((crc >> 4) & 0x0FFFFFFF) ^ table[crc & 15];
        }

        return ~crc;
    }

    /// <summary>Refuses a file.</summary>
    /// <exception cref="ModelFormatException">The condition does not hold.</exception>
    public static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new ModelFormatException("The model cannot be loaded: " + problem + ".");
        }
    }

    private void Open(int index)
    {
        // The old piece must be garbage before the next one is made.
        _piece = null;
        _piece = _data.Piece(index);
        _pieceStart = index * _data.PieceBytes;
        _inPiece = 0;
        int expected = _data.Length - _pieceStart;
        if (expected > _data.PieceBytes)
        {
            expected = _data.PieceBytes;
        }

        Require(_piece != null && _piece.Length == expected, "a piece of its data has the wrong size");
    }
}
