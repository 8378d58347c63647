using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Options of commands that can put an audio front end before a model.</summary>
internal sealed class FrontEndOptions
{
    /// <summary>Whether samples go in.</summary>
    public Option<bool> WithFrontEnd { get; } = new("--with-front-end")
    {
        Description = "For a sound model: its fixed-point front end comes along, so that samples of a microphone go in",
    };

    /// <summary>How often the model looks.</summary>
    public Option<double?> Step { get; } = new("--step")
    {
        Description = $"With --with-front-end: seconds between two looks at the last window of sound (default: {new KeywordSpotterOptions().StepSeconds}); a model with state takes every frame",
        HelpName = "SECONDS",
    };

    /// <summary>How sound becomes the model's input.</summary>
    public Option<string> Preprocess { get; } = SharedOptions.Preprocess();

    /// <summary>The model's plan, with its front end where that is asked for.</summary>
    /// <exception cref="UsageException">An option asks for a front end and another one does not.</exception>
    public Plan Apply(CommandContext context, LoadedModel loaded)
    {
        double? step = context.Value(Step);
        string? preprocess = context.Value(Preprocess);
        if (!context.Value(WithFrontEnd))
        {
            return step is null && preprocess is null
                ? loaded.Int8().Plan
                : throw new UsageException("--step and --preprocess say how sound becomes the input; give --with-front-end too");
        }

        if (step is not (null or (> 0 and <= 10)))
        {
            throw new UsageException("--step must be above 0 and at most 10 seconds");
        }

        PreprocessingSpec spec = Inputs.ResolveOne(context, preprocess, loaded);
        return FrontEnd.Before(loaded.Int8().Plan, spec, step ?? new KeywordSpotterOptions().StepSeconds);
    }
}
