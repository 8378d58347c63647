using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeDeep.Devices.Wyoming;

/// <summary>One event of the Wyoming protocol.</summary>
/// <param name="Type">What happened, such as <c>audio-chunk</c>.</param>
/// <param name="Data">Its facts; an object, or undefined for none.</param>
/// <param name="Payload">Bytes that go with it, such as sound; empty for none.</param>
public sealed record WyomingEvent(string Type, JsonElement Data, ReadOnlyMemory<byte> Payload)
{
    /// <summary>A number of the event's facts.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null where there is none.</returns>
    public int? Number(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    /// <summary>A text of the event's facts.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null where there is none.</returns>
    public string? Text(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>
/// Events of the Wyoming protocol on a connection: a line of JSON with the type and the lengths of what follows, then the facts as JSON, then
/// the payload. Sizes are bounded, so that nobody on the other end can take the memory. One reader and one writer at a time.
/// </summary>
/// <param name="stream">The connection; it stays open.</param>
/// <remarks>Protocol: Wyoming 1.x, github.com/OHF-Voice/wyoming.</remarks>
public sealed class WyomingStream(Stream stream)
{
    /// <summary>The longest line and the longest facts, in bytes.</summary>
    public const int MaxTextBytes = 1 << 16;

    /// <summary>The longest payload, in bytes: half a minute of sound at 16 kHz.</summary>
    public const int MaxPayloadBytes = 1 << 20;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 16 };

    private readonly byte[] _buffer = new byte[4096];
    private int _at, _filled;

    /// <summary>Reads the next event.</summary>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>Null where the connection ended between two events.</returns>
    /// <exception cref="InvalidDataException">The bytes are no event, or one that is too large; the message is a sentence.</exception>
    public async ValueTask<WyomingEvent?> ReadAsync(CancellationToken stop)
    {
        byte[]? line = await LineAsync(stop).ConfigureAwait(false);
        if (line is null)
        {
            return null;
        }

        JsonElement head = Parse(line);
        string type = head.ValueKind == JsonValueKind.Object && head.TryGetProperty("type", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()! : throw new InvalidDataException("An event's line is no JSON object with a type.");
        int facts = Length(head, "data_length", MaxTextBytes), payload = Length(head, "payload_length", MaxPayloadBytes);
        JsonElement data = facts > 0 ? Parse(await BytesAsync(facts, stop).ConfigureAwait(false)) : head.TryGetProperty("data", out JsonElement inline) ? inline : default;
        if (data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            throw new InvalidDataException("An event's facts are no JSON object.");
        }

        return new WyomingEvent(type, data, await BytesAsync(payload, stop).ConfigureAwait(false));
    }

    /// <summary>Writes an event without payload.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="facts">Writes the members of its facts; null for none.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task WriteAsync(string type, Action<Utf8JsonWriter>? facts, CancellationToken stop)
    {
        ArrayBufferWriter<byte> data = new(), line = new();
        if (facts is not null)
        {
            Object(data, facts);
        }

        Object(line, writer =>
        {
            writer.WriteString("type", type);
            writer.WriteString("version", "1.0.0");
            if (data.WrittenCount > 0)
            {
                writer.WriteNumber("data_length", data.WrittenCount);
            }
        });
        await stream.WriteAsync((byte[])[.. line.WrittenSpan, (byte)'\n', .. data.WrittenSpan], stop).ConfigureAwait(false);
        await stream.FlushAsync(stop).ConfigureAwait(false);
    }

    private static void Object(ArrayBufferWriter<byte> target, Action<Utf8JsonWriter> members)
    {
        using Utf8JsonWriter writer = new(target);
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    }

    private static int Length(JsonElement head, string name, int most) => !head.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int length) && length >= 0 && length <= most ? length
        : throw new InvalidDataException($"An event's {name} is no number from 0 to {most}.");

    private static JsonElement Parse(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Depth);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            throw new InvalidDataException("An event holds something else than JSON.", e);
        }
    }

    private async ValueTask<byte[]?> LineAsync(CancellationToken stop)
    {
        ArrayBufferWriter<byte> line = new();
        while (true)
        {
            if (_at == _filled && !await FillAsync(stop).ConfigureAwait(false))
            {
                return line.WrittenCount == 0 ? null : throw new InvalidDataException("The connection ended within an event.");
            }

            int end = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            int count = end < 0 ? _filled - _at : end;
            if (line.WrittenCount + count > MaxTextBytes)
            {
                throw new InvalidDataException($"An event's line is longer than {MaxTextBytes} bytes.");
            }

            line.Write(_buffer.AsSpan(_at, count));
            _at += end < 0 ? count : count + 1;
            if (end >= 0)
            {
                return line.WrittenSpan.ToArray();
            }
        }
    }

    private async ValueTask<byte[]> BytesAsync(int count, CancellationToken stop)
    {
        byte[] bytes = new byte[count];
        int have = Math.Min(count, _filled - _at);
        _buffer.AsSpan(_at, have).CopyTo(bytes);
        _at += have;
        while (have < count)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(have), stop).ConfigureAwait(false);
            have += read > 0 ? read : throw new InvalidDataException("The connection ended within an event.");
        }

        return bytes;
    }

    private async ValueTask<bool> FillAsync(CancellationToken stop)
    {
        _at = 0;
        _filled = await stream.ReadAsync(_buffer, stop).ConfigureAwait(false);
        return _filled > 0;
    }
}
