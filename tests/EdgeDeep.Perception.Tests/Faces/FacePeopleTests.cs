using EdgeDeep.Perception.Faces;

namespace EdgeDeep.Perception.Tests.Faces;

/// <summary>People told apart by descriptions, and the file that keeps them.</summary>
public sealed class FacePeopleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-people-").FullName;

    private string StorePath => Path.Combine(_folder, "store", "people");

    private string KeyPath => Path.Combine(_folder, "keys", "key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_nearest_shot_names_a_face_unless_it_is_too_far()
    {
        FaceGallery people = new("net");
        people.Add("Ada", [1, 0]);
        people.Add("Ada", [0.6f, 0.8f]);
        people.Add("Bob", [-1, 0]);
        Assert.Equal("Ada", people.Identify([0.8f, 0.6f], 0.9f).Name);
        Assert.Equal(0.96f, people.Identify([0.8f, 0.6f], 0.9f).Similarity, 5);
        Assert.Null(people.Identify([0, -1], 0.5f).Name);
        Assert.True(people.Remove("Ada"));
        Assert.False(people.Remove("Ada"));
        Assert.Equal(["Bob"], people.People.Keys);
        Assert.Throws<InputException>(() => people.Add("Cy", [1, 2, 3]));
        Assert.Throws<InputException>(() => people.Add("two\nlines", [1, 0]));
        Assert.Null(new FaceGallery("net").Identify([1, 0]).Name);
    }

    [Fact]
    public void Strangers_are_sorted_by_likeness()
    {
        float[][] faces = [Angle(0), Angle(90), Angle(5), Angle(200), Angle(95), Angle(-5)];
        Assert.Equal([[0, 2, 5], [1, 4], [3]], FaceGroups.Of(faces, 0.8f));
        Assert.Empty(FaceGroups.Of([], 0.8f));
    }

    [Fact]
    public void A_threshold_lets_through_no_more_than_was_asked_for()
    {
        float[] impostors = [.. Enumerable.Range(0, 100).Select(i => i / 100f)];
        float threshold = FaceThreshold.For(impostors, 0.05);
        Assert.Equal(5, impostors.Count(similarity => similarity >= threshold));
        Assert.Contains("at least 1000 pairs", Assert.Throws<InputException>(() => FaceThreshold.For(impostors, 0.001)).Message, StringComparison.Ordinal);
        Assert.Contains((0.9f, 0.1, 1.0), FaceThreshold.Curve([0.9f, 0.95f], impostors).Select(point => (point.Threshold, Math.Round(point.FalseAccepts, 2), point.TrueAccepts)));
    }

    [Fact]
    public void A_store_gives_back_what_was_written_and_shows_nothing_of_it()
    {
        FaceGallery people = new("net");
        people.Add("Ada Lovelace", [0.1f, 0.2f]);
        people.Add("Ada Lovelace", [0.3f, 0.4f]);
        people.Add("Bob", [0.5f, 0.6f]);
        Store().Write(people);
        FaceGallery read = Store().Read("net");
        Assert.Equal(people.People.Keys, read.People.Keys);
        Assert.Equal([0.3f, 0.4f], read.People["Ada Lovelace"][1]);
        byte[] first = File.ReadAllBytes(StorePath);
        Assert.True(first.AsSpan().IndexOf("Ada"u8) < 0);
        Store().Write(people);
        Assert.NotEqual(first, File.ReadAllBytes(StorePath));
        Assert.Equal([StorePath, KeyPath], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).OrderDescending());
    }

    [Fact]
    public void Every_changed_byte_of_a_store_is_noticed()
    {
        FaceGallery people = new("net");
        people.Add("Ada", [0.1f, 0.2f]);
        Store().Write(people);
        byte[] file = File.ReadAllBytes(StorePath);
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            File.WriteAllBytes(StorePath, changed);
            Assert.Throws<InputException>(() => Store().Read("net"));
            File.WriteAllBytes(StorePath, file[..i]);
            Assert.Throws<InputException>(() => Store().Read("net"));
        }

        File.WriteAllBytes(StorePath, file);
        Assert.Contains("another recognizer", Assert.Throws<InputException>(() => Store().Read("other")).Message, StringComparison.Ordinal);
        File.Delete(KeyPath);
        Assert.Contains("is not the 32 bytes of a key", Assert.Throws<InputException>(() => Store().Read("net")).Message, StringComparison.Ordinal);
        File.WriteAllBytes(KeyPath, new byte[32]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("chmod 600", Assert.Throws<InputException>(() => Store().Read("net")).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead);
        }

        Assert.Contains("the key is another one", Assert.Throws<InputException>(() => Store().Read("net")).Message, StringComparison.Ordinal);
    }

    private FaceStore Store() => new(StorePath, KeyPath);

    private static float[] Angle(double degrees) => [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];
}
