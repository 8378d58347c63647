using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Commands;

/// <summary>Vouches for a model with a private key; makes the pair of keys.</summary>
internal static class SignCommand
{
    private const string Name = "sign";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string?> model = new("MODEL") { Description = "The .edge file; its signature is written beside it as MODEL.sig", Arity = ArgumentArity.ZeroOrOne };
        Option<string> key = new("--key") { Description = "The private key", HelpName = "FILE" };
        Option<long> version = new("--version") { Description = "Version of the model; devices never go back to a lower one", HelpName = "NUMBER" };
        Option<string> name = new("--name") { Description = "What the model is for, the same in all versions; the file's name without .edge if it is not given", HelpName = "NAME" };
        Option<string> created = new("--new-key") { Description = "Make a private key FILE and a public key FILE.pub, and sign nothing", HelpName = "FILE" };
        Command command = new(Name, "Signs a model (ECDSA P-256), so that devices that trust the key run nothing else.") { model, key, version, name, created };
        bind(command, context =>
        {
            string? path = context.Parse.GetValue(model);
            if (context.Value(created) is { } file)
            {
                Expect(path is null && context.Value(key) is null, "--new-key makes keys and signs nothing");
                NewKey(context, file);
                return;
            }

            Expect(path is not null, "MODEL is missing, or --new-key");
            Expect(context.Parse.GetResult(version) is not null, "--version is missing");
            string signer = context.Value(key) ?? throw new UsageException("--key is missing");
            Sign(context, path!, signer, context.Value(version), context.Value(name) ?? Path.GetFileNameWithoutExtension(path!));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} --new-key release.pem", $"{Cli.Name} {Name} kws.edge --key release.pem --version 3");
    }

    private static void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw new UsageException(problem);
        }
    }

    private static void NewKey(CommandContext context, string path)
    {
        string publicPath = SigningKey.Create(path);
        using ECDsa key = SigningKey.ReadPublic(publicPath);
        KeyReport report = new(path, publicPath, SigningKey.IdOf(key));
        context.Report(report, CliJson.Default.KeyReport, terminal => terminal.WriteFacts(
        [
            ("private key", $"{path} (keep it off the devices and out of repositories)"),
            ("public key", publicPath),
            ("name", report.Key),
        ]));
    }

    private static void Sign(CommandContext context, string path, string keyPath, long version, string name)
    {
        if (LoadedModel.FormatOf(path) != "edge")
        {
            throw new CommandException($"{path} is no .edge file; only what devices run is signed, so '{Cli.Name} quantize' it first.");
        }

        byte[] file = File.ReadAllBytes(path);
        using ECDsa key = SigningKey.ReadPrivate(keyPath);
        _ = Model.Load(path);
        ModelSignature signature = ModelSignature.Sign(file, name, version, key);
        string full = Path.GetFullPath(path + ModelSignature.Extension);
        using (OutputFiles output = new(Path.GetDirectoryName(full)!, [Path.GetFileName(full)]))
        {
            output[0].Write(Encoding.ASCII.GetBytes(signature.ToString()));
            output.Commit();
        }

        context.Report(SignatureReport.Of(path, signature), CliJson.Default.SignatureReport, terminal => VerifyCommand.Print(terminal, SignatureReport.Of(path, signature)));
    }
}
