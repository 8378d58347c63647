using System.Text.Json;

namespace EdgeDeep.Devices.Wyoming;

/// <summary>One client of the wake word service: tells what there is, listens to its sound, answers when a word is heard.</summary>
/// <param name="events">The connection.</param>
/// <param name="engine">What hears the words.</param>
/// <param name="onDetection">Told each word, by the name that clients use; null for nobody.</param>
public sealed class WyomingConversation(WyomingStream events, WakeWordEngine engine, Action<string>? onDetection = null)
{
    private readonly HashSet<string> _wanted = [];
    private readonly List<string> _heard = [];
    private IWakeWordStream? _listener;
    private bool _hasDetected, _hasComplained;
    private double _milliseconds;

    /// <summary>Seconds of sound so far.</summary>
    public double Seconds { get; private set; }

    /// <summary>Talks until the client ends the connection.</summary>
    /// <param name="stop">Ends it from here.</param>
    /// <exception cref="InvalidDataException">The client does not speak the protocol.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await events.ReadAsync(stop).ConfigureAwait(false) is { } received)
        {
            await (received.Type switch
            {
                "describe" => events.WriteAsync("info", Describe, stop),
                "ping" => events.WriteAsync("pong", writer => writer.WriteString("text", received.Text("text")), stop),
                "detect" => Want(received),
                "audio-start" => Start(),
                "audio-chunk" => HearAsync(received, stop),
                "audio-stop" => _hasDetected ? Task.CompletedTask : events.WriteAsync("not-detected", null, stop),
                _ => Task.CompletedTask, // Other services' events; a newer protocol may have more.
            }).ConfigureAwait(false);
        }
    }

    private Task Want(WyomingEvent received)
    {
        _wanted.Clear();
        if (received.Data.ValueKind == JsonValueKind.Object && received.Data.TryGetProperty("names", out JsonElement names) && names.ValueKind == JsonValueKind.Array)
        {
            string[] known = [.. engine.Words.Select(WakeWordEngine.NameOf)];
            _wanted.UnionWith(names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => WakeWordEngine.NameOf(name.GetString()!)).Intersect(known));
        }

        return Task.CompletedTask;
    }

    private Task Start()
    {
        (_listener, _hasDetected, _milliseconds) = (engine.Create(), false, 0);
        return Task.CompletedTask;
    }

    private async Task HearAsync(WyomingEvent received, CancellationToken stop)
    {
        _listener ??= engine.Create();
        (int? rate, int? width, int? channels) = (received.Number("rate"), received.Number("width"), received.Number("channels"));
        if (rate != _listener.SampleRate || width != 2 || channels is not (>= 1 and <= 8))
        {
            if (!_hasComplained)
            {
                _hasComplained = true;
                await events.WriteAsync(
                    "error",
                    writer => writer.WriteString("text", $"Sound is taken with {_listener.SampleRate} samples a second of 16 bits, not {rate} of {width} bytes in {channels} channels."), stop).ConfigureAwait(false);
            }

            return;
        }

        float[] samples = Mix(received.Payload.Span, channels.Value);
        _heard.Clear();
        _listener.Accept(samples, _heard);
        _milliseconds += 1000.0 * samples.Length / rate.Value;
        Seconds += (double)samples.Length / rate.Value;
        foreach (string word in _heard)
        {
            string name = WakeWordEngine.NameOf(word);
            if (_wanted.Count > 0 && !_wanted.Contains(name))
            {
                continue;
            }

            _hasDetected = true;
            long timestamp = (long)_milliseconds;
            await events.WriteAsync(
                "detection",
                writer =>
                {
                    writer.WriteString("name", name);
                    writer.WriteNumber("timestamp", timestamp);
                }, stop).ConfigureAwait(false);
            onDetection?.Invoke(name);
        }
    }

    /// <summary>16-bit samples of several channels as one.</summary>
    private static float[] Mix(ReadOnlySpan<byte> bytes, int channels)
    {
        float[] samples = new float[bytes.Length / 2 / channels];
        for (int i = 0; i < samples.Length; i++)
        {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                int at = ((i * channels) + channel) * 2;
                sum += (short)(bytes[at] | (bytes[at + 1] << 8));
            }

            samples[i] = sum / (32768f * channels);
        }

        return samples;
    }

    private void Describe(Utf8JsonWriter writer)
    {
        foreach (string other in (string[])["asr", "tts", "handle", "intent", "mic", "snd"])
        {
            writer.WriteStartArray(other);
            writer.WriteEndArray();
        }

        writer.WriteStartArray("wake");
        writer.WriteStartObject();
        Artifact(writer, "edgedeep", "Wake words in int8, offline");
        writer.WriteStartArray("models");
        foreach (string word in engine.Words)
        {
            writer.WriteStartObject();
            Artifact(writer, WakeWordEngine.NameOf(word), word);
            writer.WriteString("phrase", word);
            writer.WriteStartArray("languages");
            writer.WriteStringValue("en");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void Artifact(Utf8JsonWriter writer, string name, string description)
    {
        writer.WriteString("name", name);
        writer.WriteString("description", description);
        writer.WriteString("version", engine.Version);
        writer.WriteBoolean("installed", true);
        writer.WriteStartObject("attribution");
        writer.WriteString("name", "EdgeDeep");
        writer.WriteString("url", string.Empty);
        writer.WriteEndObject();
    }
}
