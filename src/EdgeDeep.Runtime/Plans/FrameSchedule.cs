using System.Globalization;

namespace EdgeDeep.Runtime.Plans;

/// <summary>
/// When the parts of a plan with an audio front end run. The only input holds int16 samples and is kept from call to call:
/// whenever it is full, the first steps run once, and its samples move on by the stride; after a number of such frames the
/// other steps run. A plan says so in its metadata (<see cref="MetadataKeys.FrameSchedule"/>).
/// </summary>
/// <param name="FrameSteps">How many of the first steps run for every frame.</param>
/// <param name="FrameSamples">Samples that a frame uses: those at the beginning of the input.</param>
/// <param name="Stride">Samples from one frame to the next.</param>
/// <param name="Frames">Frames that an inference looks at.</param>
/// <param name="FramesPerInference">Frames from one inference to the next.</param>
/// <param name="SampleRate">Samples a second.</param>
public sealed record FrameSchedule(int FrameSteps, int FrameSamples, int Stride, int Frames, int FramesPerInference, int SampleRate)
{
    /// <summary>Samples from one inference to the next.</summary>
    public int InferenceSamples => FramesPerInference * Stride;

    /// <summary>What a plan says; null where it says nothing and all its steps run together.</summary>
    /// <exception cref="ModelFormatException">What it says does not fit it.</exception>
    public static FrameSchedule? Of(Plan plan)
    {
        if (!plan.Metadata.TryGetValue(MetadataKeys.FrameSchedule, out string? text))
        {
            return null;
        }

        int[] numbers = [.. text.Split(' ').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        PlanTensor? input = plan.Inputs.Count == 1 ? plan.Tensors[plan.Inputs[0]] : null;
        bool fits = numbers.Length == 6 && Array.TrueForAll(numbers, number => number is > 0 and <= 1 << 24)
            && input is { Type: ElementType.Int16, Storage: Storage.State }
            && numbers[0] <= plan.Steps.Count && input.Elements == Math.Max(numbers[1], numbers[2]);
        return fits
            ? new FrameSchedule(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
            : throw new ModelFormatException($"The model's frame schedule '{text}' does not fit its steps and input; put the front end before the model again.");
    }

    /// <summary>What <see cref="Of"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{FrameSteps} {FrameSamples} {Stride} {Frames} {FramesPerInference} {SampleRate}");
}
