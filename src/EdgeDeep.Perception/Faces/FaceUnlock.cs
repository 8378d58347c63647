namespace EdgeDeep.Perception.Faces;

/// <summary>When a face unlocks.</summary>
public sealed record FaceUnlockOptions
{
    /// <summary>Looks in a row that must show the same known person, at least 1.</summary>
    public int Looks { get; init; } = 5;

    /// <summary>The longest time between two of these looks, in seconds; above 0.</summary>
    public double LongestGap { get; init; } = 1;

    /// <summary>The <see cref="DepthHint"/> that these looks must reach; 0 for none. A hint is no proof: no value of it keeps everybody out.</summary>
    public double Hint { get; init; }
}

/// <summary>Unlocks when one known person looks into the camera for some time; nobody else may be nearer to it.</summary>
public sealed class FaceUnlock
{
    private readonly FaceUnlockOptions _options;
    private readonly List<Face> _faces = [];
    private string? _person;
    private double _last;
    private bool _isUnlocked;

    /// <summary>Prepares a lock.</summary>
    /// <param name="options">When it opens.</param>
    /// <exception cref="InputException">A number is out of range.</exception>
    public FaceUnlock(FaceUnlockOptions? options = null)
    {
        _options = options ?? new FaceUnlockOptions();
        if (_options is { Looks: < 1 } or { LongestGap: not > 0 } or { Hint: not >= 0 })
        {
            throw new InputException("A lock needs at least one look, a gap above 0 seconds and a hint of at least 0.");
        }
    }

    /// <summary>The largest hint of depth in the looks so far.</summary>
    public double Hint { get; private set; }

    /// <summary>Takes what one picture shows.</summary>
    /// <param name="seconds">The picture's time.</param>
    /// <param name="faces">All faces with whom they look like.</param>
    /// <returns>The person, at the look that unlocks; null otherwise. The same person unlocks again only after having been away.</returns>
    public string? Look(double seconds, IReadOnlyList<(Face Face, FaceMatch Match)> faces)
    {
        (Face? face, FaceMatch match) = faces.OrderByDescending(seen => seen.Face.Width * seen.Face.Height).FirstOrDefault();
        if (face is null || match.Name is null || match.Name != _person || seconds - _last > _options.LongestGap)
        {
            _faces.Clear();
            (_person, _isUnlocked, Hint) = (match?.Name, false, 0);
        }

        _last = seconds;
        if (face is null || match?.Name is null || _isUnlocked)
        {
            return null;
        }

        _faces.Add(face);
        Hint = Math.Max(Hint, DepthHint.Of(_faces[0].KeyPoints, face.KeyPoints));
        _isUnlocked = _faces.Count >= _options.Looks && Hint >= _options.Hint;
        if (_faces.Count > 100 * _options.Looks)
        {
            // Somebody who stays without a hint: the first look stays the one to compare with.
            _faces.RemoveRange(1, _faces.Count - 1 - _options.Looks);
        }

        return _isUnlocked ? _person : null;
    }
}
