using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;

namespace EdgeDeep.Training.Learning;

/// <summary>A model that answers frame by frame with a probability.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Reset">Forgets all frames.</param>
/// <param name="Step">The answer to the next frame.</param>
public sealed record FrameModel(string Name, Action Reset, Func<float[], float> Step)
{
    /// <summary>Largest difference of a probability between TorchSharp's whole windows and ONNX Runtime's frames.</summary>
    public const float Tolerance = 1e-4f;

    /// <summary>A float graph in ONNX Runtime.</summary>
    /// <param name="runner">The graph.</param>
    public static FrameModel Of(FloatRunner runner)
    {
        FloatMemory memory = runner.NewMemory();
        return new FrameModel("float", memory.Reset, frame => runner.Run([frame], memory)[0][0]);
    }

    /// <summary>An int8 model in EdgeDeep's runtime.</summary>
    /// <param name="model">The model.</param>
    public static FrameModel Of(Int8Model model) => new("int8", model.Session.Reset, frame => model.Run(frame)[0]);

    /// <summary>The answers to all frames of a window, from the first one on.</summary>
    /// <param name="features">[frames, features].</param>
    /// <param name="width">Features of a frame.</param>
    public float[] Answers(float[] features, int width)
    {
        Reset();
        return [.. features.Chunk(width).Select(Step)];
    }

    /// <summary>Whether the graph computes frame by frame what was trained on whole windows.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The trained network.</param>
    /// <param name="windows">Windows to compare on.</param>
    /// <returns>The largest difference seen.</returns>
    /// <exception cref="ModelException">It is above <see cref="Tolerance"/>.</exception>
    public static float LargestDifference(Graph graph, StreamingNetwork network, IEnumerable<FrameWindow> windows)
    {
        using FloatRunner runner = new(OnnxEmitter.Emit(graph), graph.Name);
        FrameModel model = Of(runner);
        float worst = windows.Max(window => network.Probabilities(window.Features)
            .Zip(model.Answers(window.Features, network.Features).Skip(network.Past), (a, b) => Math.Abs(a - b)).Max());
        return worst <= Tolerance
            ? worst
            : throw new ModelException($"{graph.Name}: frames in ONNX Runtime and windows in TorchSharp differ by {worst}; nothing was written, report this as a bug.");
    }
}
