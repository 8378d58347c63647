using System.Device.Gpio;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Devices.Gpio;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Runtime;

namespace EdgeDeep.Samples;

/// <summary>Rings once for everybody who comes, and says who it is. Arguments: the folder of 'edgedeep faces --prepare', its key, PIN.</summary>
public static class Doorbell
{
    /// <summary>Watches until the camera ends or it is stopped.</summary>
    public static async Task RunAsync(
        Camera camera, FaceDetector detector, FaceRecognizer recognizer, FaceGallery people, GpioController gpio, int pin, Action<string> say, CancellationToken stop)
    {
        using OutputPin bell = new(gpio, pin);
        Dictionary<string, long> lastSeen = [];
        await foreach ((CameraFrame frame, Face face) in camera.Detect(detector, stop))
        {
            string name = people.Identify(recognizer.Describe(frame.Picture, face)).Name ?? "somebody";

            // Whoever was not there for a hundred pictures has come.
            if (!lastSeen.TryGetValue(name, out long last) || frame.Number - last > 100)
            {
                say($"{name} is at the door");
                await bell.PulseAsync(TimeSpan.FromMilliseconds(300), stop);
            }

            lastSeen[name] = frame.Number;
        }
    }

    /// <summary>Uses the camera and the pins of a Raspberry Pi.</summary>
    public static async Task Main(string[] args)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        Model recognizer = Model.Load(Path.Combine(args[0], "recognizer.edge"));
        FaceGallery people = new FaceStore(Path.Combine(args[0], "people.faces"), args[1]).Read(FaceGallery.NameOf(recognizer));
        using GpioController gpio = GpioChips.Open();
        await RunAsync(
            ProgramCamera.RaspberryPi(), new FaceDetector(Model.Load(Path.Combine(args[0], "detector.edge"))), new FaceRecognizer(recognizer), people,
            gpio, int.Parse(args[2]), Console.WriteLine, stop.Token);
    }
}
