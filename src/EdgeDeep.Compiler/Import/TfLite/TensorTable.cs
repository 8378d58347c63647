using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>The graph's value for each tensor of a file, made when the tensor is first met in execution order.</summary>
internal sealed class TensorTable
{
    private readonly TfLiteModel _model;
    private readonly Value?[] _values;
    private readonly bool _signsBytes;
    private readonly HashSet<string> _names = [];
    private int _suffix;

    /// <summary>Starts without values.</summary>
    public TensorTable(TfLiteModel model)
    {
        _model = model;
        _values = new Value?[model.Tensors.Length];
        _signsBytes = UnsignedModels.ComputesInBytes(model);
        Memory = new ModelMemory(model, this);
    }

    /// <summary>What the model keeps from one inference to the next.</summary>
    public ModelMemory Memory { get; }

    /// <summary>The values made so far, by tensor index.</summary>
    public IReadOnlyList<Value?> Values => _values;

    /// <summary>A tensor that the caller provides.</summary>
    public Value Input(int index) => Remembered(index);

    /// <summary>A tensor that an operator reads: computed before, an input, or a constant.</summary>
    /// <exception cref="ModelException">Nothing gives the tensor a value, or its constant is malformed.</exception>
    public Value Use(int index)
    {
        TfLiteTensor tensor = At(index);
        return _values[index] ??= _model.DataOf(tensor) is { Length: > 0 } data
            ? Constant(tensor, data)
            : throw new ModelException($"{Capital(tensor)} is used, but is no constant and nothing before computes it.");
    }

    /// <summary>A tensor that an operator computes. Its shape is left to the operator's rule.</summary>
    /// <exception cref="ModelException">It has a value already, or its type cannot be computed.</exception>
    public Value Define(int index)
    {
        TfLiteTensor tensor = At(index);
        if (_values[index] is not null)
        {
            throw new ModelException($"The file is damaged: {tensor} gets a value twice.");
        }

        Quantization? quantization = Quantized(tensor);
        if (quantization is { IsPerChannel: true })
        {
            throw new ModelException($"{Capital(tensor)} is computed and has one scale per channel, which only constants may have.");
        }

        Value value = new(Unique(tensor.Name), TypeOf(tensor)) { Quantization = quantization };
        _values[index] = value;
        return value;
    }

    /// <summary>The shape that the file says about a tensor.</summary>
    public int[] DeclaredShape(int index) => CheckedShape(At(index));

    /// <summary>A tensor whose content the inference before left: it is defined with the shape that the file says.</summary>
    public Value Remembered(int index)
    {
        TfLiteTensor tensor = At(index);
        Value value = Define(index);
        value.Shape = CheckedShape(tensor);
        return value;
    }

    /// <summary>Gives a result of an operator that cannot be imported the type and shape that the file says.</summary>
    /// <returns>Whether the file says something that others can go on with.</returns>
    public bool TryStandIn(int index)
    {
        if (index < 0 || index >= _values.Length || _model.Tensors[index].Type is not (TensorType.Float32 or TensorType.Int8))
        {
            return false;
        }

        try
        {
            (_values[index] ?? Define(index)).Shape = CheckedShape(_model.Tensors[index]);
            return true;
        }
        catch (ModelException)
        {
            // The description of the result is damaged too; what reads it is left out.
            return false;
        }
    }

    /// <summary>The content of a variable tensor before the operator that changes it; null where the tensor is none.</summary>
    public Value? Variable(int index) => At(index).IsVariable ? Remembered(index) : null;

    /// <summary>A name that no other value has.</summary>
    public string Unique(string name)
    {
        // The number never goes back: names that already look like this cost one attempt each, not one for each call.
        string unique = name;
        while (!_names.Add(unique))
        {
            unique = $"{name}#{++_suffix}";
        }

        return unique;
    }

    /// <summary>Counts the memory of a constant made while importing.</summary>
    public void Spend(long bytes) => _model.Spend(bytes);

    /// <summary>The name of a tensor, for messages also where the index is wrong.</summary>
    public string NameOf(int index) => index >= 0 && index < _model.Tensors.Length ? _model.Tensors[index].Name : $"tensor {index}";

    private static string Capital(TfLiteTensor tensor) => $"T{tensor.ToString()[1..]}";

    private ElementType TypeOf(TfLiteTensor tensor) => tensor.Type switch
    {
        TensorType.UInt8 when IsSigned(tensor) => ElementType.Int8,
        TensorType.Float32 => ElementType.Float32,
        TensorType.Int8 => ElementType.Int8,
        TensorType.UInt8 => ElementType.UInt8,
        TensorType.Int16 => ElementType.Int16,
        TensorType.Int32 => ElementType.Int32,
        TensorType.Int64 => ElementType.Int64,
        TensorType.Bool => ElementType.Bool,
        _ => throw new ModelException($"{Capital(tensor)} has the element type {tensor.Type}, which is not supported; convert the model to float32 or int8."),
    };

    private static int[] CheckedShape(TfLiteTensor tensor)
    {
        int[] shape = tensor.Shape;
        return Limits.IsLegal(shape)
            ? shape
            : throw new ModelException($"{Capital(tensor)} has the shape [{string.Join(',', shape.Take(Limits.Rank + 1))}], which cannot be used; export the model with a fixed shape of at most {Limits.Rank} dimensions.");
    }

    private TfLiteTensor At(int index) => index >= 0 && index < _model.Tensors.Length
        ? _model.Tensors[index]
        : throw new ModelException($"The file is damaged: tensor {index} is referred to and there are {_model.Tensors.Length}; export the model again.");

    private Value Constant(TfLiteTensor tensor, byte[] data)
    {
        if (tensor.IsSparse)
        {
            throw new ModelException($"{Capital(tensor)} is stored in a sparse layout, which is not supported; convert the model without sparsity.");
        }

        int[] shape = CheckedShape(tensor);
        bool half = tensor.Type == TensorType.Float16;
        ElementType type = half ? ElementType.Float32 : TypeOf(tensor);
        Value value = new(Unique(tensor.Name), type, shape) { Quantization = Quantized(tensor, shape) };
        long size = (long)value.Elements * (half ? 2 : ElementTypes.SizeOf(type));
        if (data.Length < size)
        {
            throw new ModelException($"The file is damaged: {tensor} of shape [{string.Join(',', shape)}] needs {size} bytes and has {data.Length}.");
        }

        if (data.Length > size || half)
        {
            Spend(half ? size * 2 : size);
        }

        if (IsSigned(tensor))
        {
            Spend(size);
            value.Data = UnsignedModels.Signed(data.AsSpan(0, (int)size));
            return value;
        }

        value.Data = half ? Widen(data.AsSpan(0, (int)size)) : data.Length == size ? data : data[..(int)size];
        return value;
    }

    private static byte[] Widen(ReadOnlySpan<byte> halves)
    {
        float[] floats = new float[halves.Length / 2];
        System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(halves), floats);
        return MemoryMarshal.AsBytes<float>(floats).ToArray();
    }

    /// <summary>Whether the stored values of a uint8 tensor become int8.</summary>
    private bool IsSigned(TfLiteTensor tensor) => _signsBytes && tensor.Type == TensorType.UInt8 && tensor.Scales.Length > 0;

    /// <summary>Scales and zero points of an integer tensor; null where it has none.</summary>
    private Quantization? Quantized(TfLiteTensor tensor, int[]? shape = null)
    {
        float[] scales = tensor.Scales;
        if (scales.Length == 0 || tensor.Type is TensorType.Float32 or TensorType.Float16)
        {
            return null;
        }

        long[] zeroPoints = tensor.ZeroPoints;
        zeroPoints = zeroPoints.Length <= 1 ? [.. Enumerable.Repeat(zeroPoints.FirstOrDefault(), scales.Length)] : zeroPoints;
        if (zeroPoints.Length != scales.Length || scales.Any(s => !float.IsFinite(s) || s < 0) || zeroPoints.Any(z => z is < short.MinValue or > short.MaxValue))
        {
            throw new ModelException($"The file is damaged: {tensor} has scales and zero points that do not fit each other or are no numbers.");
        }

        // Writers copy the axis of the weights to biases, which have a single axis.
        int axis = shape is { Length: 1 } ? 0 : tensor.QuantizedDimension;
        if (scales.Length > 1 && shape is not null && (axis < 0 || axis >= shape.Length || shape[axis] != scales.Length))
        {
            throw new ModelException($"The file is damaged: {tensor} of shape [{string.Join(',', shape)}] has {scales.Length} scales on axis {axis}.");
        }

        int taken = IsSigned(tensor) ? UnsignedModels.Difference : 0;
        return new Quantization(scales, [.. zeroPoints.Select(z => (int)z - taken)], scales.Length > 1 ? axis : 0);
    }
}
