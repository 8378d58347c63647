using System.Text.Json;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>From a folder of photos to named faces.</summary>
public sealed class FacesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Known_people_are_named_and_strangers_sorted()
    {
        string london = SharedData.PathOf("face/london");
        Assert.Equal(24, Run("faces", "--prepare", london, "--json").Json.GetProperty("calibrationFaces").GetInt32());
        Run("enroll", "Ada", Path.Combine(london, "001_03.jpg"));
        CommandLine.Fail(1, With("enroll", "Coffee", SharedData.PathOf("face/photos/noface_coffee.png")), "no face was found");
        Assert.Contains("looks like Ada", Run("enroll", "Bea", Path.Combine(london, "001_08.jpg")).Error, StringComparison.Ordinal);
        Run("enroll", "Bea", "--remove");
        foreach ((string person, string shot) in new[] { ("Ada", "001_08.jpg"), ("Cleo", "002_03.jpg"), ("Cleo", "002_08.jpg"), ("Dan", "024_03.jpg") })
        {
            _folder.Write($"people/{person}/{shot}", File.ReadAllBytes(Path.Combine(london, shot)));
        }

        JsonElement test = Run("enroll", "Cleo", Path.Combine(london, "002_03.jpg"), "--test", _folder["people"], "--json").Json.GetProperty("test");
        Assert.Equal((4, 4, 4), (test.GetProperty("photos").GetInt32(), test.GetProperty("before").GetInt32(), test.GetProperty("after").GetInt32()));
        test = Run("enroll", "Dan", Path.Combine(london, "002_03.jpg"), "--test", _folder["people"], "--json").Json.GetProperty("test");
        Assert.InRange(test.GetProperty("after").GetInt32(), 1, 3);
        Run("enroll", "Dan", "--remove");
        Run("enroll", "Cleo", "--remove");

        JsonElement report = Run("faces", Path.Combine(london, "001_08.jpg"), Path.Combine(london, "002_03.jpg"), Path.Combine(london, "024_03.jpg"), Path.Combine(london, "002_08.jpg"), "-o", _folder["named"], "--json").Json;
        string[] people = [.. report.GetProperty("photos").EnumerateArray().Select(photo => photo.GetProperty("faces").EnumerateArray().Single().GetProperty("person").GetString()!)];
        Assert.Equal(["Ada", "unknown 1", "unknown 2", "unknown 1"], people);
        Picture copy = ImageReader.Read(_folder["named/001-001_08.png"]), photo = ImageReader.Read(Path.Combine(london, "001_08.jpg"));
        Assert.Equal((photo.Width, photo.Height), (copy.Width, copy.Height));
        Assert.NotEqual(photo.Pixels, copy.Pixels);
        Assert.Contains("Ada", Run("enroll", "--list").Out, StringComparison.Ordinal);

        // A known face unlocks at its third look and not again, a stranger never; a photo that does not move has no depth.
        string[] Unlocked(string person, params string[] more) => [.. Run(["watch", "--simulate", Path.Combine(london, person), "--fast", "--repeat", "5", "--unlock", "3", "--json", .. more]).Out
            .Split('\n').Where(line => line.Contains("\"unlocked\"", StringComparison.Ordinal))];
        Assert.Contains("Ada", Assert.Single(Unlocked("001_08.jpg")), StringComparison.Ordinal);
        Assert.Empty(Unlocked("002_03.jpg"));
        Assert.Empty(Unlocked("001_08.jpg", "--depth-hint", "0.01"));
    }

    [Fact]
    public void Pairs_of_people_give_a_threshold_and_a_curve()
    {
        string[] london = FaceMaterial.London;
        Run("faces", "--prepare", SharedData.PathOf("face/london"));
        foreach (string photo in london[..8])
        {
            _folder.Write($"people/{Path.GetFileName(photo)[..3]}/{Path.GetFileName(photo)}", File.ReadAllBytes(photo));
        }

        JsonElement report = Run("faces", "--pairs", _folder["people"], "--depth", "0", "--false-accepts", "0.05", "--roc", _folder["roc.svg"], "--json").Json;
        Assert.Equal((4, 24), (report.GetProperty("samePairs").GetInt32(), report.GetProperty("otherPairs").GetInt32()));
        Assert.Equal(1, report.GetProperty("trueAccepts").GetDouble());
        Assert.InRange(report.GetProperty("falseAccepts").GetDouble(), 0, 0.05);
        Assert.Contains("<polyline", File.ReadAllText(_folder["roc.svg"]), StringComparison.Ordinal);
        CommandLine.Fail(1, With("faces", "--pairs", _folder["people"], "--depth", "0", "--false-accepts", "0.001"), "at least 1000 pairs");
        CommandLine.Fail(1, With("faces", "--pairs", _folder["people/001"], "--depth", "0"), "no folder for each class");
    }

    [Fact]
    public void Wrong_use_is_one_sentence()
    {
        string photo = _folder.Write("photos/grey.ppm", [.. "P6 8 8 255\n"u8, .. new byte[192]]);
        CommandLine.Fail(1, With("faces", photo), "holds no face models yet", "faces --prepare");
        CommandLine.Fail(1, With("faces", _folder["none"]), "none does not exist");
        CommandLine.Fail(1, With("enroll", "Ada", photo), "holds no face models yet");
        CommandLine.Fail(2, With("enroll", "Ada"), "Give a NAME");
        CommandLine.Fail(2, With("enroll"), "Give a NAME");
        CommandLine.Fail(2, With("faces", photo, "--depth", "4"), "depth");
        CommandLine.Fail(2, With("faces", photo, "--detector", "x.edge"), "--prepare");
        CommandLine.Fail(1, With("faces", "--prepare", _folder["photos"], "--detector", _folder.Write("pair.edge", Neuron.Pair(Neuron.Columns))), "input");
        Assert.False(Directory.Exists(_folder["models"]));
    }

    private string[] With(params string[] arguments) => [.. arguments, "--models", _folder["models"], "--key", _folder["keys/faces.key"]];

    private Outcome Run(params string[] arguments) => CommandLine.Succeed(With(arguments));
}
