using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>Sound to frames of the micro front end of TensorFlow Lite Micro (kind <c>micro</c>), always in fixed point.</summary>
public sealed record MicroSpec : PreprocessingSpec
{
    /// <summary>Sample rate, frames, channels and the rest.</summary>
    public MicroOptions Features { get; init; } = new();

    /// <inheritdoc/>
    public override string Kind => "micro";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Sound;

    internal override string? Problem() => Features.Problem();
}
