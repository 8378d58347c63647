using System.CommandLine;
using EdgeDeep.Cli.Deploying;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Brings program and model to a device and keeps them running there.</summary>
internal static class DeployCommand
{
    private const string Name = "deploy";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> target = new("USER@HOST") { Description = "The device as ssh knows it, or a name of ~/.ssh/config" };
        Argument<string?> model = new("MODEL") { Description = "The .edge file", Arity = ArgumentArity.ZeroOrOne };
        Option<string> run = new("--run") { Description = "What the service runs; MODEL becomes the model's path on the device", DefaultValueFactory = _ => "listen MODEL", HelpName = "COMMAND" };
        Option<string> trust = new("--trust") { Description = "Public key: the device runs only models that it vouches for; MODEL must be signed", HelpName = "FILE" };
        Option<string> app = new("--app") { Description = "Folder of the compiled program; compiled for the device if it is not given", HelpName = "DIR" };
        Option<int> healthy = new("--healthy") { Description = "Seconds that the service must stay healthy, or the version before comes back", DefaultValueFactory = _ => 10, HelpName = "SECONDS" };
        Option<bool> network = new("--network") { Description = "Let the service open network connections" };
        Option<bool> status = new("--status") { Description = "Only tell how the service is" }, rollback = new("--rollback") { Description = "Only go back to the version before" };
        Option<bool> remove = new("--remove") { Description = "Only remove service and files" }, log = new("--log") { Description = "Follow the service's log until Ctrl-C, afterwards or alone" };
        Option<bool> dry = new("--dry-run") { Description = "Show what would be sent, and the unit, and touch no device" };
        Option<string> root = new("--root") { Description = "Folder on the device", DefaultValueFactory = _ => "/opt/edgedeep", HelpName = "DIR" };
        Option<string> units = new("--units") { Description = "Folder of systemd units on the device", DefaultValueFactory = _ => "/etc/systemd/system", HelpName = "DIR" };
        Option<string[]> ssh = new("--ssh-option") { Description = "An option for ssh, as after its -o", HelpName = "NAME=VALUE" };
        Command command = new(Name, "Brings the program and a model to a Raspberry Pi and keeps them running as a service.")
        {
            target, model, run, trust, app, healthy, network, status, rollback, remove, log, dry, root, units, ssh,
        };
        bind(command, context =>
        {
            string host = context.Value(target), folder = context.Value(root)!, unitFolder = context.Value(units)!;
            RemoteDevice device = new(host, context.Value(ssh) ?? [], folder, unitFolder, context.Stop);
            string? path = context.Parse.GetValue(model);
            Option<bool>[] alone = [.. new[] { status, rollback, remove }.Where(context.Value)];
            if (alone.Length > 1 || (path is not null && alone.Length > 0) || (path is null && alone.Length == 0 && !context.Value(log)))
            {
                throw new UsageException("Give a MODEL, or one of --status, --rollback, --remove, or --log");
            }

            if (path is not null)
            {
                Deploy(context, device, new DeploymentCall(host, path, context.Value(run)!, context.Value(trust), context.Value(app), folder, unitFolder, context.Value(network)), context.Value(healthy), context.Value(dry));
            }
            else if (alone.Length > 0)
            {
                string action = alone[0].Name.TrimStart('-');
                IReadOnlyDictionary<string, string> answer = device.Call(action);
                Report(context, new DeployReport(host, action, answer));
            }

            if (context.Value(log) && !context.Value(dry))
            {
                device.FollowLog(context.Terminal.Out.WriteLine);
            }
        });
        return new CommandRow(
            command, $"{Cli.Name} {Name} pi@raspberrypi wakeword.edge --run 'listen MODEL --threshold 0.6'",
            $"{Cli.Name} {Name} pi@raspberrypi wakeword.edge --trust release.pem.pub --log", $"{Cli.Name} {Name} pi@raspberrypi --status");
    }

    private static void Deploy(CommandContext context, RemoteDevice device, DeploymentCall call, int healthy, bool isDry)
    {
        Deployment.Check(call);
        IReadOnlyDictionary<string, string> facts = isDry ? new Dictionary<string, string>() : device.Call("facts");
        string app = call.App ?? AppPublisher.Publish(AppPublisher.RuntimeOf(call.Target, facts.GetValueOrDefault("machine", "aarch64")), context.Stop);
        string[] groups = facts.GetValueOrDefault("groups", "audio video gpio i2c spi").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        DeviceBundle bundle = Deployment.Bundle(call, app, groups, RemoteDevice.Script);
        if (isDry)
        {
            DryRun(context, call, bundle, groups);
            return;
        }

        CheckRoom(call, facts, bundle.Bytes);
        context.Say("note", $"sending {Words.Bytes(bundle.Bytes)} to {call.Target}");
        device.Call("receive", bundle.WriteTo);
        device.Call(FormattableString.Invariant($"activate {healthy}"));
        Report(context, new DeployReport(call.Target, "deployed", device.Call("status")));
    }

    private static void CheckRoom(DeploymentCall call, IReadOnlyDictionary<string, string> facts, long bytes)
    {
        if (!facts.TryGetValue("systemd", out string? version) || version.Length == 0)
        {
            throw new CommandException($"{call.Target} has no systemd, which keeps the service running; use a system that has it, such as Raspberry Pi OS.");
        }

        if (facts.TryGetValue("free", out string? free) && long.TryParse(free, out long room) && room < bytes + (bytes / 4))
        {
            throw new CommandException($"{call.Target} has {Words.Bytes(room)} free at {call.Root} and {Words.Bytes(bytes)} are to be sent; make room there.");
        }
    }

    private static void DryRun(CommandContext context, DeploymentCall call, DeviceBundle bundle, string[] groups)
    {
        DryRunReport report = new(call.Target, call.Root, bundle.Bytes, [.. bundle.Names], ServiceUnit.Name, bundle.TextOf(ServiceUnit.Name), bundle.TextOf("run"), groups);
        context.Report(report, CliJson.Default.DryRunReport, terminal =>
        {
            terminal.WriteFacts([("device", report.Target), ("folder", report.Root), ("files", $"{report.Files.Count}, {Words.Bytes(report.Bytes)}")]);
            terminal.Out.WriteLine($"\n# {ServiceUnit.Name}\n{report.UnitText}\n# run\n{report.Run}");
        });
    }

    private static void Report(CommandContext context, DeployReport report) => context.Report(report, CliJson.Default.DeployReport, terminal => terminal.WriteFacts(
    [
        ("device", report.Target),
        ("done", report.Action is "status" ? null : report.Action),
        .. report.Device.Where(pair => pair.Value.Length > 0).Select(pair => (pair.Key, (string?)pair.Value)),
    ]));
}
