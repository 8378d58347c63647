namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Finds the known word that a mistyped one was meant to be.</summary>
internal static class Nearest
{
    /// <summary>Part of a sentence that lists the known words and, first, the one closest to <paramref name="word"/> if it is close.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        string best = words.MinBy(candidate => Distance(word, candidate))!;
        string guess = Distance(word, best) <= Math.Max(1, best.Length / 2) ? $", perhaps '{best}' was meant" : string.Empty;
        return $"{guess}; known are {string.Join(", ", words)}";
    }

    /// <summary>Levenshtein distance: the fewest insertions, deletions and replacements of a character.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
