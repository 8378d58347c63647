using System.CommandLine;
using EdgeDeep.Cli.Live;
using EdgeDeep.Cli.Models;
using EdgeDeep.Devices.Microphones;

namespace EdgeDeep.Cli.Commands;

/// <summary>Options for listening live; each command gets its own copy.</summary>
internal sealed class LiveOptions
{
    private readonly MicrophoneOptions _source = new();
    private readonly Option<string> _onEvent = new("--on-event") { Description = "Run a command at each word; it finds EDGEDEEP_LABEL, EDGEDEEP_PROBABILITY and EDGEDEEP_SECONDS in its environment", HelpName = "COMMAND" };

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        _source.AddTo(command);
        command.Add(_onEvent);
    }

    /// <summary>Refuses the options where something else excludes them.</summary>
    public void RefuseWith(CommandContext context, string other)
    {
        if (_source.All.Append(_onEvent).FirstOrDefault(option => context.Parse.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} is for listening live and does not go with {other}");
        }
    }

    /// <summary>Listens until the sound ends or Ctrl-C.</summary>
    public void Run(CommandContext context, IListener listener)
    {
        if (_source.IsList(context))
        {
            return;
        }

        (Microphone microphone, string name) = _source.Open(context, listener.SampleRate);
        EventCommand? onEvent = context.Value(_onEvent) is { } command ? new EventCommand(command) : null;
        new LiveListening(context, listener, onEvent).RunAsync(microphone, name).GetAwaiter().GetResult();
    }
}
