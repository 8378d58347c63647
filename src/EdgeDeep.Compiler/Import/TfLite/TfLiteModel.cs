namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// What a TFLite file says, before anything is made of it. The numbers given to the table readers are field ids of the
/// public TFLite schema, version 3; fields that no import needs are left out.
/// </summary>
internal sealed class TfLiteModel
{
    private readonly FlatFile _file;
    private readonly FlatTable[] _buffers;
    private readonly FlatTable[] _subgraphs;
    private readonly string[] _operatorNames;
    private readonly Dictionary<uint, byte[]> _data;

    /// <summary>Reads the tables of the first subgraph, which is the network; other ones are bodies of control flow.</summary>
    /// <exception cref="ModelException">The bytes are no TFLite model, or a damaged one.</exception>
    public TfLiteModel(byte[] bytes)
    {
        if (!IsTfLite(bytes))
        {
            throw new ModelException(bytes.Length == 0
                ? "The file is empty; give a .tflite model."
                : "This is no TFLite model (its bytes 4 to 7 are not 'TFL3'); give a .tflite or .onnx file as the training tool exported it.");
        }

        _file = new FlatFile(bytes);
        FlatTable model = _file.Root;
        if (model.UInt32(0) is var version and not 3)
        {
            throw new ModelException($"The file has version {version} of the TFLite format and only version 3 can be read.");
        }

        _operatorNames = [.. model.Tables(1).Select(NameOf)];
        _subgraphs = model.Tables(2);
        _buffers = model.Tables(4);
        _data = [];
        if (_subgraphs.Length == 0)
        {
            throw new ModelException("The file holds no network: it has no subgraph.");
        }

        (Tensors, Inputs, Outputs, Operators) = ReadSubgraph(0);
    }

    private TfLiteModel(TfLiteModel whole, int subgraph)
    {
        (_file, _buffers, _subgraphs, _operatorNames, _data) = (whole._file, whole._buffers, whole._subgraphs, whole._operatorNames, whole._data);
        (Tensors, Inputs, Outputs, Operators) = ReadSubgraph(subgraph);
    }

    /// <summary>The tensors, which everything else refers to by index.</summary>
    public TfLiteTensor[] Tensors { get; }

    /// <summary>Tensors that the caller provides.</summary>
    public int[] Inputs { get; }

    /// <summary>Tensors that the caller wants.</summary>
    public int[] Outputs { get; }

    /// <summary>The operators in execution order.</summary>
    public TfLiteOperator[] Operators { get; }

    /// <summary>The same file seen from another subgraph, such as one that runs once at the start.</summary>
    /// <exception cref="ModelException">There is no such subgraph.</exception>
    public TfLiteModel Subgraph(int index) => index > 0 && index < _subgraphs.Length
        ? new TfLiteModel(this, index)
        : throw new ModelException($"The file is damaged: subgraph {index} is referred to and there are {_subgraphs.Length}.");

    /// <summary>Whether bytes carry the mark of a TFLite file.</summary>
    public static bool IsTfLite(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes[4..8].SequenceEqual("TFL3"u8);

    /// <summary>The bytes of a constant; empty where a tensor is computed. One array for all tensors that share a buffer.</summary>
    /// <exception cref="ModelException">The buffer does not exist or lies outside the file.</exception>
    public byte[] DataOf(TfLiteTensor tensor)
    {
        if (tensor.Buffer >= _buffers.Length)
        {
            throw new ModelException($"The file is damaged: {tensor} refers to buffer {tensor.Buffer} and there are {_buffers.Length}.");
        }

        if (!_data.TryGetValue(tensor.Buffer, out byte[]? data))
        {
            // Buffer 0 is the empty one by convention. Very large files keep data behind the tables, at offset and size.
            FlatTable buffer = _buffers[tensor.Buffer];
            ReadOnlySpan<byte> bytes = buffer.UInt64(1) is var offset and > 1
                ? _file.Span(unchecked((long)offset), unchecked((long)buffer.UInt64(2)))
                : buffer.Bytes(0);
            _file.Spend(bytes.Length);
            data = bytes.ToArray();
            _data[tensor.Buffer] = data;
        }

        return data;
    }

    /// <summary>Counts memory that is allocated because the file says so.</summary>
    public void Spend(long bytes) => _file.Spend(bytes);

    private (TfLiteTensor[] Tensors, int[] Inputs, int[] Outputs, TfLiteOperator[] Operators) ReadSubgraph(int index)
    {
        FlatTable subgraph = _subgraphs[index];
        return (
            [.. subgraph.Tables(0).Select((table, number) => new TfLiteTensor(table, number))],
            subgraph.Int32s(1),
            subgraph.Int32s(2),
            [.. subgraph.Tables(3).Select((table, number) => new TfLiteOperator(table, number, _operatorNames))]);
    }

    /// <summary>
    /// An operator's name. Old writers fill the 8-bit code, newer ones the 32-bit code or both, so the larger one counts.
    /// </summary>
    private static string NameOf(FlatTable code)
    {
        int number = Math.Max(code.Int8(0), code.Int32(3));
        return number == BuiltinOperators.Custom ? $"CUSTOM:{code.String(1)}" : BuiltinOperators.NameOf(number);
    }
}

/// <summary>A tensor as the file describes it.</summary>
internal sealed class TfLiteTensor
{
    private readonly FlatTable _table;

    /// <summary>Reads the table.</summary>
    public TfLiteTensor(FlatTable table, int index)
    {
        _table = table;
        Index = index;
        Name = table.String(3) is { Length: > 0 } name ? name : $"tensor{index}";
    }

    /// <summary>Index among the file's tensors.</summary>
    public int Index { get; }

    /// <summary>Name, or one made from the index.</summary>
    public string Name { get; }

    /// <summary>Dimensions.</summary>
    public int[] Shape => _table.Int32s(0);

    /// <summary>Element type.</summary>
    public TensorType Type => (TensorType)_table.Int8(1);

    /// <summary>Index of the buffer with a constant's bytes.</summary>
    public uint Buffer => _table.UInt32(2);

    /// <summary>Scales; none where the elements are what they are.</summary>
    public float[] Scales => _table.Table(4).Floats(2);

    /// <summary>Zero points, as many as scales.</summary>
    public long[] ZeroPoints => _table.Table(4).Int64s(3);

    /// <summary>The channel axis of several scales.</summary>
    public int QuantizedDimension => _table.Table(4).Int32(6);

    /// <summary>Whether the tensor keeps its elements from one inference to the next.</summary>
    public bool IsVariable => _table.Bool(5);

    /// <summary>Whether the elements are stored in a sparse layout.</summary>
    public bool IsSparse => _table.Has(6);

    /// <inheritdoc/>
    public override string ToString() => $"tensor {Index} '{Name}'";
}

/// <summary>An operator as the file describes it.</summary>
internal sealed class TfLiteOperator
{
    private readonly FlatTable _table;

    /// <summary>Reads the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="index">Place in execution order.</param>
    /// <param name="names">Names of the operators that the file uses.</param>
    public TfLiteOperator(FlatTable table, int index, string[] names)
    {
        _table = table;
        Index = index;
        uint code = table.UInt32(0);
        Name = code < names.Length
            ? names[code]
            : throw new ModelException($"The file is damaged: operator {index} has code {code} and there are {names.Length}.");
        Inputs = table.Int32s(1);
        Outputs = table.Int32s(2);
    }

    /// <summary>Place in execution order.</summary>
    public int Index { get; }

    /// <summary>The schema's name, such as CONV_2D.</summary>
    public string Name { get; }

    /// <summary>Tensor indices of the operands; -1 where an optional one is absent.</summary>
    public int[] Inputs { get; }

    /// <summary>Tensor indices of the results.</summary>
    public int[] Outputs { get; }

    /// <summary>Which table <see cref="Options"/> is.</summary>
    public OptionsType OptionsType => (OptionsType)_table.UInt8(3);

    /// <summary>The operator's attributes.</summary>
    public FlatTable Options => _table.Table(4);
}
