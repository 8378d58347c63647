using System.CommandLine;
using EdgeDeep.Cli.Faces;

namespace EdgeDeep.Cli.Commands;

/// <summary>Options of the face commands.</summary>
internal static class FaceOptions
{
    public static Option<string> Folder() => new("--models") { Description = $"Folder of the face models and the encrypted people (default: {FaceFolder.DefaultFolder})", HelpName = "DIR" };

    public static Option<string> Key() => new("--key") { Description = $"Key of the encrypted people (default: {FaceFolder.DefaultKeyFile})", HelpName = "FILE" };

    public static FaceFolder Of(CommandContext context, Option<string> folder, Option<string> key) =>
        new(context.Value(folder) ?? FaceFolder.DefaultFolder, context.Value(key) ?? FaceFolder.DefaultKeyFile);
}
