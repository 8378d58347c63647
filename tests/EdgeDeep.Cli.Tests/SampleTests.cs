using System.Device.Gpio;
using System.Globalization;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Runtime;
using EdgeDeep.Samples;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>The samples with recordings for microphone, camera and sensor, and pins in memory.</summary>
public sealed class SampleTests : IDisposable
{
    private const int Pin = 17;
    private readonly List<bool> _pin = [];
    private readonly GpioController _gpio;

    public SampleTests()
    {
        SimulatedGpioDriver driver = new();
        driver.Written += (_, value) => _pin.Add(value == PinValue.High);
        _gpio = new GpioController(driver);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _gpio.Dispose();

    [Fact]
    public async Task The_voice_switch_switches_a_lamp_on()
    {
        RecordedMicrophone microphone = new([Path.Combine(Repository.Models, "keywords", "recording.wav")], 16000, isRealTime: false);
        await VoiceSwitch.RunAsync(microphone, new KeywordSpotter(Model.Load(Repository.Model("keywords"))), _gpio, Pin, Stop);
        Assert.Equal([false, true, false], _pin);
    }

    [Fact]
    public async Task The_doorbell_rings_once_for_everybody()
    {
        using TempFolder folder = new();
        string london = SharedData.PathOf("face/london");
        string[] arguments = ["--models", folder["faces"], "--key", folder["key"]];
        CommandLine.Succeed(["faces", "--prepare", london, .. arguments]);
        CommandLine.Succeed(["enroll", "Ada", Path.Combine(london, "001_03.jpg"), .. arguments]);
        foreach ((string person, int i) in new[] { "001", "001", "002" }.Select((person, i) => (person, i)))
        {
            Picture portrait = ImageReader.Read(Path.Combine(london, $"{person}_08.jpg"));
            folder.Write($"seen/{i}.png", PictureWriter.Png(ImageTransform.Resize(portrait, portrait.Width / 2, portrait.Height / 2)));
        }

        Model recognizer = Model.Load(folder["faces/recognizer.edge"]);
        List<string> said = [];
        await Doorbell.RunAsync(
            new PictureCamera([.. Directory.EnumerateFiles(folder["seen"]).Order(StringComparer.Ordinal)]), new FaceDetector(Model.Load(folder["faces/detector.edge"])), new FaceRecognizer(recognizer),
            new FaceStore(folder["faces/people.faces"], folder["key"]).Read(FaceGallery.NameOf(recognizer)), _gpio, Pin, said.Add, Stop);
        Assert.Equal(["Ada is at the door", "somebody is at the door"], said);
        Assert.Equal([false, true, false, true, false, false], _pin);
    }

    [Theory]
    [InlineData("med_0", false)]
    [InlineData("med_1", true)]
    [InlineData("off_0", true)]
    public async Task The_fan_watchdog_switches_a_sick_fan_off(string condition, bool isSwitchedOff)
    {
        string[] files = [.. Directory.EnumerateFiles(SharedData.PathOf($"motion/fan_vibration/fan_0_{condition}_weight")).Order(StringComparer.Ordinal).Take(20)];
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using RecordedMotion sensor = new([.. files.Select(Read)], end);

        // The threshold for 1 % false alarms in models/vibration/metrics.txt.
        bool isOff = await FanWatchdog.RunAsync(sensor, Model.Load(Repository.Model("vibration")), 0.0647, _gpio, Pin, end.Token);
        Assert.Equal(isSwitchedOff, isOff);
        Assert.Equal(isSwitchedOff ? [false, true, false] : [false, false], _pin);
    }

    private static float[] Read(string path) => [.. File.ReadLines(path).Where(line => line.Contains(',', StringComparison.Ordinal)).Take(200)
        .SelectMany(line => line.Split(',').Select(number => float.Parse(number, CultureInfo.InvariantCulture)))];

    /// <summary>Recorded seconds that stand for a sensor; at their end the sample is stopped.</summary>
    private sealed class RecordedMotion(IReadOnlyList<float[]> seconds, CancellationTokenSource end) : MotionSensor
    {
        private int _next;

        public override double SampleRate => 200;

        public override TimeSpan Capacity => TimeSpan.FromMilliseconds(8);

        public override float[] Read()
        {
            if (_next == seconds.Count)
            {
                end.Cancel();
                return [];
            }

            return seconds[_next++];
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
