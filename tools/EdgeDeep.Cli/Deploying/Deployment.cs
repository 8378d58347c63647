using System.CommandLine.Parsing;
using EdgeDeep.Cli.Models;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Deploying;

/// <summary>What the command line says of a deployment.</summary>
/// <param name="Target">USER@HOST.</param>
/// <param name="Model">The .edge file.</param>
/// <param name="Run">The command on the device, with the word MODEL for the model's path there.</param>
/// <param name="Trust">Public key that the device shall trust; null for none.</param>
/// <param name="App">Folder of a compiled program; null to compile one.</param>
/// <param name="Root">Folder of the slots on the device.</param>
/// <param name="Units">Folder of the units on the device.</param>
/// <param name="NeedsNetwork">Whether the program may open network connections.</param>
internal sealed record DeploymentCall(
    string Target, string Model, string Run, string? Trust, string? App, string Root, string Units, bool NeedsNetwork);

/// <summary>Puts the files of a slot together.</summary>
internal static class Deployment
{
    /// <summary>Checks what can be checked before a device is touched.</summary>
    /// <exception cref="CommandException">The model cannot be deployed as the command line says.</exception>
    public static void Check(DeploymentCall call)
    {
        if (LoadedModel.FormatOf(call.Model) != "edge")
        {
            throw new CommandException($"{call.Model} is no .edge file; '{Cli.Name} quantize' makes one.");
        }

        if (call.Trust is { } key)
        {
            using ModelTrust trust = new([key], null);
            _ = trust.Load(call.Model);
        }
        else
        {
            _ = LoadedModel.Load(call.Model);
        }

        if (!Words(call).Contains("MODEL"))
        {
            throw new UsageException($"--run must hold the word MODEL, which becomes the model's path on the device, as in 'listen MODEL'");
        }

        if (call.Root.Any(char.IsWhiteSpace) || call.Units.Any(char.IsWhiteSpace) || !call.Root.StartsWith('/') || !call.Units.StartsWith('/'))
        {
            throw new UsageException("--root and --units are absolute paths without spaces");
        }
    }

    /// <summary>All files of a slot.</summary>
    /// <param name="call">What the command line says.</param>
    /// <param name="app">Folder of the compiled program.</param>
    /// <param name="groups">Groups of the device that own its cameras, microphones and buses.</param>
    /// <param name="script">The text of slots.sh.</param>
    public static DeviceBundle Bundle(DeploymentCall call, string app, IReadOnlyList<string> groups, string script)
    {
        string model = $"model/{Path.GetFileName(call.Model)}", command = string.Join(' ', Words(call).Select(word => Quoted(word == "MODEL" ? model : word)));
        DeviceBundle bundle = new();
        bundle.AddProgram(app);
        bundle.AddFile(model, call.Model);
        if (call.Trust is { } key)
        {
            bundle.AddFile(model + ModelSignature.Extension, call.Model + ModelSignature.Extension);
            bundle.AddFile("trust/key.pub", key);
        }

        bundle.AddText("run", $"#!/bin/sh\n# Started by {ServiceUnit.Name}.\ncd -P \"$(dirname \"$0\")\" && exec ./{Cli.Name} {command}\n", isProgram: true);
        bundle.AddText("check.sh", $"cd \"$root/slots/$slot\" && ./{Cli.Name} {(call.Trust is null ? "inspect" : "verify --trust trust/key.pub")} {Quoted(model)}\n");
        bundle.AddText("slots.sh", script);
        bundle.AddText(ServiceUnit.Name, ServiceUnit.Text(new ServiceSettings(
            $"EdgeDeep: {string.Join(' ', Words(call)).Replace("MODEL", Path.GetFileName(call.Model), StringComparison.Ordinal)}",
            call.Root, call.Units, groups, call.Trust is null ? null : $"{call.Root}/current/trust/key.pub", call.NeedsNetwork)));
        return bundle;
    }

    private static string[] Words(DeploymentCall call) => [.. CommandLineParser.SplitCommandLine(call.Run)];

    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
