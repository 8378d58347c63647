using EdgeDeep.Perception;

namespace EdgeDeep.Training.Data;

/// <summary>
/// A context-free grammar in a text file: <c>name: alternative | alternative</c>, a rule a line; an alternative holds words and
/// <c>&lt;name&gt;</c> for any alternative of another rule. Lines that start with # say nothing. Sentences come from the rule <c>sentence</c>.
/// </summary>
public sealed class Grammar
{
    private const string Start = "sentence";
    private const int DeepestRule = 20;

    private readonly Dictionary<string, string[][]> _rules = [];

    private Grammar()
    {
    }

    /// <summary>Every word that a sentence can hold, in ordinal order.</summary>
    public IReadOnlyList<string> Words => [.. _rules.Values.SelectMany(rule => rule).SelectMany(words => words).Where(word => Name(word) is null).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads a grammar.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is missing, a line is no rule, or a rule is missing, written twice or endless.</exception>
    public static Grammar Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"{path}: does not exist; give --data with the folder that holds grammar.txt.");
        }

        Grammar grammar = new();
        int number = 0;
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()))
        {
            number++;
            if (line.Length > 0 && line[0] != '#')
            {
                grammar.Add(line, $"{path}: line {number}");
            }
        }

        grammar.Check(Start, path, 0);
        return grammar;
    }

    /// <summary>One sentence at random.</summary>
    /// <param name="chance">Where chances come from.</param>
    public string[] Sentence(Random chance)
    {
        List<string> words = [];
        Expand(Start, chance, words);
        return [.. words];
    }

    private void Add(string line, string where)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string[][] alternatives = [.. line[(colon + 1)..].Split('|').Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        if (colon < 1 || alternatives.Any(words => words.Length == 0))
        {
            throw new InputException($"{where} is no rule; write 'name: words | other words'.");
        }

        if (!_rules.TryAdd(line[..colon].Trim(), alternatives))
        {
            throw new InputException($"{where} repeats the rule '{line[..colon].Trim()}'; join the two.");
        }
    }

    private void Check(string name, string path, int depth)
    {
        if (!_rules.TryGetValue(name, out string[][]? rule))
        {
            throw new InputException($"{path}: has no rule '{name}'; add one.");
        }

        if (depth > DeepestRule)
        {
            throw new InputException($"{path}: the rule '{name}' leads back to itself; rules must end.");
        }

        foreach (string inner in rule.SelectMany(words => words).Select(Name).OfType<string>().Distinct())
        {
            Check(inner, path, depth + 1);
        }
    }

    private void Expand(string name, Random chance, List<string> words)
    {
        string[][] rule = _rules[name];
        foreach (string word in rule[chance.Next(rule.Length)])
        {
            if (Name(word) is { } inner)
            {
                Expand(inner, chance, words);
            }
            else
            {
                words.Add(word);
            }
        }
    }

    private static string? Name(string word) => word is ['<', .., '>'] ? word[1..^1] : null;
}
