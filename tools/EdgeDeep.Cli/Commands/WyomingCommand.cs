using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Devices.Services;
using EdgeDeep.Devices.Wyoming;
using EdgeDeep.Perception.Keywords;

namespace EdgeDeep.Cli.Commands;

/// <summary>A wake word service for Home Assistant.</summary>
internal static class WyomingCommand
{
    private const string Name = "wyoming", DefaultUri = "tcp://127.0.0.1:10400";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string[]> models = new("MODEL") { Description = "Wake word or keyword models, or manifests of microWakeWord models", Arity = ArgumentArity.OneOrMore };
        Option<string> uri = new("--uri") { Description = $"Where to listen; tcp://0.0.0.0:10400 lets other machines in, without a password (default: {DefaultUri})", HelpName = "tcp://ADDRESS:PORT" };
        Option<float> threshold = new("--threshold") { Description = "The averaged probability that a word needs", HelpName = "P", DefaultValueFactory = _ => new KeywordSpotterOptions().Threshold };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new(Name, "Serves wake words to Home Assistant and other clients of the Wyoming protocol.") { models, uri, threshold, preprocess, labels };
        bind(command, context =>
        {
            float least = context.Value(threshold);
            if (least is not (> 0 and <= 1))
            {
                throw new UsageException("--threshold takes more than 0 and at most 1");
            }

            IPEndPoint address = Parse(context.Value(uri) ?? DefaultUri);
            Func<IListener>[] open = [.. context.Value(models).Select(model => (Func<IListener>)(() => ListenCommand.Open(context, model, least, context.Value(preprocess), context.Value(labels))))];

            // What cannot be opened is told now and not to the first client.
            IListener[] first = [.. open.Select(create => create())];
            if (first.Select(listener => listener.SampleRate).Distinct().Count() > 1)
            {
                throw new CommandException("the models take sound of different rates, and a client sends one; serve them at different ports.");
            }

            string[] words = [.. first.SelectMany(listener => listener.Words).Where(word => !new KeywordSpotterOptions().Ignored.Contains(word)).Distinct()];
            WakeWordEngine engine = new(Version(), words, () => new Listeners([.. open.Select(create => create())]));
            Serve(context, engine, address);
        });
        return new CommandRow(command, $"{Cli.Name} {Name} wakeword.edge --uri tcp://0.0.0.0:10400", $"{Cli.Name} {Name} hey_jarvis.json okay_nabu.json");
    }

    private static void Serve(CommandContext context, WakeWordEngine engine, IPEndPoint address)
    {
        ServiceNotifier notifier = ServiceNotifier.FromEnvironment();
        Lock gate = new();
        WyomingService service = new(engine, address)
        {
            OnDetection = word =>
            {
                lock (gate)
                {
                    context.Terminal.Out.WriteLine(context.IsJson ? JsonSerializer.Serialize(new WakeEvent(word), LineJson.Default.WakeEvent) : $"heard {word}");
                    context.Terminal.Out.Flush();
                }

                notifier.Status($"heard '{word}'");
            },
        };
        using Timer alive = new(_ => notifier.Alive(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        service.RunAsync(
            () =>
            {
                context.Say("note", $"serving {string.Join(", ", engine.Words)} on tcp://{service.Address}; Ctrl-C ends.");
                notifier.Ready($"serving on {service.Address}");
            }, context.Stop).GetAwaiter().GetResult();
        notifier.Stopping();
        WakeServiceReport report = new(service.Connections, service.Refused, service.Broken, service.Detections, Math.Round(service.Seconds, 1));
        if (context.IsJson)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(report, LineJson.Default.WakeServiceReport));
            return;
        }

        context.Terminal.WriteFacts(
            ("heard", string.Create(CultureInfo.InvariantCulture, $"{report.Detections} words in {report.Seconds:0.0} s of sound")),
            ("clients", $"{report.Connections} connections, {report.Refused} turned away, {report.Broken} broken off"));
    }

    private static IPEndPoint Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme == "tcp" && uri.Port is >= 0 and <= 65535 && IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address)
            ? new IPEndPoint(address, uri.Port)
            : throw new UsageException($"--uri takes tcp://ADDRESS:PORT with a numeric address such as {DefaultUri}, not '{text}'");

    private static string Version() => typeof(WyomingCommand).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Several models on the same sound.</summary>
    private sealed class Listeners(IListener[] all) : IWakeWordStream
    {
        private readonly List<KeywordDetection> _words = [];

        public int SampleRate => all[0].SampleRate;

        public void Accept(ReadOnlySpan<float> samples, ICollection<string> heard)
        {
            _words.Clear();
            foreach (IListener listener in all)
            {
                listener.Accept(samples, _words);
            }

            _words.ForEach(word => heard.Add(word.Label));
        }
    }
}
