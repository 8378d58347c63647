using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CsCheck;
using EdgeDeep.Devices.Wyoming;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Devices.Tests.Wyoming;

/// <summary>Clients of the wake word service, well-behaved and not.</summary>
public class WyomingTests
{
    /// <summary>Hears "Loud Noise" in each piece that has a loud sample.</summary>
    private static WakeWordEngine Engine => new("1.2.3", ["Loud Noise", "quiet"], () => new LoudStream());

    [Fact]
    public async Task A_client_learns_what_there_is_and_hears_of_its_word()
    {
        await With(async (service, client) =>
        {
            await Send(client, """{"type":"describe"}""");
            (string type, JsonElement info, _) = await Receive(client);
            Assert.Equal("info", type);
            JsonElement program = info.GetProperty("wake")[0];
            Assert.Equal(["loud_noise", "quiet"], program.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
            Assert.All(program.GetProperty("models").EnumerateArray(), model => Assert.True(model.GetProperty("installed").GetBoolean()));
            Assert.Equal(0, info.GetProperty("asr").GetArrayLength());

            await Send(client, """{"type":"ping","data":{"text":"hello"}}""");
            Assert.Equal("hello", (await Receive(client)).Data.GetProperty("text").GetString());
            await Send(client, """{"type":"detect","data_length":25}""", """{"names": ["loud_noise"]}"""u8.ToArray());
            await Chunk(client, new short[1600]);
            await Chunk(client, [.. Enumerable.Repeat((short)30000, 800)]);
            (type, JsonElement detection, _) = await Receive(client);
            Assert.Equal(("detection", "loud_noise", 150), (type, detection.GetProperty("name").GetString(), detection.GetProperty("timestamp").GetInt32()));
            await Send(client, """{"type":"audio-stop"}""");

            // A new stream without the word.
            await Send(client, """{"type":"audio-start","data":{"rate":16000,"width":2,"channels":1}}""");
            await Chunk(client, new short[1600]);
            await Send(client, """{"type":"audio-stop"}""");
            Assert.Equal("not-detected", (await Receive(client)).Type);
            Assert.Equal(1, service.Detections);
        });
    }

    [Fact]
    public async Task A_word_that_was_not_asked_for_is_not_told_and_stereo_is_mixed()
    {
        await With(async (_, client) =>
        {
            await Send(client, """{"type":"detect","data":{"names":["quiet","unknown"]}}""");
            await Chunk(client, [.. Enumerable.Repeat((short)30000, 800)]);
            await Send(client, """{"type":"audio-stop"}""");
            Assert.Equal("not-detected", (await Receive(client)).Type);
            await Send(client, """{"type":"detect","data":{"names":null}}""");

            // One channel cancels the other.
            await Chunk(client, [.. Enumerable.Range(0, 1600).Select(i => (short)(i % 2 == 0 ? 30000 : -30000))], channels: 2);
            await Send(client, """{"type":"audio-stop"}""");
            Assert.Equal("not-detected", (await Receive(client)).Type);
            await Chunk(client, [.. Enumerable.Repeat((short)30000, 1600)], channels: 2);
            Assert.Equal("detection", (await Receive(client)).Type);
            await Chunk(client, new short[100], rate: 8000);
            Assert.Contains("16000", (await Receive(client)).Data.GetProperty("text").GetString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("{}\n")]
    [InlineData("{\"type\":\"ping\",\"data_length\":99999999}\n")]
    [InlineData("{\"type\":\"audio-chunk\",\"payload_length\":-1}\n")]
    [InlineData("{\"type\":\"audio-chunk\",\"payload_length\":1e99}\n")]
    [InlineData("{\"type\":\"ping\",\"data_length\":3}\n\"}\"")]
    [InlineData("[1,2]\n")]
    public async Task Who_does_not_speak_the_protocol_is_cut_off_and_others_go_on(string bytes)
    {
        await With(async (service, client) =>
        {
            using TcpClient other = new();
            await other.ConnectAsync(service.Address!, TestContext.Current.CancellationToken);
            await other.GetStream().WriteAsync(Encoding.UTF8.GetBytes(bytes), TestContext.Current.CancellationToken);
            Assert.Equal(0, await other.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
            await Send(client, """{"type":"ping"}""");
            Assert.Equal("pong", (await Receive(client)).Type);
            SpinWait.SpinUntil(() => service.Broken == 1, TimeSpan.FromSeconds(5));
            Assert.Equal(1, service.Broken);
        });
    }

    [Fact]
    public void Any_bytes_are_events_or_a_sentence() => Gen.Byte.Array[0, 400].Check(
        3000,
        bytes =>
        {
            WyomingStream stream = new(new MemoryStream([.. "{\"type\":\"x\",\"payload_length\":9}\n"u8, .. bytes]));
            try
            {
                while (stream.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is not null)
                {
                }
            }
            catch (InvalidDataException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        });

    [Fact]
    public async Task Too_many_clients_are_turned_away_and_a_taken_port_is_a_sentence()
    {
        await With(async (service, _) =>
        {
            List<TcpClient> clients = [];
            for (int i = 0; i < WyomingService.MaxClients; i++)
            {
                clients.Add(new TcpClient());
                await clients[^1].ConnectAsync(service.Address!, TestContext.Current.CancellationToken);
            }

            SpinWait.SpinUntil(() => service.Refused == 1, TimeSpan.FromSeconds(5));
            Assert.Equal((1, WyomingService.MaxClients), (service.Refused, service.Connections));
            DeviceException taken = await Assert.ThrowsAsync<DeviceException>(() => new WyomingService(Engine, service.Address!).RunAsync(() => { }, TestContext.Current.CancellationToken));
            Assert.Contains("another address or port", taken.Message, StringComparison.Ordinal);
            clients.ForEach(client => client.Dispose());
        });
    }

    private static async Task With(Func<WyomingService, NetworkStream, Task> talk)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        WyomingService service = new(Engine, new IPEndPoint(IPAddress.Loopback, 0));
        TaskCompletionSource ready = new();
        Task running = service.RunAsync(ready.SetResult, end.Token);
        await ready.Task;
        using (TcpClient client = new())
        {
            await client.ConnectAsync(service.Address!, end.Token);
            client.GetStream().ReadTimeout = 10_000;
            await talk(service, client.GetStream());
        }

        await end.CancelAsync();
        await running;
    }

    private static async Task Send(NetworkStream client, string line, byte[]? rest = null) =>
        await client.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(line), (byte)'\n', .. rest ?? []], TestContext.Current.CancellationToken);

    private static async Task Chunk(NetworkStream client, short[] samples, int rate = 16000, int channels = 1)
    {
        byte[] data = Encoding.UTF8.GetBytes($"{{\"rate\":{rate},\"width\":2,\"channels\":{channels},\"timestamp\":null}}"), payload = [.. samples.SelectMany(BitConverter.GetBytes)];
        await Send(client, $"{{\"type\":\"audio-chunk\",\"version\":\"1.8.0\",\"data_length\":{data.Length},\"payload_length\":{payload.Length}}}", [.. data, .. payload]);
    }

    private static async Task<(string Type, JsonElement Data, int Length)> Receive(NetworkStream client)
    {
        List<byte> line = [];
        byte[] one = new byte[1];
        while (true)
        {
            await client.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            if (one[0] == '\n')
            {
                break;
            }

            line.Add(one[0]);
        }

        JsonElement head = JsonDocument.Parse(line.ToArray()).RootElement;
        int length = head.TryGetProperty("data_length", out JsonElement value) ? value.GetInt32() : 0;
        byte[] data = new byte[length];
        await client.ReadExactlyAsync(data, TestContext.Current.CancellationToken);
        return (head.GetProperty("type").GetString()!, length > 0 ? JsonDocument.Parse(data).RootElement : default, length);
    }

    private sealed class LoudStream : IWakeWordStream
    {
        public int SampleRate => 16000;

        public void Accept(ReadOnlySpan<float> samples, ICollection<string> heard)
        {
            if (samples.ContainsAnyInRange(0.5f, 1))
            {
                heard.Add("Loud Noise");
            }
        }
    }
}
