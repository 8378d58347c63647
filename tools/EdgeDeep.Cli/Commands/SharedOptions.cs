using System.CommandLine;
using EdgeDeep.Cli.Models;

namespace EdgeDeep.Cli.Commands;

/// <summary>Options that several commands have; each command gets its own copy.</summary>
internal static class SharedOptions
{
    public static Argument<string> Model(string description) => new("MODEL") { Description = description };

    public static Option<string> Preprocess() => new("--preprocess")
    {
        Description = $"How a file becomes the model's input: {string.Join(", ", Inputs.PresetNames)} or for instance image:scale=1/255,fit=crop or table:columns=FIRST:SECOND,label=NAME; one for each input with semicolons between them; or a colon and what differs from the model's own, such as :arithmetic=fixed for features as a device computes them",
        HelpName = "SPEC",
    };

    public static Option<string> Labels() => new("--labels") { Description = Models.Labels.Help, HelpName = "FILE|LIST" };
}
