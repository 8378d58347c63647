using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>Makes a classifier for each thread: int8 models run in EdgeDeep's runtime, float models in ONNX Runtime.</summary>
internal sealed class ClassifierFactory : IDisposable
{
    private readonly LoadedModel _model;
    private readonly PreprocessingSpec _spec;
    private readonly FloatRunner? _runner;

    public ClassifierFactory(LoadedModel model, PreprocessingSpec spec)
    {
        _model = model;
        _spec = spec;
        _runner = model.IsFloat ? FloatRunner.ForGraph(model.Graph!) : null;
    }

    public Classifier Create() => _model.Compiled is { } compiled
        ? new SessionClassifier(compiled, _spec)
        : new FloatClassifier(_runner!, _model.Inputs[0].Shape, _spec);

    public void Dispose() => _runner?.Dispose();
}
