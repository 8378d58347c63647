using System.Text.Json.Serialization;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>export</c> wrote.</summary>
internal sealed record ExportReport
{
    public required string Model { get; init; }

    /// <summary>The form, such as <c>c</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Prefix of files and symbols.</summary>
    public required string Name { get; init; }

    /// <summary>Paths of the files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Memory that one inference overwrites.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>Memory that lasts from inference to inference.</summary>
    public required int StateBytes { get; init; }

    /// <summary>Weights, biases and tables.</summary>
    public required int ConstantsBytes { get; init; }

    /// <summary>What cross compilers made of it; empty where none is installed or nothing was packaged.</summary>
    public required IReadOnlyList<CSize> Sizes { get; init; }

    /// <summary>Managed heap that a session takes for its arrays; null where the form has no heap.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>What is worth knowing before the model is tried on a device.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What the audio front end takes, where one comes along.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FrontEndReport? FrontEnd { get; init; }
}

/// <summary>What an audio front end takes, in samples.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="FrameSamples">Samples of a frame.</param>
/// <param name="FrameStride">Samples from one frame to the next.</param>
/// <param name="InferenceSamples">Samples from one inference to the next.</param>
internal sealed record FrontEndReport(int SampleRate, int FrameSamples, int FrameStride, int InferenceSamples)
{
    public static FrontEndReport Of(FrameSchedule schedule) =>
        new(schedule.SampleRate, schedule.FrameSamples, schedule.Stride, schedule.InferenceSamples);
}
