using System.Globalization;
using System.Text.Json;
using EdgeDeep.Perception.Motion;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Gestures and unusual vibrations in recordings, and through the registers of a sensor.</summary>
public sealed class SenseTests : IDisposable
{
    private static readonly string Motion = Repository.Model("motion"), Vibration = Repository.Model("vibration");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Exercises_that_the_model_never_saw_are_found_in_a_stream()
    {
        // The last third of each class, in the order of time, was held out when the model was trained; these are among them.
        string folder = SharedData.PathOf("motion/exercises");
        string[] Held(string label) => [.. Directory.GetFiles(folder, $"*_{label}.npy").Order(StringComparer.Ordinal)];
        string[] others = Held("other")[^10..], made = [.. Held("jumpingjack")[^2..], .. Held("lunge")[^2..], .. Held("squat")[^1..]];
        List<(string? Label, double From, double To)> truth = [];
        List<float> stream = [];
        foreach ((string file, int i) in made.Select((file, i) => (file, i)))
        {
            Append(others[i], null);
            Append(file, file[(file.LastIndexOf('_') + 1)..^4]);
        }

        Append(others[^1], null);
        GestureRecognizer recognizer = new(Model.Load(Motion), 100);
        List<Gesture> found = [];
        foreach (float[] piece in stream.Chunk(3 * 17))
        {
            recognizer.Accept(piece, found);
        }

        // An exercise that is found several times in its ten seconds counts once.
        int hits = truth.Count(part => part.Label is not null && found.Exists(gesture => gesture.Label == part.Label && gesture.Seconds > part.From - 1 && gesture.Seconds < part.To + 1));
        int wrong = found.Count(gesture => !truth.Exists(part => part.Label == gesture.Label && gesture.Seconds > part.From - 1 && gesture.Seconds < part.To + 1));
        TestContext.Current.TestOutputHelper?.WriteLine($"{made.Length} exercises: {hits} found; {found.Count} events, {wrong} of them wrong, in {stream.Count / 300} s; {string.Join(", ", found.Select(gesture => $"{gesture.Label} {gesture.Seconds:0}"))}");
        Assert.InRange(hits, made.Length - 1, made.Length);
        Assert.InRange(wrong, 0, 1);

        void Append(string file, string? label)
        {
            double from = stream.Count / 300.0;
            stream.AddRange(Counts(file));
            truth.Add((label, from, stream.Count / 300.0));
        }
    }

    [Fact]
    public void A_threshold_learnt_from_normal_seconds_finds_a_weight_on_a_blade()
    {
        string folder = SharedData.PathOf("motion/fan_vibration"), fan = _folder["fan.edge"], events = _folder["events.txt"];
        JsonElement learnt = CommandLine.Succeed("sense", Vibration, "--learn", Path.Combine(folder, "fan_0_med_0_weight"), "-o", fan, "--json").Json;
        Assert.Equal(60, learnt.GetProperty("seconds").GetInt32());
        Assert.InRange(learnt.GetProperty("threshold").GetDouble(), learnt.GetProperty("median").GetDouble(), learnt.GetProperty("highest").GetDouble());
        string[] recordings = [.. new[] { "fan_0_med_0_weight", "fan_0_med_1_weight", "fan_0_med_0_weight" }.SelectMany(name => Directory.GetFiles(Path.Combine(folder, name)).Order(StringComparer.Ordinal))];
        string[] lines = CommandLine.Succeed(["sense", fan, .. recordings, "--json", "--on-event", $"echo $EDGEDEEP_EVENT >> {events}; sleep 0.2"]).Out.Trim().Split('\n');
        (string Event, double Seconds)[] found = [.. lines.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement).Select(one => (one.GetProperty("event").GetString()!, one.GetProperty("seconds").GetDouble()))];
        Assert.Equal(["anomaly", "normal"], found.Select(one => one.Event));
        Assert.InRange(found[0].Seconds, 63, 66);
        Assert.InRange(found[1].Seconds, 123, 126);
        Assert.Equal(180, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("looks").GetInt32());
        Assert.StartsWith("anomaly", File.ReadAllText(events), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_goes_through_the_registers_of_a_sensor()
    {
        string file = _folder.Write("still.csv", System.Text.Encoding.ASCII.GetBytes("x,y,z\n" + string.Concat(Enumerable.Range(0, 420).Select(i => string.Create(CultureInfo.InvariantCulture, $"0,{0.1 * (i % 2)},1\n")))));
        Outcome outcome = CommandLine.Succeed("sense", Motion, "--simulate", file, "--json");
        JsonElement report = JsonDocument.Parse(outcome.Out.Trim().Split('\n')[^1]).RootElement;
        Assert.Equal(4.2, report.GetProperty("seconds").GetDouble(), 1e-9);
        Assert.Equal(0, report.GetProperty("overflows").GetInt32());
        Assert.Equal(2, report.GetProperty("looks").GetInt32());
        Assert.Contains("100 moments a second", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_input_is_one_sentence()
    {
        string table = _folder.Write("a.csv", "1,2\n"u8.ToArray()), word = _folder.Write("b.csv", "x,y,z\n1,2,three\n"u8.ToArray());
        CommandLine.Fail(1, ["sense", Motion, table], "x, y and z");
        CommandLine.Fail(1, ["sense", Motion, word], "line 2", "'three'");
        CommandLine.Fail(1, ["sense", Vibration, word], "no threshold");
        CommandLine.Fail(1, ["sense", Motion, _folder["none.csv"]], "none.csv");
        CommandLine.Fail(1, ["sense", Repository.Model("keywords"), word], "[1, steps, axes]");
        CommandLine.Fail(1, ["sense", Motion, "--bus", "77"], "/dev/i2c-77");
        CommandLine.Fail(2, ["sense", Motion, "--sensor", "abc"], "--sensor");
        CommandLine.Fail(2, ["sense", Motion, word, "--bus", "1"], "--bus");
        CommandLine.Fail(2, ["sense", Motion, "--learn", word], "--learn");
        CommandLine.Fail(2, ["sense", Vibration, word, "-o", "x.edge"], "--learn");
        CommandLine.Fail(1, ["sense", Vibration, "--learn", _folder["nothing"]], "nothing");
        CommandLine.Fail(2, ["sense", Motion, "--address", "0xZZ"], "--address");
    }

    /// <summary>int16 of an .npy file, 16384 counts a g.</summary>
    private static IEnumerable<float> Counts(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int at = 10 + BitConverter.ToUInt16(bytes, 8);
        for (; at + 1 < bytes.Length; at += 2)
        {
            yield return BitConverter.ToInt16(bytes, at) / 16384f;
        }
    }
}
