using System.Text;
using EdgeDeep.Perception.WakeWords;

namespace EdgeDeep.Perception.Tests.WakeWords;

public class WakeWordManifestTests
{
    [Fact]
    public void Both_versions_are_read()
    {
        using TempFolder folder = new();
        string second = Write(folder, "jarvis.json", """{"wake_word":"Hey","model":"sub/jarvis.tflite","version":2,"micro":{"probability_cutoff":0.97,"feature_step_size":20,"sliding_window_size":5}}""");
        string first = Write(folder, "nabu.json", """{"model":"./nabu.tflite","version":1,"micro":{"probability_cutoff":0.5,"sliding_window_average_size":10}}""");

        Assert.Equal(new WakeWordManifest("Hey", Path.Combine(Path.GetDirectoryName(second)!, "sub", "jarvis.tflite"), 0.97, 5, 20), WakeWordManifest.Read(second));
        Assert.Equal(new WakeWordManifest("nabu", Path.Combine(Path.GetDirectoryName(first)!, "nabu.tflite"), 0.5, 10, 10), WakeWordManifest.Read(first));
    }

    [Fact]
    public void A_manifest_is_found_beside_its_model_and_other_json_is_not()
    {
        using TempFolder folder = new();
        string path = Write(folder, "a.json", """{"model":"other.tflite","micro":{"probability_cutoff":0.5,"sliding_window_size":4}}""");
        string model = Path.ChangeExtension(path, ".tflite");
        Write(folder, "b.json", """{"labels":["x"]}""");

        Assert.Equal(model, WakeWordManifest.Beside(model)?.ModelPath);
        Assert.Null(WakeWordManifest.Beside(Path.Combine(Path.GetDirectoryName(path)!, "b.tflite")));
        Assert.Null(WakeWordManifest.Beside(Path.Combine(Path.GetDirectoryName(path)!, "c.tflite")));
        Assert.Null(WakeWordManifest.Beside(Path.ChangeExtension(path, ".edge")));
    }

    [Theory]
    [InlineData("", "is no JSON at line 1")]
    [InlineData("[1]", "'micro' must be an object")]
    [InlineData("""{"micro":{}}""", "'probability_cutoff' must be a number from 0 to 1")]
    [InlineData("""{"micro":{"probability_cutoff":97,"sliding_window_size":5}}""", "'probability_cutoff' must be a number from 0 to 1")]
    [InlineData("""{"micro":{"probability_cutoff":0.9}}""", "'sliding_window_size' must be a whole number")]
    [InlineData("""{"micro":{"probability_cutoff":0.9,"sliding_window_size":2.5}}""", "'sliding_window_size' must be a whole number")]
    [InlineData("""{"micro":{"probability_cutoff":0.9,"sliding_window_size":2,"feature_step_size":0}}""", "'feature_step_size' must be a whole number")]
    [InlineData("""{"micro":{"probability_cutoff":0.9,"sliding_window_size":2}}""", "'model' must be the name")]
    public void Broken_manifests_are_refused(string text, string words)
    {
        using TempFolder folder = new();
        string path = Write(folder, "m.json", text);

        OneSentence.About(Assert.Throws<InputException>(() => WakeWordManifest.Read(path)), path, words);
    }

    private static string Write(TempFolder folder, string name, string text) => folder.Add(name, Encoding.UTF8.GetBytes(text));
}
