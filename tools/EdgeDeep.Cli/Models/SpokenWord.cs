using System.Globalization;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Perception.Keywords;

namespace EdgeDeep.Cli.Models;

/// <summary>A word that is spoken in a recording.</summary>
/// <param name="Seconds">Where it begins.</param>
/// <param name="Word">The word.</param>
internal sealed record SpokenWord(double Seconds, string Word)
{
    /// <summary>How far before its beginning a word may be heard, and how long after; its middle, or the end of a phrase, lies within.</summary>
    private const double Before = 0.3, After = 1.5;

    /// <summary>Reads a .csv file with the columns seconds and word, in order of time.</summary>
    /// <exception cref="CommandException">The file is missing or a line is no such pair; the message names the line.</exception>
    public static IReadOnlyList<SpokenWord> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CommandException($"{path} does not exist; give a .csv file with the columns seconds and word.");
        }

        string[] lines = File.ReadAllLines(path);
        List<SpokenWord> words = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Split(',') is [{ } time, { } word] && double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
            {
                words.Add(new SpokenWord(seconds, word.Trim()));
            }
            else if (lines[i].Length > 0)
            {
                throw new CommandException($"{path}, line {i + 1}: '{lines[i]}' is no time in seconds and a word; write for instance 1.25,yes.");
            }
        }

        return words;
    }

    /// <summary>Counts hits, misses and false alarms; each spoken word is hit at most once.</summary>
    public static ListenScore Score(IReadOnlyList<SpokenWord> truth, IReadOnlyList<KeywordDetection> heard, IReadOnlyList<string> ignored)
    {
        List<SpokenWord> open = [.. truth.Where(word => !ignored.Contains(word.Word))];
        int spoken = open.Count;
        int hits = heard.Count(detection => open.Remove(open.Find(word =>
            word.Word == detection.Label && detection.Seconds >= word.Seconds - Before && detection.Seconds <= word.Seconds + After)!));
        return new ListenScore(spoken, hits, spoken - hits, heard.Count - hits);
    }
}
