using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// Reads TensorFlow Lite models. Float models, also with half-precision or integer weights, give a float graph; int8 and
/// 16x8 models a graph whose values carry their quantization. Models of uint8 become int8 inside.
/// </summary>
public static class TfLiteImporter
{
    /// <summary>Turns the bytes of a .tflite file into a graph. SAME padding becomes explicit; shapes are inferred anew.</summary>
    /// <param name="fileName">Name of the file, for messages.</param>
    /// <param name="bytes">The whole file, which need not be trusted.</param>
    /// <exception cref="ModelException">The file is no TFLite model, damaged, or uses what is not supported.</exception>
    public static Graph Import(string fileName, byte[] bytes) => ImportWithTensors(fileName, bytes).Graph;

    /// <summary>As <see cref="Import"/>, with the value of each tensor index of the file; null where nothing uses the tensor.</summary>
    internal static (Graph Graph, IReadOnlyList<Value?> Tensors) ImportWithTensors(string fileName, byte[] bytes)
    {
        try
        {
            TfLiteModel model = new(bytes);
            Graph graph = new(fileName);
            TensorTable tensors = new(model);
            RefuseUnknown(model, tensors);
            graph.Inputs.AddRange(model.Inputs.Select(index => UnsignedModels.Input(graph, model, tensors, index)));
            DilatedConvolutions dilated = new(model);
            foreach (TfLiteOperator source in model.Operators.Where(op => !dilated.Absorbs(op)))
            {
                OperatorImport import = dilated.EndingAt(source, graph, tensors) ?? new(graph, tensors, source);
                OperatorTable.Rows[import.OperatorName](import);
            }

            graph.Outputs.AddRange(model.Outputs.Select(index => UnsignedModels.Output(graph, model, tensors, index)));
            graph.States.AddRange(tensors.Memory.States());
            if (graph.Outputs.Count == 0)
            {
                throw new ModelException("The network has no outputs.");
            }

            return (graph, tensors.Values);
        }
        catch (ModelException problem)
        {
            throw new ModelException($"{fileName}: {problem.Message}", problem);
        }
    }

    /// <summary>Names all operators that cannot be imported at once, so that a user sees how far a model is away.</summary>
    private static void RefuseUnknown(TfLiteModel model, TensorTable tensors)
    {
        TfLiteOperator[] unknown = [.. model.Operators.Where(op => !OperatorTable.Rows.ContainsKey(op.Name)).DistinctBy(op => op.Name)];
        if (unknown.Length > 0)
        {
            string node = unknown[0].Outputs.Length > 0 ? tensors.NameOf(unknown[0].Outputs[0]) : $"operator {unknown[0].Index}";
            throw new ModelException(
                $"Node '{node}' ({unknown[0].Name}): the network uses operators that are not supported ({string.Join(", ", unknown.Select(op => op.Name))}); replace them or leave them out of the model.");
        }
    }
}
