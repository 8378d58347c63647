using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Import.TfLite;
using Google.FlatBuffers;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Writes small TFLite files for tests, legal or not.</summary>
internal sealed class ModelFile
{
    private readonly FlatBufferBuilder _builder = new(1024);
    private readonly List<int> _tensors = [];
    private readonly List<int> _buffers = [];
    private readonly List<int> _operators = [];
    private readonly List<int> _codes = [];

    public ModelFile() => AddBuffer([]);

    /// <summary>Tensor indices of the network's inputs.</summary>
    public List<int> Inputs { get; } = [];

    /// <summary>Tensor indices of the network's outputs.</summary>
    public List<int> Outputs { get; } = [];

    /// <summary>A tensor that the caller provides.</summary>
    public int Input(TensorType type, int[] shape, float scale = 0, long zeroPoint = 0)
    {
        Inputs.Add(Tensor(type, shape, null, scale == 0 ? [] : [scale], [zeroPoint]));
        return Inputs[^1];
    }

    /// <summary>A tensor that an operator computes.</summary>
    public int Result(TensorType type, float scale = 0, long zeroPoint = 0, params int[] shape) =>
        Tensor(type, shape, null, scale == 0 ? [] : [scale], [zeroPoint]);

    /// <summary>A constant.</summary>
    public int Constant<T>(TensorType type, int[] shape, T[] elements, float[]? scales = null, long[]? zeroPoints = null, int axis = 0)
        where T : unmanaged => Tensor(type, shape, MemoryMarshal.AsBytes<T>(elements).ToArray(), scales ?? [], zeroPoints ?? [], axis);

    /// <summary>A list of int32 constants.</summary>
    public int Ints(params int[] elements) => Constant(TensorType.Int32, [elements.Length], elements);

    /// <summary>Any tensor.</summary>
    public int Tensor(TensorType type, int[] shape, byte[]? data, float[] scales, long[] zeroPoints, int axis = 0, int? buffer = null)
    {
        int at = buffer ?? (data is null ? 0 : AddBuffer(data));
        StringOffset name = _builder.CreateString($"t{_tensors.Count}");
        int shapeAt = Vector(shape), scalesAt = Vector(scales), zeroPointsAt = Vector(zeroPoints);
        _builder.StartTable(7);
        _builder.AddOffset(2, scalesAt, 0);
        _builder.AddOffset(3, zeroPointsAt, 0);
        _builder.AddInt(6, axis, 0);
        int quantization = _builder.EndTable();
        _builder.StartTable(8);
        _builder.AddOffset(0, shapeAt, 0);
        _builder.AddSbyte(1, (sbyte)type, 0);
        _builder.AddInt(2, at, 0);
        _builder.AddOffset(3, name.Value, 0);
        _builder.AddOffset(4, quantization, 0);
        _tensors.Add(_builder.EndTable());
        return _tensors.Count - 1;
    }

    /// <summary>An operator.</summary>
    /// <param name="name">The schema's name, or any other one for a custom operator.</param>
    /// <param name="inputs">Tensor indices.</param>
    /// <param name="outputs">Tensor indices.</param>
    /// <param name="type">Kind of attributes.</param>
    /// <param name="fields">Adds the attributes' fields.</param>
    public void Operator(string name, int[] inputs, int[] outputs, OptionsType type = OptionsType.None, Action<FlatBufferBuilder>? fields = null)
    {
        int code = Enumerable.Range(0, BuiltinOperators.Count).FirstOrDefault(i => BuiltinOperators.NameOf(i) == name, BuiltinOperators.Custom);
        StringOffset custom = _builder.CreateString(name);
        _builder.StartTable(4);
        _builder.AddSbyte(0, (sbyte)Math.Min(code, 127), 0);
        _builder.AddOffset(1, custom.Value, 0);
        _builder.AddInt(3, code, 0);
        _codes.Add(_builder.EndTable());
        int options = 0;
        if (type != OptionsType.None)
        {
            _builder.StartTable(12);
            fields?.Invoke(_builder);
            options = _builder.EndTable();
        }

        int inputsAt = Vector(inputs), outputsAt = Vector(outputs);
        _builder.StartTable(5);
        _builder.AddInt(0, _codes.Count - 1, 0);
        _builder.AddOffset(1, inputsAt, 0);
        _builder.AddOffset(2, outputsAt, 0);
        _builder.AddByte(3, (byte)type, 0);
        _builder.AddOffset(4, options, 0);
        _operators.Add(_builder.EndTable());
    }

    /// <summary>One operator table that the list of operators refers to many times.</summary>
    public void OperatorRepeated(string name, int[] inputs, int[] outputs, int times)
    {
        Operator(name, inputs, outputs);
        _operators.AddRange(Enumerable.Repeat(_operators[^1], times - 1));
    }

    /// <summary>The whole file.</summary>
    public byte[] Bytes()
    {
        int tensors = Tables(_tensors), operators = Tables(_operators), inputs = Vector([.. Inputs]), outputs = Vector([.. Outputs]);
        _builder.StartTable(5);
        _builder.AddOffset(0, tensors, 0);
        _builder.AddOffset(1, inputs, 0);
        _builder.AddOffset(2, outputs, 0);
        _builder.AddOffset(3, operators, 0);
        int subgraphs = Tables([_builder.EndTable()]), codes = Tables(_codes), buffers = Tables(_buffers);
        _builder.StartTable(8);
        _builder.AddInt(0, 3, 0);
        _builder.AddOffset(1, codes, 0);
        _builder.AddOffset(2, subgraphs, 0);
        _builder.AddOffset(4, buffers, 0);
        _builder.Finish(_builder.EndTable(), "TFL3");
        return _builder.SizedByteArray();
    }

    private int AddBuffer(byte[] data)
    {
        int vector = Vector(data);
        _builder.StartTable(1);
        _builder.AddOffset(0, vector, 0);
        _buffers.Add(_builder.EndTable());
        return _buffers.Count - 1;
    }

    private int Tables(List<int> offsets)
    {
        _builder.StartVector(4, offsets.Count, 4);
        for (int i = offsets.Count - 1; i >= 0; i--)
        {
            _builder.AddOffset(offsets[i]);
        }

        return _builder.EndVector().Value;
    }

    private int Vector<T>(T[] elements)
        where T : unmanaged
    {
        _builder.StartVector(Marshal.SizeOf<T>(), elements.Length, Marshal.SizeOf<T>());
        _builder.Add(elements);
        return _builder.EndVector().Value;
    }
}
