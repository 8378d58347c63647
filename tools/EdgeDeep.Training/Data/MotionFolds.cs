using EdgeDeep.Perception;

namespace EdgeDeep.Training.Data;

/// <summary>The exercise recordings in parts for cross validation, and what is there besides.</summary>
/// <param name="Parts">Labelled recordings; every class is in every part, and no recording is in two.</param>
/// <param name="Unlabelled">Recordings of other movements, for learning without labels.</param>
public sealed record MotionFolds(IReadOnlyList<IReadOnlyList<MotionRecording>> Parts, IReadOnlyList<MotionRecording> Unlabelled)
{
    /// <summary>Number of parts: the rarest exercise has three recordings.</summary>
    public const int Count = 3;

    /// <summary>Recordings whose device had not been told the time begin with this date: the other session.</summary>
    private const string Session = "2000-";

    /// <summary>All labelled recordings.</summary>
    public IEnumerable<MotionRecording> All => Parts.SelectMany(part => part);

    /// <summary>Reads exercises, gestures and wand movements.</summary>
    /// <param name="folder">Folder with exercises/, cgestures/ and magic_wand/; only the first must exist.</param>
    public static MotionFolds Read(string folder)
    {
        string exercises = Path.Combine(folder, "exercises");
        if (!Directory.Exists(exercises))
        {
            throw new InputException($"{exercises}: does not exist; give --data with a folder that holds exercises/ (int16 arrays [n,3] named TIME_LABEL.npy).");
        }

        IReadOnlyCollection<string> mixed = [.. Directory.GetFiles(exercises, "*.csv").SelectMany(MotionRecording.ReadMixed)];
        ILookup<bool, MotionRecording> recordings = MotionRecording.ReadArrays(exercises, mixed).ToLookup(recording => recording.Label is not null);
        string gestures = Path.Combine(folder, "cgestures"), wand = Path.Combine(folder, "magic_wand");
        return new MotionFolds(Split(recordings[true]), [
            .. recordings[false],
            .. Directory.Exists(gestures) ? MotionRecording.ReadArrays(gestures, []) : [],
            .. Directory.Exists(wand) ? MotionRecording.ReadTables(wand) : []]);
    }

    /// <summary>Cuts each class, in the order of time, into as many runs: neighbours in time mostly share a part.</summary>
    /// <param name="recordings">Labelled recordings.</param>
    public static IReadOnlyList<IReadOnlyList<MotionRecording>> Split(IEnumerable<MotionRecording> recordings)
    {
        List<MotionRecording>[] parts = [.. Enumerable.Range(0, Count).Select(_ => new List<MotionRecording>())];
        foreach (IGrouping<string?, MotionRecording> group in recordings.GroupBy(recording => recording.Label).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            MotionRecording[] members = [.. group.OrderBy(recording => recording.Name, StringComparer.Ordinal)];
            for (int i = 0; i < members.Length; i++)
            {
                parts[i * Count / members.Length].Add(members[i]);
            }
        }

        return parts;
    }

    /// <summary>Each part against the others, then one session against the other.</summary>
    public IEnumerable<MotionRound> Rounds()
    {
        for (int part = 0; part < Count; part++)
        {
            yield return new($"part {part + 1}", true, [.. Parts.Where((_, i) => i != part).SelectMany(others => others)], Parts[part]);
        }

        ILookup<bool, MotionRecording> sessions = All.ToLookup(recording => recording.Name.StartsWith(Session, StringComparison.Ordinal));
        if (sessions[true].Any() && sessions[false].Any())
        {
            yield return new("other session", false, [.. sessions[false]], [.. sessions[true]]);
        }
    }
}

/// <summary>What is learnt from and what is held out.</summary>
/// <param name="Name">For the figures.</param>
/// <param name="IsPart">Whether it belongs to the cross validation.</param>
/// <param name="Train">Recordings to learn from.</param>
/// <param name="Test">Recordings that are only measured.</param>
public sealed record MotionRound(string Name, bool IsPart, IReadOnlyList<MotionRecording> Train, IReadOnlyList<MotionRecording> Test);
