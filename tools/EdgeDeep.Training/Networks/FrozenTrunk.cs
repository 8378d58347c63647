using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Training.Networks;

/// <summary>
/// A trained float classifier without its last fully connected layer. It stays as it is; a new head learns on what it
/// computes. Safe for use by several threads at once.
/// </summary>
public sealed class FrozenTrunk : IDisposable
{
    private readonly Graph _graph; // computes the features, nothing more
    private readonly FloatRunner _runner;

    private FrozenTrunk(Graph graph)
    {
        _graph = graph;
        _runner = FloatRunner.ForGraph(graph);
    }

    /// <summary>[h,w,c] of one input.</summary>
    public int[] InputShape => _graph.Inputs[0].Shape[1..];

    /// <summary>Values of one input.</summary>
    public int InputElements => _graph.Inputs[0].Elements;

    /// <summary>Numbers that the trunk computes from one input.</summary>
    public int Features => _graph.Outputs[0].Elements;

    /// <summary>The pre-processing specification of the model's metadata; null where it states none.</summary>
    public string? Preprocessing => _graph.Metadata.GetValueOrDefault(MetadataKeys.Preprocessing);

    /// <summary>The model's licence line; null where it states none.</summary>
    public string? Licence => _graph.Metadata.GetValueOrDefault(MetadataKeys.Licence);

    /// <summary>File name and SHA-256 of the model's file.</summary>
    public string Source => $"{_graph.Metadata[MetadataKeys.Source]} {_graph.Metadata[MetadataKeys.SourceSha256]}";

    /// <summary>Reads a model and cuts it before its last fully connected layer.</summary>
    /// <param name="path">A float .onnx or .tflite file with one input of shape [1,h,w,c].</param>
    /// <exception cref="ModelException">The file is no such model, or holds no fully connected layer on its way to the output.</exception>
    public static FrozenTrunk Load(string path)
    {
        Graph model = ModelImporter.Import(path);
        PassPipeline.ForFloat(model);
        if (model.Inputs is not [{ Type: ElementType.Float32, Shape: [1, _, _, _] }] || model.Outputs.Count != 1 || model.States.Count > 0)
        {
            throw new ModelException($"{path} is no float classifier with one input [1,h,w,c], one output and no memory; name a float .onnx such as models/keywords/keywords.onnx as the trunk.");
        }

        Value features = LastDense(model, path).Input(0);
        model.Outputs[0] = features;
        RemoveDeadNodes.Run(model);
        return features.IsConstant || model.Inputs.Contains(features)
            ? throw new ModelException($"{path} has nothing before its last fully connected layer; name a deeper model as the trunk.")
            : new FrozenTrunk(model);
    }

    /// <summary>What the trunk computes.</summary>
    /// <param name="input">One input.</param>
    /// <returns><see cref="Features"/> numbers.</returns>
    public float[] Describe(float[] input) => _runner.Run([input])[0];

    /// <summary>Trunk and head as one graph that ends in softmax.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="head">A trained network from features to logits.</param>
    public Graph WithHead(string name, TorchNetwork head)
    {
        Graph graph = new(name);
        graph.Inputs.AddRange(_graph.Inputs);
        graph.Nodes.AddRange(_graph.Nodes);
        GraphBuilder.Append(graph, _graph.Outputs[0], head, "head/");
        UniqueNames.Run(graph);
        return graph;
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    /// <summary>Follows the main operand from the output backwards.</summary>
    private static Node LastDense(Graph model, string path)
    {
        Dictionary<Value, Node> producers = model.Producers();
        for (Value value = model.Outputs[0]; producers.TryGetValue(value, out Node? node); value = node.Input(0))
        {
            if (node.Op is FullyConnected && node.Input(0).Elements == node.Input(1).Shape[1])
            {
                return node;
            }

            if (node.Op is not (Softmax or Reshape or Unary))
            {
                break;
            }
        }

        throw new ModelException($"{path} does not end in a fully connected layer, so there is no place for a new head; name another model as the trunk.");
    }
}
