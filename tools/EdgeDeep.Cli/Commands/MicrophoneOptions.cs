using System.CommandLine;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Cli.Commands;

/// <summary>Where live sound comes from; each command gets its own copy.</summary>
internal sealed class MicrophoneOptions
{
    private readonly Option<string> _device = new("--device") { Description = "The microphone, by ALSA's name such as plughw:1,0 (default: ALSA's default); '?' lists them", HelpName = "NAME" };
    private readonly Option<bool> _input = new("--stdin") { Description = "Instead of a microphone: raw 16-bit samples from the standard input, one channel, little-endian, at the rate that is wanted" };
    private readonly Option<string> _simulate = new("--simulate") { Description = "Instead of a microphone: a wav file or a folder of them, in real time", HelpName = "PATH" };
    private readonly Option<bool> _fast = new("--fast") { Description = "With --simulate: as fast as possible" };
    private readonly Option<int> _repeat = new("--repeat") { Description = "With --simulate: how often", DefaultValueFactory = _ => 1, HelpName = "N" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_device, _input, _simulate, _fast, _repeat];

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the user asked for a list, which is then written.</summary>
    public bool IsList(CommandContext context)
    {
        if (context.Value(_device) != "?")
        {
            return false;
        }

        List(context);
        return true;
    }

    /// <summary>Opens the source.</summary>
    /// <param name="context">The command.</param>
    /// <param name="rate">Samples a second that are wanted.</param>
    /// <returns>The source, and what it is for people.</returns>
    public (Microphone Microphone, string Name) Open(CommandContext context, int rate)
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
