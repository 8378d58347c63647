using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>
/// Puts a fixed-point audio front end before a model: samples in, the model's outputs out, in kernels of the portable subset
/// only, so that host and device compute the same bytes. <see cref="FrontEndSession"/> runs such a plan, and so does exported C.
/// </summary>
public static class FrontEnd
{
    /// <summary>Whether a specification asks for fixed point.</summary>
    public static bool IsFixed(PreprocessingSpec? spec) => spec is MicroSpec or SpectrogramSpec { IsFixedPoint: true };

    /// <summary>Puts a front end before a model.</summary>
    /// <param name="model">A model of one int8 input.</param>
    /// <param name="spec">How sound becomes that input.</param>
    /// <param name="step">
    /// Seconds between two inferences, rounded to whole frames; a model with state takes every frame once, whatever this says.
    /// </param>
    /// <returns>A plan with a <see cref="FrameSchedule"/>.</returns>
    /// <exception cref="InputException">The model does not fit, or there is no such front end for the specification.</exception>
    public static Plan Before(Plan model, PreprocessingSpec spec, double step = 0.1)
    {
        if (spec.Problem() is string problem)
        {
            throw new InputException($"pre-processing '{spec}' cannot be: {problem}.");
        }

        PlanExtension extension = new(model);
        switch (spec)
        {
            case MicroSpec { Features: { } micro }:
                CheckInput(model, spec, micro.Frames, micro.Channels, mayTurn: false);
                return Finish(extension, MicroFrontEnd.Append(extension, micro), (micro.SampleRate, micro.Window, micro.Stride, micro.Frames), step);
            case SpectrogramSpec { Features: { } mel } spectrogram when MelFrontEnd.Problem(mel) is null:
                bool isTurned = CheckInput(model, spec, mel.Frames, mel.FeaturesPerFrame, mayTurn: true);
                return Finish(
                    extension, MelFrontEnd.Append(extension, spectrogram, isTurned), (mel.SampleRate, mel.Window, mel.Stride, mel.Frames), step);
            case SpectrogramSpec { Features: { } mel }:
                throw new InputException($"pre-processing '{spec}' cannot be in fixed point: {MelFrontEnd.Problem(mel)}.");
            default:
                throw new InputException($"There is no fixed-point front end for pre-processing '{spec}'; only for mfcc, log-mel and micro.");
        }
    }

    /// <summary>A front end alone, whose only output is what a model would be given.</summary>
    /// <param name="spec">How sound becomes features.</param>
    /// <param name="shape">Shape of the features.</param>
    /// <param name="scale">Scale of the features.</param>
    /// <param name="zeroPoint">Their zero point.</param>
    /// <exception cref="InputException">The shape does not fit, or there is no such front end for the specification.</exception>
    public static Plan Features(PreprocessingSpec spec, int[] shape, float scale, int zeroPoint)
    {
        PlanTensor features = new("features", ElementType.Int8, shape, Storage.Arena, 0, scale, zeroPoint);
        return Before(
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

    private static Plan Finish(
        PlanExtension extension, int samples, (int SampleRate, int Window, int Stride, int Frames) sizes, double step)
    {
        int stepFrames = (int)Math.Round(step * sizes.SampleRate / sizes.Stride);
        int framesPerInference = extension.ModelHasState ? sizes.Frames : Math.Clamp(stepFrames, 1, sizes.Frames);
        return extension.Finish(samples, new FrameSchedule(
            extension.FrameSteps, sizes.Window, sizes.Stride, sizes.Frames, framesPerInference, sizes.SampleRate));
    }

    /// <summary>Makes sure that a model takes what a front end makes.</summary>
    /// <returns>Whether it wants features then frames.</returns>
    private static bool CheckInput(Plan model, PreprocessingSpec spec, int frames, int features, bool mayTurn)
    {
        PlanTensor? input = model.Inputs.Count == 1 ? model.Tensors[model.Inputs[0]] : null;
        if (input is not { Type: ElementType.Int8, Scale: > 0 })
        {
            throw new InputException($"Pre-processing '{spec}' in fixed point needs a model of one int8 input; quantize the model, or run it without a fixed-point front end.");
        }

        int[] sides = TensorShape.Significant(input.Shape), made = TensorShape.Significant([frames, features]);
        bool isTurned = mayTurn && sides.Length > 1 && !sides.AsSpan().SequenceEqual(made) && sides.AsSpan().SequenceEqual([features, frames]);
        if (input.Elements != frames * features || (sides.Length > 1 && !isTurned && !sides.AsSpan().SequenceEqual(made)))
        {
            throw TensorShape.Misfit(spec, $"{frames}x{features}", input.Shape);
        }

        return isTurned;
    }
}
