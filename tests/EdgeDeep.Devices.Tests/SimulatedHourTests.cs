using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Keywords;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Devices.Tests;

/// <summary>A microphone with a keyword model and a camera with a classifier together, forty times as fast as life; both are unplugged in the middle.</summary>
public sealed class SimulatedHourTests : IDisposable
{
    private const int Rate = 16000, Speed = 40, Width = 128, Height = 96;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-hour-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task A_minute() => Live(7);

    [Fact]
    [Trait("Category", "Long")]
    public Task An_hour() => Live(429);

    private async Task Live(int loops)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        float[] recording = WavReader.Read(Path.Combine(Repository.Models, "keywords", "recording.wav")).AtRate(Rate).Samples;

        // In pieces of half a second, as the queue holds two.
        string[] sound = [.. recording.Chunk(Rate / 2).Select((piece, i) => Write($"sound{i}.raw", MemoryMarshal.AsBytes<short>(Array.ConvertAll(piece, sample => (short)(sample * 32767)))))];
        string frame = Write("frame.yuv", Enumerable.Range(0, YuvPicture.Bytes(Width, Height)).Select(i => (byte)(16 + (i % 200))).ToArray());
        double seconds = (double)recording.Length / Rate;
        int frames = (int)(loops * seconds);
        Script("arecord", sound, loops, 0.5 / Speed);
        Script("rpicam-vid", [frame], frames, 1.0 / Speed);
        ArecordMicrophone microphone = new(null, Rate) { Program = Path.Combine(_folder, "arecord"), Wait = Short };
        ProgramCamera camera = ProgramCamera.RaspberryPi(Width, Height, 15, _folder, Short);

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(60 + (20 * loops * seconds / Speed)));
        Task<Account> heard = HearAsync(microphone, (long)loops * recording.Length, end.Token), seen = SeeAsync(camera, frames, end.Token);
        Account ear = await heard, eye = await seen;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{loops * seconds:0} s at {Speed} times their speed: {ear.Events} words; samples {ear.Taken} taken, {microphone.Dropped} dropped, {microphone.Restarts} restarts, 99 % of the blocks within {ear.P99:0.0} ms, managed memory {ear.Early} then {ear.Late} bytes; frames {eye.Taken} taken, {camera.Dropped} dropped, {camera.Restarts} restarts, 99 % within {eye.P99:0.0} ms");

        // Everything was taken or counted, through the plug that was pulled.
        Assert.Equal((long)loops * recording.Length, ear.Taken + microphone.Dropped);
        Assert.Equal(frames, eye.Taken + camera.Dropped);
        Assert.Equal((1, 1), (microphone.Restarts, camera.Restarts));
        Assert.InRange(ear.Events, microphone.Dropped == 0 ? loops * 4 : 1, loops * 6);
        Assert.InRange(ear.Late, 0, ear.Early + 1_000_000);
    }

    private static async Task<Account> HearAsync(ArecordMicrophone microphone, long total, CancellationToken stop)
    {
        KeywordSpotter spotter = new(Model.Load(Repository.Model("keywords")));
        List<KeywordDetection> words = [];
        Account account = new();
        await foreach (AudioBlock block in microphone.ReadAsync(stop))
        {
            words.Clear();
            spotter.Accept(block.Samples, words);
            account.Add(block.Samples.Length, words.Count, block.Arrived, (block.First + block.Samples.Length) / (double)total);
            if (block.First + block.Samples.Length >= total)
            {
                break;
            }
        }

        return account;
    }

    private static async Task<Account> SeeAsync(ProgramCamera camera, int total, CancellationToken stop)
    {
        Model model = Model.Load(Repository.Model("digits"));
        Session session = new(model);
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse(model.Plan.Metadata[MetadataKeys.Preprocessing]), session.InputInfo(0).Shape);
        float[] tensor = new float[preprocessor.ElementCount];
        Account account = new();
        await foreach (CameraFrame frame in camera.ReadAsync(stop))
        {
            Assert.Equal((Width, Height), (frame.Picture.Width, frame.Picture.Height));
            preprocessor.ToTensor(frame.Picture, tensor);
            session.SetInput(0, tensor);
            session.Run();
            account.Add(1, 0, frame.Arrived, (frame.Number + 1.0) / total);
            if (frame.Number + 1 >= total)
            {
                break;
            }
        }

        return account;
    }

    /// <summary>A program that delivers files so many times, with pauses, dies in the middle, and goes on when it is started again.</summary>
    private void Script(string name, string[] files, int times, double pause)
    {
        string path = Path.Combine(_folder, name), count = path + ".count";
        File.WriteAllText(path, FormattableString.Invariant($$"""
            #!/bin/sh
            n=$(cat {{count}} 2>/dev/null || echo 0)
            while [ $n -lt {{times}} ]; do
              for file in {{string.Join(' ', files)}}; do cat $file; sleep {{pause:0.0000}}; done
              n=$((n + 1))
              echo $n > {{count}}
              if [ $n -eq {{times / 2}} ]; then echo "no such device" >&2; exit 1; fi
            done
            exec sleep 60
            """));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content.ToArray());
        return path;
    }

    /// <summary>What one stream brought.</summary>
    private sealed class Account
    {
        private readonly List<double> _milliseconds = new(200_000);

        public long Taken { get; private set; }

        public int Events { get; private set; }

        public long Early { get; private set; }

        public long Late { get; private set; }

        public double P99 => _milliseconds.Order().ElementAt((int)(0.99 * (_milliseconds.Count - 1)));

        public void Add(int taken, int events, long arrived, double share)
        {
            Taken += taken;
            Events += events;
            _milliseconds.Add(Stopwatch.GetElapsedTime(arrived).TotalMilliseconds);
            if (Early == 0 && share > 0.2)
            {
                Early = GC.GetTotalMemory(forceFullCollection: true);
            }

            if (share >= 1)
            {
                Late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
    }
}
