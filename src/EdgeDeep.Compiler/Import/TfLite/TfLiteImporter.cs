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
            graph.Inputs.AddRange(model.Inputs.Select(index => UnsignedModels.Input(graph, model, tensors, index)));
            DilatedConvolutions dilated = new(model);
            ProblemList problems = new();
            HashSet<int> unknown = [];
            foreach (TfLiteOperator source in model.Operators.Where(op => !dilated.Absorbs(op)))
            {
                OperatorImport import = new(graph, tensors, source);
                bool isDone = problems.Try(() =>
                {
                    import = dilated.EndingAt(source, graph, tensors) ?? import;
                    ImportOperator(model, source, import, unknown);
                });
                unknown.UnionWith(isDone ? [] : import.Outputs.Where(index => !tensors.TryStandIn(index)));
            }

            problems.ThrowIfAny(Unknown(model, tensors));
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

    /// <summary>Adds the nodes of an operator; one that reads results that are not known is left out.</summary>
    private static void ImportOperator(TfLiteModel model, TfLiteOperator source, OperatorImport import, HashSet<int> unknown)
    {
        if (!OperatorTable.Rows.TryGetValue(import.OperatorName, out Action<OperatorImport>? add))
        {
            throw import.Error("the operator is not supported; replace it or leave it out of the model");
        }

        if (import.Inputs.Any(unknown.Contains))
        {
            unknown.UnionWith(import.Outputs);
            return;
        }

        add(import);
    }

    /// <summary>A sentence that names all operators that are not supported; null where there are none.</summary>
    private static string? Unknown(TfLiteModel model, TensorTable tensors)
    {
        TfLiteOperator[] unknown = [.. model.Operators.Where(op => !OperatorTable.Rows.ContainsKey(op.Name)).DistinctBy(op => op.Name)];
        if (unknown.Length == 0)
        {
            return null;
        }

        string node = unknown[0].Outputs.Length > 0 ? tensors.NameOf(unknown[0].Outputs[0]) : $"operator {unknown[0].Index}";
        return $"Node '{node}' ({unknown[0].Name}): the network uses operators that are not supported ({string.Join(", ", unknown.Select(op => op.Name))}); replace them or leave them out of the model.";
    }
}
