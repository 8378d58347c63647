namespace EdgeDeep.Training.Data;

/// <summary>Sentences as tokens. Token 0, <see cref="Border"/>, stands before every sentence and after the last one.</summary>
/// <param name="Vocabulary">The word of every token.</param>
/// <param name="Train">Sentences to learn from.</param>
/// <param name="Validation">Sentences that choose the best epoch.</param>
/// <param name="Test">Sentences that are only measured.</param>
public sealed record WordCorpus(IReadOnlyList<string> Vocabulary, IReadOnlyList<int[]> Train, IReadOnlyList<int[]> Validation, IReadOnlyList<int[]> Test)
{
    /// <summary>The word of token 0.</summary>
    public const string Border = "<end>";

    private const int ValidationPercent = 10, TestPercent = 15;

    /// <summary>
    /// Draws sentences from a grammar; a hash of its words decides for good which part a sentence belongs to. To learn from,
    /// sentences occur as often as they were drawn, elsewhere once.
    /// </summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="count">Number of sentences drawn.</param>
    /// <param name="seed">Seed of the chances.</param>
    public static WordCorpus Draw(Grammar grammar, int count, int seed)
    {
        string[] vocabulary = [Border, .. grammar.Words];
        Dictionary<string, int> tokens = vocabulary.Select((word, token) => (word, token)).ToDictionary(pair => pair.word, pair => pair.token);
        Random chance = new(seed);
        ILookup<Part, string> parts = Enumerable.Range(0, count).Select(_ => string.Join(' ', grammar.Sentence(chance))).ToArray().ToLookup(PartOf);
        int[][] Tokens(IEnumerable<string> sentences) => [.. sentences.Select(sentence => sentence.Split(' ').Select(word => tokens[word]).ToArray())];
        return new WordCorpus(vocabulary, Tokens(parts[Part.Train]), Tokens(parts[Part.Validation].Distinct()), Tokens(parts[Part.Test].Distinct()));
    }

    /// <summary>The part of a sentence.</summary>
    public static Part PartOf(string sentence)
    {
        int percent = StableHash.Percent(sentence);
        return percent < TestPercent ? Part.Test : percent < TestPercent + ValidationPercent ? Part.Validation : Part.Train;
    }

    /// <summary>Sentences one after the other, token 0 before each and after the last.</summary>
    public static int[] Stream(IEnumerable<int[]> sentences) => [.. sentences.SelectMany(sentence => sentence.Prepend(0)), 0];
}
