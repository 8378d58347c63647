using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.FrontEnds;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Sound to frames of MFCC (kind <c>mfcc</c>) or log-mel (kind <c>log-mel</c>) features.</summary>
public sealed record SpectrogramSpec : PreprocessingSpec
{
    /// <summary>Sample rate, frames, filters and the rest; <see cref="MfccOptions.Coefficients"/> 0 makes the kind <c>log-mel</c>.</summary>
    public MfccOptions Features { get; init; } = new();

    /// <summary>Whether features are computed in fixed point, as on a device; the model's input is int8 then.</summary>
    public bool IsFixedPoint { get; init; }

    /// <inheritdoc/>
    public override string Kind => Features.Coefficients == 0 ? "log-mel" : "mfcc";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => SupportedFiles.Sound;

    internal override string? Problem() => Features.Problem() ?? (IsFixedPoint ? MelFrontEnd.Problem(Features) : null);
}
