using System.CommandLine;
using EdgeDeep.Perception;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Recipes;

/// <summary>What a command line says about a model on a user's own data.</summary>
/// <param name="Name">Name of the model.</param>
public sealed record OwnDataSettings(string Name)
{
    /// <summary>Regular expression of the groups; null to tell them from names and contents.</summary>
    public string? Groups { get; init; }

    /// <summary>Size of the network, without a trunk.</summary>
    public NetworkSize Network { get; init; } = NetworkSize.Small;

    /// <summary>File of the model whose front part is taken over; null to train everything.</summary>
    public string? Trunk { get; init; }

    /// <summary>Units of a hidden layer of the head on a trunk; 0 for none.</summary>
    public int Hidden { get; init; }

    /// <summary>Names of distortions that are not used.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Licence line of the model; null where the user states none.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether a distortion is used.</summary>
    public bool Uses(string distortion) => !Without.Contains(distortion);
}

/// <summary>The options that recipes for a user's own data share.</summary>
public sealed class OwnDataOptions
{
    private readonly Option<string> _name = new("--name") { Description = "Name of the model and its files: letters, digits, - and _." };
    private readonly Option<string?> _groups = new("--groups") { Description = "Regular expression on the path below the data folder; what its first group matches names the person, place or device, which is then in one part of the data only." };
    private readonly Option<NetworkSize> _network = new("--network") { Description = "Size of the network: small or medium." };
    private readonly Option<string?> _trunk = new("--trunk") { Description = "Trained float model (.onnx) whose front part is kept as it is; only a new last layer is trained. Good for 10 to 20 samples a class." };
    private readonly Option<int> _hidden = new("--hidden") { Description = "With --trunk: units of a hidden layer before the last one; 0 for none." };
    private readonly Option<string[]> _without = new("--without") { AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _licence = new("--licence") { Description = "Licence line for the model's metadata." };

    /// <summary>Creates the options.</summary>
    /// <param name="defaultName">Name of the model where none is given.</param>
    /// <param name="distortions">Names of the distortions that can be switched off.</param>
    public OwnDataOptions(string defaultName, params string[] distortions)
    {
        _name.DefaultValueFactory = _ => defaultName;
        _name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(token.Value.Length > 0 && token.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            {
                result.AddError($"--name '{token.Value}' names files and may hold letters, digits, - and _ only.");
            }
        });
        _without.Description = $"Distortions that training shall not use: {string.Join(' ', distortions)}.";
        _without.AcceptOnlyFromAmong(distortions);
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_name, _groups, _network, _trunk, _hidden, _without, _licence];

    /// <summary>The options without those for files, trunks and distortions.</summary>
    public IReadOnlyList<Option> ForTables => [_name, _network, _licence];

    /// <summary>Reads a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">Options contradict each other.</exception>
    public OwnDataSettings Read(ParseResult parsed)
    {
        OwnDataSettings settings = new(parsed.GetValue(_name)!)
        {
            Groups = parsed.GetValue(_groups),
            Network = parsed.GetValue(_network),
            Trunk = parsed.GetValue(_trunk),
            Hidden = parsed.GetValue(_hidden),
            Without = parsed.GetValue(_without) ?? [],
            Licence = parsed.GetValue(_licence),
        };
        return settings switch
        {
            { Hidden: < 0 or > 1024 } => throw new InputException("--hidden must be from 0 to 1024."),
            { Trunk: null, Hidden: > 0 } => throw new InputException("--hidden is for a head on a trunk; name one with --trunk."),
            { Trunk: not null } when parsed.GetResult(_network) is { Implicit: false } => throw new InputException("--network and --trunk exclude each other; leave one out."),
            _ => settings,
        };
    }
}
