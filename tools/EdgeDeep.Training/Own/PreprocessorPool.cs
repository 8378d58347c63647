using System.Collections.Concurrent;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Training.Own;

/// <summary>Preprocessors of one kind for use by several threads; each is used by one thread at a time.</summary>
/// <param name="spec">What is done.</param>
/// <param name="inputShape">Shape of the model's input with the batch.</param>
public sealed class PreprocessorPool(PreprocessingSpec spec, int[] inputShape)
{
    private readonly ConcurrentBag<Preprocessor> _idle = [];

    /// <summary>Takes a preprocessor that no other thread has.</summary>
    public Preprocessor Take() => _idle.TryTake(out Preprocessor? preprocessor) ? preprocessor : Preprocessor.Create(spec, inputShape);

    /// <summary>Gives it back.</summary>
    /// <param name="preprocessor">What <see cref="Take"/> gave.</param>
    public void Return(Preprocessor preprocessor) => _idle.Add(preprocessor);
}
