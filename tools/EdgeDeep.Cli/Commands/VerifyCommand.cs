using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Commands;

/// <summary>Tells whether a device that trusts some keys would run a model.</summary>
internal static class VerifyCommand
{
    private const string Name = "verify";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The .edge file, with its signature beside it as MODEL.sig");
        Option<string[]> keys = new("--trust") { Description = "Public keys; one of them must vouch for the model", HelpName = "FILE", AllowMultipleArgumentsPerToken = true, Required = true };
        Option<string> state = new("--state") { Description = "Folder with the versions that a device has accepted: an older one is refused, and this one is noted; without it, versions are not compared", HelpName = "DIR" };
        Command command = new(Name, "Verifies the signature of a model.") { model, keys, state };
        bind(command, context => Run(context, context.Value(model), context.Value(keys)!, context.Value(state)));
        return new CommandRow(command, $"{Cli.Name} {Name} kws.edge --trust release.pem.pub", $"{Cli.Name} {Name} kws.edge --trust release.pem.pub --state /var/lib/edgedeep");
    }

    private static void Run(CommandContext context, string path, string[] keys, string? state)
    {
        _ = LoadedModel.FormatOf(path);
        using ModelTrust trust = new(keys, state);
        ModelSignature signature = trust.Read(path).Signature;
        SignatureReport report = SignatureReport.Of(path, signature);
        context.Report(report, CliJson.Default.SignatureReport, terminal => Print(terminal, report));
    }

    /// <summary>What a signature says.</summary>
    public static void Print(Terminal terminal, SignatureReport report) => terminal.WriteFacts(
    [
        ("model", report.Model),
        ("name", report.Name),
        ("version", Words.Count(report.Version)),
        ("sha256", report.Sha256),
        ("signed by", report.Key),
    ]);
}
