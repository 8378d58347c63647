using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Ranges written down by a test in place of calibration.</summary>
internal static class RangesOf
{
    /// <summary>Quantizes with the given ranges; every other float value has -1..1.</summary>
    public static Graph Quantize(Graph graph, QuantizeOptions? options, params (Value Value, float Min, float Max)[] ranges) =>
        Quantizer.Quantize(graph, Make(graph, ranges), options);

    public static Dictionary<Value, ValueRange> Make(Graph graph, params (Value Value, float Min, float Max)[] ranges)
    {
        Dictionary<Value, ValueRange> result = graph.Inputs.Concat(graph.States.Select(state => state.Current)).Concat(graph.Nodes.SelectMany(node => node.Outputs))
            .Where(value => value.Type == ElementType.Float32).ToDictionary(value => value, _ => new ValueRange(-1, 1));
        foreach ((Value value, float min, float max) in ranges)
        {
            result[value] = new ValueRange(min, max);
        }

        return result;
    }

    /// <summary>The quantization of a value by its name in the float graph.</summary>
    public static Quantization Of(Graph quantized, Value value) => quantized.Inputs
        .Concat(quantized.Nodes.SelectMany(node => node.Outputs)).First(candidate => candidate.Name == value.Name).Quantization!;
}
