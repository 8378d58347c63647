using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>Makes a classifier for each thread: int8 models run in EdgeDeep's runtime, float models in ONNX Runtime.</summary>
internal sealed class ClassifierFactory : IDisposable
{
    private readonly LoadedModel _model;
    private readonly IReadOnlyList<PreprocessingSpec?> _specs;
    private readonly bool _isBinary;
    private readonly FloatRunner? _runner;

    public ClassifierFactory(LoadedModel model, IReadOnlyList<PreprocessingSpec?> specs, bool isBinary)
    {
        _model = model;
        _specs = specs;
        _isBinary = isBinary;
        _runner = model.IsFloat ? FloatRunner.ForGraph(model.Graph!) : null;
    }

    public Classifier Create() => _model.Compiled is { } compiled
        ? new SessionClassifier(compiled, _specs, _isBinary)
        : new FloatClassifier(_runner!, _isBinary);

    public void Dispose() => _runner?.Dispose();
}
