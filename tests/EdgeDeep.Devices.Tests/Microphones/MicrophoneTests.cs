using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Devices.Tests.Microphones;

/// <summary>Sound from the real arecord, from programs that stand for it, and from recordings.</summary>
public sealed class MicrophoneTests : IDisposable
{
    private const int Rate = 16000;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-microphone-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Arecord_delivers_what_alsa_gives_it()
    {
        string arecord = CCompiler.Require("arecord");
        short[] samples = [.. Enumerable.Range(0, Rate).Select(i => (short)((i * 37) % 20011))];
        Write("sound.raw", MemoryMarshal.AsBytes<short>(samples).ToArray());
        string configuration = Write("asound.conf", $$"""
            pcm.!default { type file slave.pcm "null" file "/dev/null" infile "{{Of("sound.raw")}}" format "raw" }
            pcm.null { type null }
            """);
        ArecordMicrophone microphone = new(null, Rate) { Program = Script("arecord-with-files", $"ALSA_CONFIG_PATH={configuration} exec {arecord} \"$@\"") };
        int compared = 0;

        // Nothing keeps the time in this configuration, so that samples may be dropped; those that arrive are at their places.
        await foreach (AudioBlock block in microphone.ReadAsync(TestContext.Current.CancellationToken))
        {
            int count = (int)Math.Clamp(samples.Length - block.First, 0, block.Samples.Length);
            Assert.Equal(samples.Skip((int)Math.Min(block.First, samples.Length)).Take(count).Select(sample => sample / 32768f), block.Samples.Take(count));
            compared += count;
            if (block.First > samples.Length)
            {
                break;
            }
        }

        Assert.True(compared > 0);
        Assert.Equal((0, 0), (microphone.Overruns, microphone.Restarts));
    }

    [Fact]
    public async Task A_device_that_goes_is_opened_again_and_its_losses_are_counted()
    {
        // Delivers, loses some, dies; is absent twice; comes back.
        string script = Script("arecord", $$"""
            n=$(cat {{Of("runs")}} 2>/dev/null || echo 0)
            echo $((n + 1)) > {{Of("runs")}}
            case $n in
            0) echo "overrun!!! (at least 12.000 ms long)" >&2; head -c 32000 /dev/zero ;;
            1 | 2) echo "arecord: main:831: audio open error: No such device" >&2; exit 1 ;;
            *) head -c 64000 /dev/zero; exec sleep 60 ;;
            esac
            """);
        ArecordMicrophone microphone = new("plughw:9", Rate) { Program = script, Wait = TimeSpan.FromMilliseconds(5) };
        int samples = 0;
        await foreach (AudioBlock block in microphone.ReadAsync(TestContext.Current.CancellationToken))
        {
            samples += block.Samples.Length;
            if (samples >= 48000)
            {
                break;
            }
        }

        Assert.Equal((1, 3), (microphone.Overruns, microphone.Restarts));
        Assert.Equal("4", File.ReadAllText(Of("runs")).Trim());
    }

    [Fact]
    public async Task A_device_that_was_never_there_is_named_with_arecords_reason()
    {
        ArecordMicrophone microphone = new("plughw:9", Rate) { Program = Script("arecord", "echo 'audio open error: No such device' >&2; exit 1") };
        DeviceException problem = await Assert.ThrowsAsync<DeviceException>(() => Count(microphone, TestContext.Current.CancellationToken));
        Assert.Contains("plughw:9", problem.Message, StringComparison.Ordinal);
        Assert.Contains("No such device", problem.Message, StringComparison.Ordinal);
        ArecordMicrophone absent = new(null, Rate) { Program = Of("none") };
        Assert.Contains("alsa-utils", (await Assert.ThrowsAsync<DeviceException>(() => Count(absent, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_the_stream_and_the_program()
    {
        ArecordMicrophone microphone = new(null, Rate) { Program = Script("arecord", $"echo $$ > {Of("id")}; exec cat /dev/zero") };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));
        Assert.True(await Count(microphone, stop.Token) > 0);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(Of("id")))));
    }

    [Fact]
    public async Task Whoever_is_too_slow_loses_the_oldest_samples_and_is_told_how_many()
    {
        // Ten seconds arrive at once; about two fit into the queue.
        ArecordMicrophone microphone = new(null, Rate) { Program = Script("arecord", "head -c 320000 /dev/zero; exec sleep 60") };
        long taken = 0, next = 0;
        await foreach (AudioBlock block in microphone.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (taken == 0)
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }

            taken += block.Samples.Length;
            Assert.True(block.First >= next);
            next = block.First + block.Samples.Length;
            if (next == 160000)
            {
                break;
            }
        }

        Assert.True(microphone.Dropped > 0);
        Assert.Equal(160000, taken + microphone.Dropped);
    }

    [Fact]
    public async Task Recordings_are_played_whole_and_wait_for_whoever_is_slow()
    {
        string recording = Path.Combine(Repository.Models, "wakeword", "recording.wav");
        RecordedMicrophone microphone = new([recording], Rate, isRealTime: false, repeats: 2);
        Assert.Equal(2 * Perception.Audio.WavReader.Read(recording).Samples.Length, await Count(microphone, TestContext.Current.CancellationToken));
        Assert.Equal(0, microphone.Dropped);
        RecordedMicrophone broken = new([Write("broken.wav", [1, 2, 3])], Rate, isRealTime: false);
        await Assert.ThrowsAsync<InputException>(() => Count(broken, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Real_time_takes_its_time()
    {
        string clip = Directory.EnumerateFiles(Path.Combine(Repository.Models, "keywords", "clips", "yes"), "*.wav").First();
        int samples = Perception.Audio.WavReader.Read(clip).Samples.Length;
        RecordedMicrophone microphone = new([clip], Rate, isRealTime: true);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(samples, await Count(microphone, TestContext.Current.CancellationToken) + microphone.Dropped);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.95 * samples / Rate));
    }

    [Fact]
    public async Task Half_a_sample_waits_for_its_other_half()
    {
        await using FileStream stream = File.OpenRead(Write("odd.raw", [.. Enumerable.Range(0, 4001).Select(i => (byte)i)]));
        Assert.Equal(2000, await Count(new StreamMicrophone(stream, Rate), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Devices_are_read_from_alsas_list() => Assert.Equal(
        [("plughw:1,0", "Device [USB PnP Sound Device]"), ("plughw:2,1", "seeed2micvoicec [seeed-2mic-voicecard]")],
        ArecordMicrophone.Parse("""
            **** List of CAPTURE Hardware Devices ****
            card 1: Device [USB PnP Sound Device], device 0: USB Audio [USB Audio]
              Subdevices: 1/1
              Subdevice #0: subdevice #0
            card 2: seeed2micvoicec [seeed-2mic-voicecard], device 1: bcm2835-i2s-wm8960-hifi wm8960-hifi-0 []
            """));

    private static async Task<long> Count(Microphone microphone, CancellationToken stop)
    {
        long samples = 0;
        await foreach (AudioBlock block in microphone.ReadAsync(stop))
        {
            samples += block.Samples.Length;
        }

        return samples;
    }

    private string Of(string name) => Path.Combine(_folder, name);

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Of(name), content);
        return Of(name);
    }

    private string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    private string Script(string name, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        string path = Write(name, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
