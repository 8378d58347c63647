using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Calibrate;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeDeep.Compiler.Benchmarks;

/// <summary>
/// An ONNX file in ONNX Runtime as a fair opponent: one thread, no spinning, all memory allocated before, pseudo-random inputs.
/// The caller disposes it.
/// </summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    static OnnxSession() => OnnxRuntimeTelemetry.SwitchOff();

    /// <summary>Loads a file; open dimensions become 1.</summary>
    /// <exception cref="ModelException">ONNX Runtime does not accept the file; the message names it.</exception>
    public OnnxSession(string path)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            _options.Dispose();
            throw new ModelException($"ONNX Runtime does not load {path}: {error.Message.ReplaceLineEndings(" ").Trim()}", error);
        }

        Random random = new(1);
        _inputNames = [.. _session.InputNames];
        _outputNames = [.. _session.OutputNames];
        _inputs = [.. _inputNames.Select(name => Allocate(_session.InputMetadata[name]))];
        _outputs = [.. _outputNames.Select(name => Allocate(_session.OutputMetadata[name]))];
        Array.ForEach(_inputs, value => Fill(value, random));
    }

    /// <summary>Computes all outputs once.</summary>
    public void Run() => _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_inputs, value => value.Dispose());
        Array.ForEach(_outputs, value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private static OrtValue Allocate(NodeMetadata tensor) => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, tensor.ElementDataType, [.. tensor.Dimensions.Select(size => (long)Math.Max(1, size))]);

    private static void Fill(OrtValue value, Random random)
    {
        Span<byte> bytes = value.GetTensorMutableRawData();
        if (value.GetTensorTypeAndShape().ElementDataType != TensorElementType.Float)
        {
            random.NextBytes(bytes);
            return;
        }

        // Random bits would be NaN or denormal at times, which cost time that real data does not.
        foreach (ref float number in MemoryMarshal.Cast<byte, float>(bytes))
        {
            number = (random.NextSingle() * 2) - 1;
        }
    }
}
