using System.CommandLine;
using EdgeDeep.Cli.Live;
using EdgeDeep.Cli.Models;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Cli.Commands;

/// <summary>Options for listening live; each command gets its own copy.</summary>
internal sealed class LiveOptions
{
    private readonly Option<string> _device = new("--device") { Description = "The microphone, by ALSA's name such as plughw:1,0 (default: ALSA's default); '?' lists them", HelpName = "NAME" };
    private readonly Option<bool> _input = new("--stdin") { Description = "Instead of a microphone: raw 16-bit samples, one channel, little-endian, at the model's rate, from the standard input" };
    private readonly Option<string> _simulate = new("--simulate") { Description = "Instead of a microphone: a wav file or a folder of them, in real time", HelpName = "PATH" };
    private readonly Option<bool> _fast = new("--fast") { Description = "With --simulate: as fast as possible" };
    private readonly Option<int> _repeat = new("--repeat") { Description = "With --simulate: how often", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string> _onEvent = new("--on-event") { Description = "Run a command at each word; it finds EDGEDEEP_LABEL, EDGEDEEP_PROBABILITY and EDGEDEEP_SECONDS in its environment", HelpName = "COMMAND" };

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_device, _input, _simulate, _fast, _repeat, _onEvent])
        {
            command.Add(option);
        }
    }

    /// <summary>Refuses the options where something else excludes them.</summary>
    public void RefuseWith(CommandContext context, string other)
    {
        Option? given = ((Option[])[_device, _input, _simulate, _fast, _repeat, _onEvent]).FirstOrDefault(option => context.Parse.GetResult(option) is { Implicit: false });
        if (given is not null)
        {
            throw new UsageException($"{given.Name} is for listening live and does not go with {other}");
        }
    }

    /// <summary>Listens until the sound ends or Ctrl-C.</summary>
    public void Run(CommandContext context, IListener listener)
    {
        if (context.Value(_device) == "?")
        {
            List(context);
            return;
        }

        (Microphone microphone, string name) = Open(context, listener.SampleRate);
        EventCommand? onEvent = context.Value(_onEvent) is { } command ? new EventCommand(command) : null;
        new LiveListening(context, listener, onEvent).RunAsync(microphone, name).GetAwaiter().GetResult();
    }

    private (Microphone Microphone, string Name) Open(CommandContext context, int rate)
    {
        string? device = context.Value(_device), simulated = context.Value(_simulate);
        bool isInput = context.Value(_input);
        if ((device is null ? 0 : 1) + (simulated is null ? 0 : 1) + (isInput ? 1 : 0) > 1)
        {
            throw new UsageException("Give one of --device, --stdin and --simulate");
        }

        int repeats = context.Value(_repeat);
        if (simulated is null ? context.Value(_fast) || repeats != 1 : repeats < 1)
        {
            throw new UsageException(simulated is null ? "--fast and --repeat go with --simulate" : "--repeat is at least 1");
        }

        return isInput ? (new StreamMicrophone(Console.OpenStandardInput(), rate), "the standard input")
            : simulated is not null ? (new RecordedMicrophone(Files(simulated), rate, !context.Value(_fast), repeats), simulated)
            : (new ArecordMicrophone(device, rate), device is null ? "the default microphone" : $"microphone {device}");
    }

    private static string[] Files(string path) => Directory.Exists(path) ? [.. SupportedFiles.Find(path, SupportedFiles.Sound)]
        : File.Exists(path) ? [path] : throw new CommandException($"{path} does not exist; name a wav file or a folder of them.");

    private static void List(CommandContext context)
    {
        IReadOnlyList<(string Name, string Description)> devices = ArecordMicrophone.List();
        if (devices.Count == 0)
        {
            throw new CommandException("ALSA knows no device that records; plug a microphone in, and check 'arecord --list-devices'.");
        }

        foreach ((string name, string description) in devices)
        {
            context.Terminal.Out.WriteLine($"{name,-14} {description}");
        }
    }
}
