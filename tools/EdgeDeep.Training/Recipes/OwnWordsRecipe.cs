using System.CommandLine;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Ten words that are no class of the keyword model, zero to nine, learnt from at most 15 clips each: a new last layer on the
/// front part of the keyword model. The parts are those of the keyword model, so that it never heard a speaker of the test.
/// </summary>
/// <param name="fromNothing">Trains a network of its own on the same clips instead, for comparison.</param>
public sealed class OwnWordsRecipe(bool fromNothing = false) : SoundsRecipe(new OwnDataSettings("own-words") { Trunk = fromNothing ? null : Folders.FirstThatExists(TrunkFile) })
{
    /// <summary>Most clips of a word to learn from.</summary>
    public const int Clips = 15;

    private const string TrunkFile = "models/keywords/keywords.onnx", SpeechFolder = "../shared/data/speech", Others = "_unknown_";

    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    private static readonly Option<bool> FromNothing = new("--from-nothing") { Description = "Train a small network of its own on the same clips instead, to compare." };

    /// <summary>The recipe for the help.</summary>
    public OwnWordsRecipe()
        : this(false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "own-words";

    /// <inheritdoc/>
    public override string Summary => "ten new words, zero to nine, from 15 clips each on the front part of the keyword model";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on Speech Commands clips (CC-BY-4.0)";

    /// <inheritdoc/>
    public override string Example => "own-words --seed 1";

    /// <inheritdoc/>
    public override string? Output => fromNothing ? null : Path.Combine(Folders.Repository, "models", Name);

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => [FromNothing];

    /// <inheritdoc/>
    protected override string? Data => Folders.FirstThatExists(SpeechFolder);

    /// <inheritdoc/>
    public override Recipe With(ParseResult parsed) => new OwnWordsRecipe(parsed.GetValue(FromNothing));

    /// <inheritdoc/>
    protected override ClassifierTask Load(string data, RecipeCall call, FrozenTrunk? trunk, Action<string> say) =>
        base.Load(data, call, trunk, say) with { Files = [] };

    /// <inheritdoc/>
    protected override (OwnFiles Files, Part[] Parts) Split(string data)
    {
        (string Path, int Label)[] all = [.. Directory.EnumerateFiles(data, "*_nohash_*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, Array.IndexOf(Words, WordOf(path)))).Where(item => item.Item2 >= 0)];
        (string Path, int Label, Part Part)[] parts = [.. all.Select(item => (item.Path, item.Label, SpeakerSplit.Of(item.Path)))];
        (string Path, int Label, Part Part)[] chosen =
        [
            .. parts.Where(item => item.Part == Part.Train).GroupBy(item => item.Label)
                .SelectMany(word => word.OrderBy(item => StableHash.Hex(Path.GetFileName(item.Path)), StringComparer.Ordinal).Take(Clips)),
            .. parts.Where(item => item.Part != Part.Train),
        ];
        int absent = Array.FindIndex(Words, word => new[] { Part.Train, Part.Test }.Any(part => !chosen.Any(item => Words[item.Label] == word && item.Part == part)));
        return absent >= 0
            ? throw new InputException($"{data}: has too few clips of the word '{Words[absent]}'; give a folder of Speech Commands with the words zero to nine.")
            : (new OwnFiles(
                Words, [.. chosen.Select(item => new OwnFile(item.Path, item.Label, SpeakerSplit.SpeakerOf(item.Path)))], [],
                $"split by speaker as for the keyword model, at most {Clips} clips of a word to learn from"), [.. chosen.Select(item => item.Part)]);
    }

    /// <summary>The word of a clip: its folder's name, or what its own name starts with among the words that are none of the ten.</summary>
    private static string WordOf(string path)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(path)!);
        return folder == Others ? Path.GetFileName(path).Split('_')[0] : folder;
    }
}
