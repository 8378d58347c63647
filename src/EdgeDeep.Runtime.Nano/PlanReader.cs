namespace EdgeDeep.Nano;

/// <summary>Reads the .edge format (docs/format.md). Every count, offset and index is checked here, once.</summary>
internal sealed class PlanReader
{
    private const int Magic = 0x45474445;
    private const int Version = 1;
    private const int HeaderBytes = 64;
    private const int MaxRank = 8;
    private const int MaxElements = 1 << 28;

    private readonly DataReader _reader;
    private readonly int _length;
    private int[] _header;

    public PlanReader(ModelData data)
    {
        _length = data.Length;
        _reader = new DataReader(data);
    }

    /// <summary>Tensors, bound to memory.</summary>
    public Slot[] Tensors { get; private set; }

    /// <summary>Kernel calls in execution order.</summary>
    public Step[] Steps { get; private set; }

    /// <summary>Tensors that the caller fills.</summary>
    public int[] Inputs { get; private set; }

    /// <summary>Tensors that hold the results.</summary>
    public int[] Outputs { get; private set; }

    /// <summary>Memory that lasts from run to run.</summary>
    public TypedMemory State { get; private set; }

    /// <summary>Offset of the initial state in the file.</summary>
    public int StateAt
    {
        get { return _header[10]; }
    }

    /// <summary>Reads and checks everything, allocates the memory and fills it.</summary>
    /// <exception cref="ModelFormatException">The bytes are damaged or call a kernel that is not there.</exception>
    public void Read(StepKernels kernels)
    {
        DataReader.Require(_length >= HeaderBytes, "it ends inside the header");
        DataReader.Require(_reader.Int() == Magic, "it does not start with EDGE");
        DataReader.Require((_reader.Int() & 0xFFFF) == Version, "it has another format version; export it again");
        DataReader.Require(_reader.Int() == _length, "its length is not the one it states");
        int crc = _reader.Int();
        DataReader.Require(crc == _reader.Crc32(16), "its checksum does not match");
        _reader.Seek(16);
        _header = _reader.Ints(12);
        DataReader.Require(_header[9] >= 0 && Fits(_header[7], _header[8]) && Fits(StateAt, _header[11]), "a memory lies outside the file");
        Inputs = _reader.Ints(_header[2]);
        Outputs = _reader.Ints(_header[3]);
        ReadTensors();
        CheckIndices(Inputs);
        CheckIndices(Outputs);
        ReadSteps(kernels);

        // The plan is in the heap; large arrays come after it, so that the heap has its holes before they need a place.
        _ = new TypedMemory(Tensors, 0);
        TypedMemory constants = new TypedMemory(Tensors, 1);
        State = new TypedMemory(Tensors, 2);
        constants.Load(_reader, _header[7]);
        State.Load(_reader, StateAt);
    }

    /// <summary>Reads the initial state again.</summary>
    public void ReloadState()
    {
        State.Load(_reader, StateAt);
    }

    private void ReadTensors()
    {
        _reader.Seek(_header[4]);
        DataReader.Require(_header[0] >= 0 && _header[0] <= _length / 4, "the number of tensors is out of range");
        Tensors = new Slot[_header[0]];
        for (int i = 0; i < Tensors.Length; i++)
        {
            Tensors[i] = ReadTensor();
        }
    }

    private Slot ReadTensor()
    {
        int kinds = _reader.Int();
        int type = kinds & 0xFF;
        int storage = (kinds >> 8) & 0xFF;
        int rank = (kinds >> 16) & 0xFF;
        int size = ElementTypes.SizeOf(type);
        DataReader.Require(size > 0 && storage <= 2 && rank <= MaxRank, "a tensor has an unknown type or too many dimensions");
        int offset = _reader.Int();
        int zeroPoint = _reader.Int();
        float scale = Slot.ToSingle(_reader.Int());
        long elements = 1;
        for (int i = 0; i < rank; i++)
        {
            int dimension = _reader.Int();
            DataReader.Require(dimension > 0 && elements * dimension <= MaxElements, "a tensor's dimensions are out of range");
            elements *= dimension;
        }

        _reader.SkipText();
        int memory = _header[storage == 0 ? 9 : storage == 1 ? 8 : 11];
        DataReader.Require(offset >= 0 && offset % size == 0 && offset + (elements * size) <= memory, "a tensor lies outside its memory");
        return new Slot(type, storage, offset, (int)elements, scale, zeroPoint);
    }

    private void ReadSteps(StepKernels kernels)
    {
        _reader.Seek(_header[5]);
        DataReader.Require(_header[1] >= 0 && _header[1] <= _length / 4, "the number of steps is out of range");
        Steps = new Step[_header[1]];
        for (int i = 0; i < Steps.Length; i++)
        {
            int op = _reader.Int();
            _reader.Int();
            _reader.Int();
            int inputs = _reader.Int();
            int outputs = _reader.Int();
            int parameterCount = _reader.Int();
            DataReader.Require(inputs >= 0 && outputs >= 0 && inputs + outputs >= 0, "a number of operands is out of range");
            int[] operands = _reader.Ints(inputs + outputs);
            int[] parameters = _reader.Ints(parameterCount);
            _reader.SkipText();
            CheckIndices(operands);
            DataReader.Require(
                kernels.Knows(op, operands.Length, parameters.Length),
                "kernel number " + op.ToString() + " is not among the exported ones; export the model again");
            Slot[] slots = new Slot[operands.Length];
            for (int k = 0; k < slots.Length; k++)
            {
                slots[k] = Tensors[operands[k]];
                DataReader.Require(k < inputs || slots[k].Storage != 1, "a step writes to a constant");
            }

            Steps[i] = new Step(op, slots, parameters);
        }
    }

    private bool Fits(int at, int bytes)
    {
        return at >= 0 && bytes >= 0 && (long)at + bytes <= _length;
    }

    private void CheckIndices(int[] indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            DataReader.Require(indices[i] >= 0 && indices[i] < Tensors.Length, "a step names a tensor that does not exist");
        }
    }
}
