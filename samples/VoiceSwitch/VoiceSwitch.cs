using System.Device.Gpio;
using EdgeDeep.Devices.Gpio;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Runtime;

namespace EdgeDeep.Samples;

/// <summary>A lamp at a relay that is switched by the words "on" and "off". Arguments: keywords.edge PIN.</summary>
public static class VoiceSwitch
{
    /// <summary>Listens until the sound ends or it is stopped.</summary>
    public static async Task RunAsync(Microphone microphone, KeywordSpotter spotter, GpioController gpio, int pin, CancellationToken stop)
    {
        using OutputPin lamp = new(gpio, pin);
        List<KeywordDetection> heard = [];
        await foreach (AudioBlock block in microphone.ReadAsync(stop))
        {
            heard.Clear();
            spotter.Accept(block.Samples, heard);
            foreach (KeywordDetection word in heard.Where(word => word.Label is "on" or "off"))
            {
                lamp.Set(word.Label == "on");
                Console.WriteLine($"{word.Label} ({word.Probability:0.00})");
            }
        }
    }

    /// <summary>Uses the default microphone and the pins of the header.</summary>
    public static async Task Main(string[] args)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        KeywordSpotter spotter = new(Model.Load(args[0]));
        using GpioController gpio = GpioChips.Open();
        await RunAsync(new ArecordMicrophone(null, spotter.SampleRate), spotter, gpio, int.Parse(args[1]), stop.Token);
    }
}
