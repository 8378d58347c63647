using System.Diagnostics;
using System.Globalization;

namespace EdgeDeep.Devices.Microphones;

/// <summary>
/// A microphone of ALSA, read by the program <c>arecord</c> (Debian package alsa-utils). When the device goes, for instance
/// because somebody pulls its plug, it is opened again and again, less and less often, until it is back.
/// </summary>
/// <param name="device">ALSA's name of the device, such as <c>plughw:1,0</c>; null for the default one.</param>
/// <param name="sampleRate">Samples a second; ALSA converts where the device has another rate.</param>
public sealed class ArecordMicrophone(string? device, int sampleRate) : Microphone(sampleRate)
{
    private const string Package = "alsa-utils";

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5), LongestWait = TimeSpan.FromSeconds(30);

    private int _overruns, _restarts;

    /// <inheritdoc/>
    public override int Overruns => _overruns;

    /// <inheritdoc/>
    public override int Restarts => _restarts;

    /// <summary>The program; another path in tests.</summary>
    internal string Program { get; init; } = "arecord";

    /// <summary>Waits between two attempts; shorter in tests.</summary>
    internal TimeSpan Wait { get; init; } = FirstWait;

    /// <summary>Devices that can record, as <c>arecord --list-devices</c> names them: the name to use, and what it is.</summary>
    /// <exception cref="DeviceException">The program is not installed.</exception>
    public static IReadOnlyList<(string Name, string Description)> List() => Parse(Output("arecord", "--list-devices"));

    /// <summary>Reads lines such as <c>card 1: Device [USB Audio], device 0: USB Audio [USB Audio]</c>.</summary>
    internal static IReadOnlyList<(string Name, string Description)> Parse(string list)
    {
        List<(string, string)> devices = [];
        foreach (string line in list.Split('\n').Where(line => line.StartsWith("card ", StringComparison.Ordinal)))
        {
            string[] parts = line.Split(", device ", 2);
            if (parts.Length == 2 && parts[0].Split(':', 2) is [var card, var name] && parts[1].Split(':', 2) is [var number, _])
            {
                devices.Add(($"plughw:{card["card ".Length..].Trim()},{number.Trim()}", name.Trim()));
            }
        }

        return devices;
    }

    /// <inheritdoc/>
    protected override async Task CaptureAsync(Func<float[], ValueTask> deliver, CancellationToken stop)
    {
        bool hasDelivered = false;
        TimeSpan wait = Wait;
        while (true)
        {
            bool delivers = false;
            string reason = await RunAsync(
                async samples =>
                {
                    delivers = hasDelivered = true;
                    await deliver(samples).ConfigureAwait(false);
                }, stop).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (!hasDelivered)
            {
                throw new DeviceException($"the microphone {device ?? "of ALSA's default device"} cannot be opened ({reason.TrimEnd('.')}); 'arecord --list-devices' shows what there is.");
            }

            // A device that worked before comes back at once, or after a while.
            wait = delivers ? Wait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            await Task.Delay(wait, stop).ConfigureAwait(false);
            _restarts++;
        }
    }

    private static string Output(string program, string argument)
    {
        using Process process = ChildProgram.Start(program, [argument], Package);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = error.GetAwaiter().GetResult();
        return output;
    }

    /// <summary>Reads until the program ends, and tells its last words.</summary>
    private async Task<string> RunAsync(Func<float[], ValueTask> deliver, CancellationToken stop)
    {
        string rate = SampleRate.ToString(CultureInfo.InvariantCulture);
        string last = await ChildProgram.RunAsync(
            Program, [.. device is null ? [] : (string[])["-D", device], "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", rate], Package,
            output => ReadPcmAsync(output, deliver, stop),
            line => _overruns += line.Contains("overrun", StringComparison.Ordinal) ? 1 : 0).ConfigureAwait(false);
        return last.Length > 0 ? last : "it gave no sound";
    }
}
