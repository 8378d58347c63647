using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Runs models in ONNX Runtime.</summary>
internal static class OnnxRun
{
    /// <summary>Runs a model on given numbers.</summary>
    /// <param name="model">Bytes of the file.</param>
    /// <param name="feeds">Input name to elements; of the dimensions that are left open the last one takes all that is left.</param>
    /// <param name="optimize">False to compute every node as the model has it.</param>
    /// <returns>Output name to elements, in the model's order.</returns>
    public static Dictionary<string, float[]> Run(byte[] model, IReadOnlyDictionary<string, float[]> feeds, bool optimize = true)
    {
        using SessionOptions options = Quiet();
        options.GraphOptimizationLevel =
            optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL;
        using InferenceSession session = new(model, options);
        List<NamedOnnxValue> inputs = [.. session.InputMetadata.Select(pair => Feed(pair.Key, pair.Value, feeds[pair.Key]))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs);
        return results.ToDictionary(result => result.Name, Read);
    }

    /// <summary>Random numbers for every input of a model.</summary>
    public static Dictionary<string, float[]> RandomFeeds(byte[] model, int seed)
    {
        using SessionOptions options = Quiet();
        using InferenceSession session = new(model, options);
        Random random = new(seed);
        return session.InputMetadata.ToDictionary(
            pair => pair.Key,
            pair => Enumerable.Range(0, Shape(pair.Value).Aggregate(1, (a, b) => a * b))
                .Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray());
    }

    private static SessionOptions Quiet() =>
        new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    private static int[] Shape(NodeMetadata metadata) => [.. metadata.Dimensions.Select(dimension => Math.Max(1, dimension))];

    private static NamedOnnxValue Feed(string name, NodeMetadata metadata, float[] values)
    {
        int[] shape = Shape(metadata);
        int open = Array.FindLastIndex(metadata.Dimensions, dimension => dimension < 0);
        if (open >= 0)
        {
            shape[open] = values.Length / shape.Aggregate(1, (a, b) => a * b);
        }

        return metadata.ElementDataType switch
        {
            TensorElementType.Float => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(values, shape)),
            TensorElementType.Float16 => NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<Float16>(values.Select(value => (Float16)value).ToArray(), shape)),
            TensorElementType.Int64 => NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<long>(values.Select(value => (long)value).ToArray(), shape)),
            TensorElementType.UInt8 => NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<byte>(values.Select(value => (byte)(int)(value * 60)).ToArray(), shape)),
            _ => throw new NotSupportedException($"input type {metadata.ElementDataType}"),
        };
    }

    private static float[] Read(NamedOnnxValue result) => result.Value switch
    {
        Tensor<float> tensor => [.. tensor],
        Tensor<Float16> tensor => [.. tensor.Select(value => (float)value)],
        Tensor<long> tensor => [.. tensor.Select(value => (float)value)],
        Tensor<byte> tensor => [.. tensor.Select(value => (float)value)],
        Tensor<int> tensor => [.. tensor.Select(value => (float)value)],
        _ => throw new NotSupportedException($"output type {result.Value.GetType()}"),
    };
}
