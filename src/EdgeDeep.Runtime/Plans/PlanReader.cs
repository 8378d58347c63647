using System.Buffers.Binary;
using System.Text;

namespace EdgeDeep.Runtime.Plans;

/// <summary>Reads the .edge format (docs/format.md). Every count, offset and index is checked here, once.</summary>
public sealed class PlanReader
{
    /// <summary>The first four bytes of every file, "EDGE" in ASCII.</summary>
    public const int Magic = 0x45474445;

    /// <summary>The format version that this reader understands.</summary>
    public const int Version = 1;

    /// <summary>Bytes of the fixed header.</summary>
    public const int HeaderBytes = 64;

    private const int MaxArenaBytes = 1 << 30;

    private const int MaxRank = 8;

    private readonly byte[] _file;
    private int _at;

    private PlanReader(byte[] file) => _file = file;

    /// <summary>Reads a plan.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="ModelFormatException">The bytes are damaged, truncated, of another version or no .edge file.</exception>
    public static Plan Read(byte[] file)
    {
        try
        {
            return new PlanReader(file).ReadPlan();
        }
        catch (Exception e) when (e is OverflowException or DecoderFallbackException)
        {
            throw new ModelFormatException("The file is damaged: a size in it is out of range.");
        }
    }

    private Plan ReadPlan()
    {
        CheckHeader();
        _at = 16;
        int tensorCount = Int(), stepCount = Int(), inputCount = Int(), outputCount = Int();
        int tensorsAt = Int(), stepsAt = Int(), metadataAt = Int();
        int constantsAt = Int(), constantBytes = Int(), arenaBytes = Int(), stateAt = Int(), stateBytes = Int();
        Require(arenaBytes is >= 0 and <= MaxArenaBytes, "the size of its arena is negative or above a gigabyte");
        byte[] constants = Block(constantsAt, constantBytes, "constants");
        byte[] state = Block(stateAt, stateBytes, "state");

        _at = HeaderBytes;
        int[] inputs = Ints(inputCount, "inputs"), outputs = Ints(outputCount, "outputs");

        Seek(tensorsAt);
        List<PlanTensor> tensors = [];
        for (int i = 0; i < tensorCount; i++)
        {
            tensors.Add(ReadTensor(arenaBytes, constantBytes, stateBytes));
        }

        Seek(stepsAt);
        List<PlanStep> steps = [];
        for (int i = 0; i < stepCount; i++)
        {
            steps.Add(ReadStep(tensorCount));
        }

        CheckIndices(inputs, tensorCount);
        CheckIndices(outputs, tensorCount);
        Seek(metadataAt);
        return new Plan
        {
            Tensors = tensors,
            Steps = steps,
            Inputs = inputs,
            Outputs = outputs,
            ArenaBytes = arenaBytes,
            Constants = constants,
            InitialState = state,
            Metadata = ReadMetadata(),
        };
    }

    private void CheckHeader()
    {
        Require(_file.Length >= 4 && Int() == Magic, "it does not start with EDGE, so it is no .edge file");
        Require(_file.Length >= HeaderBytes, "it ends inside the header");
        int version = BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(4));
        Require(version == Version, $"it has format version {version} and this runtime reads version {Version}; quantize the model again");
        int length = BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(8));
        Require(length == _file.Length, $"it should be {length} bytes long and is {_file.Length}; copy it again");
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(12));
        Require(crc == Crc32.Compute(_file.AsSpan(16)), "its checksum does not match; copy it again");
    }

    private PlanTensor ReadTensor(int arenaBytes, int constantBytes, int stateBytes)
    {
        int kinds = Int();
        ElementType type = (ElementType)(kinds & 0xFF);
        Storage storage = (Storage)((kinds >> 8) & 0xFF);
        int rank = (kinds >> 16) & 0xFF;
        Require(Enum.IsDefined(type) && Enum.IsDefined(storage) && rank <= MaxRank, "a tensor has an unknown type or too many dimensions");
        int offset = Int(), zeroPoint = Int();
        float scale = BitConverter.Int32BitsToSingle(Int());
        int[] shape = Ints(rank, "dimensions");
        Require(Array.TrueForAll(shape, dimension => dimension > 0), "a tensor has an empty dimension");
        PlanTensor tensor = new(Text(), type, shape, storage, offset, scale, zeroPoint);
        int size = storage switch { Storage.Arena => arenaBytes, Storage.Constant => constantBytes, _ => stateBytes };
        Require(offset >= 0 && offset % ElementTypes.SizeOf(type) == 0, "a tensor is misaligned");
        Require((long)offset + tensor.Bytes <= size, "a tensor lies outside its memory");
        return tensor;
    }

    private PlanStep ReadStep(int tensorCount)
    {
        int op = Int();
        Require(Enum.IsDefined((OpCode)op), $"it needs kernel number {op}, which this runtime does not have; update EdgeDeep");
        long macs = (uint)Int() | ((long)Int() << 32);
        int inputCount = Int(), outputCount = Int(), parameterCount = Int();
        int[] inputs = Ints(inputCount, "operands"), outputs = Ints(outputCount, "operands");
        int[] parameters = Ints(parameterCount, "parameters");
        CheckIndices(inputs, tensorCount);
        CheckIndices(outputs, tensorCount);
        return new PlanStep((OpCode)op, Text(), inputs, outputs, parameters, macs);
    }

    private Dictionary<string, string> ReadMetadata()
    {
        int count = Int();
        Dictionary<string, string> metadata = [];
        for (int i = 0; i < count; i++)
        {
            string key = Text();
            metadata[key] = Text();
        }

        return metadata;
    }

    private int Int()
    {
        Require(_at <= _file.Length - 4, "it ends too early");
        int value = BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(_at));
        _at += 4;
        return value;
    }

    private int[] Ints(int count, string what)
    {
        Require(count >= 0 && count <= (_file.Length - _at) / 4, $"the number of {what} is out of range");
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Int();
        }

        return values;
    }

    private string Text()
    {
        int length = Int();
        Require(length >= 0 && length <= _file.Length - _at, "a text is longer than the file");
        string text = Encoding.UTF8.GetString(_file, _at, length);
        _at += length;
        _at = (_at + 3) & ~3;
        return text;
    }

    private byte[] Block(int at, int length, string what)
    {
        Require(at >= 0 && length >= 0 && (long)at + length <= _file.Length, $"the {what} lie outside the file");
        return _file[at..(at + length)];
    }

    private void Seek(int at)
    {
        Require(at >= HeaderBytes && at <= _file.Length && at % 4 == 0, "a section starts outside the file");
        _at = at;
    }

    private static void CheckIndices(int[] indices, int tensorCount) =>
        Require(Array.TrueForAll(indices, i => i >= 0 && i < tensorCount), "a step names a tensor that does not exist");

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new ModelFormatException($"The file cannot be loaded: {problem}.");
        }
    }
}
