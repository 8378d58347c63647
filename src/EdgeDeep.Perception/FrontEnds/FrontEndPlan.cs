using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>
/// A model with a fixed-point front end before it: samples in, the model's outputs out, in kernels of the portable subset only,
/// so that host and device compute the same bytes. A frame of sound runs the first steps of the plan; whenever enough frames
/// have come, the other steps run.
/// </summary>
public sealed class FrontEndPlan
{
    private FrontEndPlan(Plan plan, int frameSteps)
    {
        Plan = plan;
        FrameSteps = frameSteps;
    }

    /// <summary>The steps of the front end, then those of the model. The only input holds the samples and lives in the state.</summary>
    public Plan Plan { get; }

    /// <summary>How many of the first steps run for every frame.</summary>
    public int FrameSteps { get; }

    /// <summary>Samples a second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples that the input holds when a frame is due.</summary>
    public int WindowSamples => Plan.Tensors[Plan.Inputs[0]].Elements;

    /// <summary>Samples that a frame needs itself; more than that are skipped where the stride is longer.</summary>
    public required int FrameSamples { get; init; }

    /// <summary>Samples from one frame to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>Frames from one inference to the next.</summary>
    public required int FramesPerInference { get; init; }

    /// <summary>Frames that an inference looks at.</summary>
    public required int Frames { get; init; }

    /// <summary>Whether a specification asks for fixed point.</summary>
    public static bool IsFixed(PreprocessingSpec? spec) => spec is MicroSpec;

    /// <summary>Puts a front end before a model.</summary>
    /// <param name="model">A model of one int8 input.</param>
    /// <param name="spec">How sound becomes that input.</param>
    /// <param name="step">
    /// Seconds between two inferences, rounded to whole frames; a model with state takes every frame once, whatever this says.
    /// </param>
    /// <exception cref="InputException">The model does not fit, or there is no such front end for the specification.</exception>
    public static FrontEndPlan Create(Plan model, PreprocessingSpec spec, double step = 0.1)
    {
        if (spec is not MicroSpec micro)
        {
            throw new InputException($"There is no fixed-point front end for pre-processing '{spec}'; name one of sound features.");
        }

        if (spec.Problem() is string problem)
        {
            throw new InputException($"pre-processing '{spec}' cannot be: {problem}.");
        }

        MicroOptions options = micro.Features;
        CheckInput(model, spec, options.Frames, options.Channels);
        PlanExtension extension = new(model);
        int samples = MicroFrontEnd.Append(extension, options);
        bool isStreaming = model.InitialState.Length > 0;
        return new FrontEndPlan(extension.Finish(samples), extension.FrameSteps)
        {
            SampleRate = options.SampleRate,
            FrameSamples = options.Window,
            Stride = options.Stride,
            Frames = options.Frames,
            FramesPerInference = isStreaming ? options.Frames : Math.Clamp((int)Math.Round(step * options.SampleRate / options.Stride), 1, options.Frames),
        };
    }

    /// <summary>A front end alone, whose only output is what a model would be given.</summary>
    /// <param name="spec">How sound becomes features.</param>
    /// <param name="shape">Shape of the features.</param>
    /// <param name="scale">Scale of the features.</param>
    /// <param name="zeroPoint">Their zero point.</param>
    /// <exception cref="InputException">The shape does not fit, or there is no such front end for the specification.</exception>
    public static FrontEndPlan Features(PreprocessingSpec spec, int[] shape, float scale, int zeroPoint)
    {
        PlanTensor features = new("features", ElementType.Int8, shape, Storage.Arena, 0, scale, zeroPoint);
        return Create(
            new Plan
            {
                Tensors = [features],
                Steps = [],
                Inputs = [0],
                Outputs = [0],
                ArenaBytes = PlanExtension.Align(features.Bytes),
                Constants = [],
                InitialState = [],
                Metadata = new Dictionary<string, string>(),
            },
            spec,
            step: 0);
    }

    private static void CheckInput(Plan model, PreprocessingSpec spec, int frames, int features)
    {
        PlanTensor? input = model.Inputs.Count == 1 ? model.Tensors[model.Inputs[0]] : null;
        if (input is not { Type: ElementType.Int8, Scale: > 0 })
        {
            throw new InputException($"Pre-processing '{spec}' in fixed point needs a model of one int8 input; quantize the model, or run it without a fixed-point front end.");
        }

        int[] sides = TensorShape.Significant(input.Shape), made = TensorShape.Significant([frames, features]);
        if (input.Elements != frames * features || (sides.Length > 1 && !sides.AsSpan().SequenceEqual(made)))
        {
            throw TensorShape.Misfit(spec, $"{frames}x{features}", input.Shape);
        }
    }
}
