using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;
using Google.Protobuf;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Reads ONNX models: float, fp16 (widened to float) and int8 or uint8 in QuantizeLinear/DequantizeLinear form.</summary>
public static class OnnxImporter
{
    private const int OldestOpset = 1;
    private const int NewestOpset = 23;

    /// <summary>
    /// Imports a model. The graph's inputs and outputs keep the model's shapes and order (images stay NCHW there); inside,
    /// images are NHWC. A batch dimension that the model leaves open becomes 1. Pairs of an input and an output that the
    /// metadata names under <see cref="MetadataKeys.State"/> become states.
    /// </summary>
    /// <param name="fileName">Name of the file, for messages.</param>
    /// <param name="bytes">Contents of the file.</param>
    /// <param name="options">Shapes and constant inputs that the file leaves open; nothing where null.</param>
    /// <returns>The graph; int8 models come as quantized operators.</returns>
    /// <exception cref="ModelException">The file is no ONNX model or uses what is not supported; the message names the node.</exception>
    public static Graph Import(string fileName, byte[] bytes, ImportOptions? options = null)
    {
        try
        {
            Graph graph = GraphReader.Read(fileName, Parse(bytes), options ?? new ImportOptions());
            CancelTransposes.Run(graph);
            if (graph.Nodes.Exists(node => node.Op is Quantize or Dequantize))
            {
                QdqCollapse.Run(graph);
                CancelTransposes.Run(graph);
                QuantizedEdges.Run(graph);
            }

            if (graph.Metadata.Remove(MetadataKeys.State, out string? pairs))
            {
                StatesFromPairs.Run(graph, StatePair.ParseLines(pairs));
            }

            return graph;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelException($"Model '{fileName}' is not an ONNX model or is cut off; export or download it again.", e);
        }
        catch (ModelException e)
        {
            throw new ModelException($"Model '{fileName}': {e.Message}", e);
        }
        catch (OverflowException e)
        {
            throw new ModelException($"Model '{fileName}' holds a tensor with more than 2^31 elements; it is damaged or far too large.", e);
        }
    }

    private static ModelProto Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw new ModelException("The file is empty.");
        }

        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        if (model.Graph is null || model.Graph.Output.Count == 0)
        {
            throw new ModelException("It holds no graph with outputs; it is not an ONNX model or is damaged.");
        }

        OperatorSetIdProto opset = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")
            ?? throw new ModelException("It names no operator set, so it is cut off or damaged; export it again.");
        return opset.Version is >= OldestOpset and <= NewestOpset
            ? model
            : throw new ModelException(
                $"Its operator set {opset.Version} is outside {OldestOpset} to {NewestOpset}; convert the model with onnx.version_converter.");
    }
}
