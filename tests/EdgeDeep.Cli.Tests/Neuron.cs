using System.Text;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Tests;

/// <summary>
/// Models of numbers whose answers can be told by looking: a neuron of two inputs that says high when a is larger than b,
/// and a classifier of two inputs that names the larger one.
/// </summary>
internal static class Neuron
{
    public const string Columns = "table:columns=a:b,label=answer";

    /// <summary>Rows for the neuron; the last one is labelled wrongly.</summary>
    public static byte[] Table { get; } = Encoding.UTF8.GetBytes("id,answer,b,a\n1,high,1,9\n2,low,8,3\n3,low,9.5,1\n\n4,low,2,7\n");

    /// <summary>The float neuron: logistic(a - b).</summary>
    public static byte[] Onnx(string? preprocessing = Columns)
    {
        Graph graph = new("neuron");
        graph.Metadata[MetadataKeys.Labels] = "low\nhigh";
        if (preprocessing is not null)
        {
            graph.Metadata[MetadataKeys.Preprocessing] = preprocessing;
        }

        Value input = new("input", ElementType.Float32, 1, 2), sum = new("sum", ElementType.Float32), output = new("probability", ElementType.Float32);
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        graph.Add("neuron", new FullyConnected(false, Clamp.None), [input, Value.Constant("weights", [1, 2], [1f, -1f]), Value.Constant("bias", [1], [0f])], sum);
        graph.Add("logistic", new Unary(UnaryKind.Logistic), [sum], output);
        return OnnxEmitter.Emit(graph);
    }

    /// <summary>An int8 classifier of two inputs of one number each: class 0 where the first is larger.</summary>
    public static byte[] Pair(string? preprocessing = null)
    {
        Graph graph = new("pair");
        graph.Metadata[MetadataKeys.Labels] = "first\nsecond";
        if (preprocessing is not null)
        {
            graph.Metadata[MetadataKeys.Preprocessing] = preprocessing;
        }

        Quantization quantization = new(0.5f, 0);
        Value a = new("one", ElementType.Int8, 1, 1) { Quantization = quantization };
        Value b = new("two", ElementType.Int8, 1, 1) { Quantization = quantization };
        Value both = new("both", ElementType.Int8) { Quantization = quantization };
        graph.Inputs.AddRange([a, b]);
        graph.Outputs.Add(both);
        graph.Add("join", new Concatenation(1), [a, b], both);
        return EdgeWriter.Write(PlanBuilder.Build(graph));
    }

    /// <summary>Four samples for <see cref="Pair"/>, three of them labelled rightly.</summary>
    public static byte[] Archive(float[]? labels = null) => Arrays.Npz(
        ("one.npy", Arrays.Npy([4, 1], 3, 1, 5, 2)), ("two.npy", Arrays.Npy([4, 1], 1, 4, 2, 1)), ("labels.npy", Arrays.Npy([labels?.Length ?? 4], labels ?? [0, 1, 0, 1])));
}
