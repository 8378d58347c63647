using System.Numerics;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Computes a float model in ONNX Runtime. What a model remembers (<see cref="MetadataKeys.State"/>) is kept by the caller in
/// a <see cref="FloatMemory"/>, so that threads may share a runner. The caller disposes it.
/// </summary>
public sealed class FloatRunner : IDisposable
{
    private readonly string _model;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs, _outputs;

    static FloatRunner() => OnnxRuntimeTelemetry.SwitchOff();

    /// <summary>Receives one output: its index and its elements, which are valid during the call only.</summary>
    internal delegate void OutputVisitor(int index, ReadOnlySpan<float> values);

    /// <summary>Loads a model.</summary>
    /// <param name="onnx">Bytes of an ONNX file.</param>
    /// <param name="name">Name of the model for messages.</param>
    /// <param name="threads">Threads inside one operator; 0 lets ONNX Runtime choose.</param>
    /// <exception cref="ModelException">ONNX Runtime does not accept the model.</exception>
    public FloatRunner(byte[] onnx, string name, int threads = 1)
    {
        _model = name;
        using SessionOptions options = new()
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // ONNX Runtime's fusion of Pad into MaxPool drops the border's value, which changes windows of negative numbers.
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", "Pad_Fusion");
        try
        {
            _session = new InferenceSession(onnx, options);
        }
        catch (OnnxRuntimeException error)
        {
            _run.Dispose();
            throw new ModelException($"ONNX Runtime does not load {name}: {OneLine(error)}", error);
        }

        States = StatePair.ParseLines(_session.ModelMetadata.CustomMetadataMap.GetValueOrDefault(MetadataKeys.State, string.Empty));
        InputNames = [.. _session.InputNames.Except(States.Select(state => state.Input))];
        OutputNames = [.. _session.OutputNames.Except(States.Select(state => state.Output))];
        _inputs = [.. InputNames, .. States.Select(state => state.Input)];
        _outputs = [.. OutputNames, .. States.Select(state => state.Output)];
        if (_inputs.Length != _session.InputNames.Count || _outputs.Length != _session.OutputNames.Count)
        {
            throw new ModelException($"The states of {name} name tensors that are none of its inputs and outputs, or name one twice; correct {MetadataKeys.State} in its metadata.");
        }
    }

    /// <summary>What the model remembers from one inference to the next.</summary>
    public IReadOnlyList<StatePair> States { get; }

    /// <summary>Names of the inputs in model order, without states.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the outputs in model order, without states.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Loads a float graph.</summary>
    /// <param name="graph">The graph; it is emitted as ONNX.</param>
    /// <param name="extraOutputs">Values that become outputs besides the graph's own.</param>
    /// <param name="threads">Threads inside one operator; 0 lets ONNX Runtime choose.</param>
    /// <exception cref="ModelException">A node has no float form, or ONNX Runtime does not accept the result.</exception>
    public static FloatRunner ForGraph(Graph graph, IReadOnlyCollection<Value>? extraOutputs = null, int threads = 1) =>
        new(OnnxEmitter.Emit(graph, extraOutputs), graph.Name, threads);

    /// <summary>Memory for one sequence of inferences, in its initial state.</summary>
    public FloatMemory NewMemory() => new([.. States.Select(state =>
    {
        int elements = _session.InputMetadata[state.Input].Dimensions.Aggregate(1, (product, dimension) => checked(product * Math.Max(dimension, 1)));
        return state.Initial.Count == elements ? [.. state.Initial] : Enumerable.Repeat(state.Initial[0], elements).ToArray();
    })]);

    /// <summary>Computes all outputs.</summary>
    /// <param name="inputs">One array for each input in model order, in row-major order; integers as floats. An unknown leading dimension follows from the length.</param>
    /// <param name="memory">What the inference before left, and what this one leaves; null for an inference from the initial state.</param>
    /// <returns>One array for each output in model order.</returns>
    /// <exception cref="ModelException">The arrays do not fit the model.</exception>
    public float[][] Run(float[][] inputs, FloatMemory? memory = null)
    {
        float[][] outputs = new float[OutputNames.Count][];
        Run(inputs, memory, (index, values) => outputs[index] = values.ToArray());
        return outputs;
    }

    /// <summary>Computes all outputs and shows each of them once.</summary>
    internal void Run(float[][] inputs, FloatMemory? memory, OutputVisitor visit)
    {
        if (inputs.Length != InputNames.Count)
        {
            throw new ModelException($"{_model} takes {InputNames.Count} inputs and {inputs.Length} were given; give one array for each.");
        }

        float[][] contents = (memory ?? NewMemory()).Contents;
        List<OrtValue> values = [];
        try
        {
            foreach (float[] array in inputs.Concat(contents))
            {
                values.Add(Tensor(_inputs[values.Count], array));
            }

            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_run, _inputs, values, _outputs);
            for (int i = 0; i < results.Count; i++)
            {
                Show(results[i], i, i < OutputNames.Count ? visit : Remember);
            }
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException($"ONNX Runtime does not compute {_model}: {OneLine(error)}", error);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }

        void Remember(int index, ReadOnlySpan<float> next) => contents[index - OutputNames.Count] = next.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private OrtValue Tensor(string name, float[] values)
    {
        NodeMetadata metadata = _session.InputMetadata[name];
        long[] shape = [.. metadata.Dimensions.Select(dimension => (long)dimension)];
        int free = Array.FindIndex(shape, dimension => dimension <= 0);
        for (int i = free + 1; free >= 0 && i < shape.Length; i++)
        {
            shape[i] = Math.Max(shape[i], 1);
        }

        if (free >= 0)
        {
            shape[free] = 1;
            shape[free] = values.Length / Math.Max(1, shape.Aggregate(1L, (a, b) => a * b));
        }

        long elements = shape.Aggregate(1L, (a, b) => a * b);
        if (elements != values.Length)
        {
            throw new ModelException($"Input '{name}' of {_model} has {values.Length} elements and [{string.Join(',', metadata.Dimensions)}] needs {elements}; make them fit.");
        }

        return metadata.ElementDataType switch
        {
            TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(values, shape),
            TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (Float16)value), shape),
            TensorElementType.Double => Converted<double>(values, shape),
            TensorElementType.Int8 => Converted<sbyte>(values, shape),
            TensorElementType.UInt8 => Converted<byte>(values, shape),
            TensorElementType.Int32 => Converted<int>(values, shape),
            TensorElementType.Int64 => Converted<long>(values, shape),
            TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => value != 0), shape),
            _ => throw new ModelException($"Input '{name}' of {_model} has elements of type {metadata.ElementDataType}, which is not supported; use float32."),
        };
    }

    private static OrtValue Converted<T>(float[] values, long[] shape)
        where T : unmanaged, INumberBase<T> => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, T.CreateSaturating), shape);

    private void Show(OrtValue value, int index, OutputVisitor visit)
    {
        switch (value.GetTensorTypeAndShape().ElementDataType)
        {
            case TensorElementType.Float:
                visit(index, value.GetTensorDataAsSpan<float>());
                break;
            case TensorElementType.Float16:
                visit(index, Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), element => (float)element));
                break;
            case TensorElementType.Double:
                visit(index, Floats(value.GetTensorDataAsSpan<double>()));
                break;
            case TensorElementType.Int8:
                visit(index, Floats(value.GetTensorDataAsSpan<sbyte>()));
                break;
            case TensorElementType.UInt8 or TensorElementType.Bool:
                visit(index, Floats(value.GetTensorDataAsSpan<byte>()));
                break;
            case TensorElementType.Int32:
                visit(index, Floats(value.GetTensorDataAsSpan<int>()));
                break;
            case TensorElementType.Int64:
                visit(index, Floats(value.GetTensorDataAsSpan<long>()));
                break;
            case TensorElementType type:
                throw new ModelException($"Output '{_outputs[index]}' of {_model} has elements of type {type}, which is not supported; use float32.");
        }
    }

    private static float[] Floats<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        float[] result = new float[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = float.CreateSaturating(values[i]);
        }

        return result;
    }

    private static string OneLine(Exception error) => error.Message.ReplaceLineEndings(" ");
}
