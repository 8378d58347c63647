using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Passes;

namespace EdgeDeep.Training.Writing;

/// <summary>A float model as it was written.</summary>
public static class FloatGraph
{
    /// <summary>Reads a model with its state.</summary>
    /// <param name="path">The float .onnx file.</param>
    public static Graph Read(string path)
    {
        Graph graph = ModelImporter.Import(path);
        PassPipeline.ForFloat(graph);
        return graph;
    }
}
