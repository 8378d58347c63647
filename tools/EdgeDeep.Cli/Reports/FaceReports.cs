using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>A known person.</summary>
internal sealed record KnownPerson(string Name, int Shots);

/// <summary>Who is known.</summary>
internal sealed record PeopleReport(IReadOnlyList<KnownPerson> People)
{
    /// <summary>Photos told rightly before and after; null where none were to be tested.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PeopleTest? Test { get; init; }
}

/// <summary>Photos of people, and how many of them are told rightly.</summary>
internal sealed record PeopleTest(int Photos, int Before, int After);

/// <summary>A face on a photo; the person is a known one's name or "unknown N", the same N for faces that look alike.</summary>
internal sealed record FoundFace(string Person, bool IsKnown, float Score, float Similarity, float Left, float Top, float Right, float Bottom);

/// <summary>The faces on one photo.</summary>
internal sealed record PhotoFaces(string Photo, IReadOnlyList<FoundFace> Faces);

/// <summary>Everybody who is on some photos.</summary>
internal sealed record FacesReport(IReadOnlyList<PhotoFaces> Photos, IReadOnlyList<PersonPhotos> People);

/// <summary>A person with the photos that show them.</summary>
internal sealed record PersonPhotos(string Person, bool IsKnown, IReadOnlyList<string> Photos);

/// <summary>Face models that were made.</summary>
internal sealed record PreparedFaces(string Folder, int CalibrationFaces);

/// <summary>How well a threshold tells people apart; rates are shares of pairs.</summary>
internal sealed record PairsReport(int SamePairs, int OtherPairs, float LeastSame, float LargestOther, float Threshold, double TrueAccepts, double FalseAccepts);
