using System.Diagnostics;
using CsCheck;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Whatever the bytes are: a graph or one <see cref="ModelException"/>, soon and in little memory.</summary>
public sealed class DamagedFileTests
{
    public static TheoryData<string> Small { get; } = new()
    {
        "tflite-micro/hello_world_int8.tflite",
        "tflite-micro/simple_add_model.tflite",
        "tflite-zoo/mediapipe/feedback_tensor_test_model.tflite",
        "tflite-zoo/tflite-support/dilated_conv.tflite",
        "tflite-micro/micro_speech_quantized.tflite",
        "tflite-micro/seanet/strided_slice/strided_slice15.tflite",
        "tflite-micro/seanet/pad/pad18.tflite",
        "tflite-micro/seanet/conv/conv21.tflite",
        "tflite-zoo/tinymaix/mbnet96_0.25_q.tflite",
    };

    [Theory]
    [InlineData("", "empty")]
    [InlineData("TFL3", "TFL3")]
    [InlineData("This is no model but a text.", "TFL3")]
    [InlineData("    TFL3", "damaged")]
    [InlineData("\0\0\0\0TFL3", "version 0")]
    public void RefusesWhatIsNoModel(string text, string reason)
    {
        ModelException problem = Assert.Throws<ModelException>(() => TfLiteImporter.Import("a.tflite", System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.StartsWith("a.tflite: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void SurvivesEveryKindOfTruncation(string path)
    {
        byte[] whole = SharedData.Read(path);
        int step = Math.Max(1, whole.Length / 2000);
        for (int length = 0; length < whole.Length; length += step)
        {
            // The tail may hold what nothing refers to, so a cut there can leave a model that still imports.
            Survives(whole[..length]);
        }

        Assert.Throws<ModelException>(() => TfLiteImporter.Import("a.tflite", whole[..(whole.Length / 2)]));
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void SurvivesChangedBytes(string path)
    {
        byte[] whole = SharedData.Read(path);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, AnyOf<byte>(0, 1, 2, 0x7F, 0x80, 0xFF))).Array[1, 8].Check(
            1000,
            changes =>
            {
                byte[] damaged = (byte[])whole.Clone();
                foreach ((int at, byte value) in changes)
                {
                    damaged[at] = value;
                }

                Survives(damaged);
            });
    }

    /// <summary>Words of four bytes are where offsets, counts, sizes and attributes live.</summary>
    [Theory]
    [MemberData(nameof(Small))]
    public void SurvivesChangedWords(string path)
    {
        byte[] whole = SharedData.Read(path);
        Gen<int> words = Gen.OneOf(Gen.Int, Gen.Int[-16, 16], Gen.Int[0, whole.Length], AnyOf(int.MinValue, int.MaxValue, 1 << 28, 65536));
        Gen.Select(Gen.Int[0, (whole.Length / 4) - 1], words).Array[1, 4].Check(
            1000,
            changes =>
            {
                byte[] damaged = (byte[])whole.Clone();
                foreach ((int at, int value) in changes)
                {
                    BitConverter.TryWriteBytes(damaged.AsSpan(at * 4), value);
                }

                Survives(damaged);
            });
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Survives(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            TfLiteImporter.Import("a.tflite", bytes);
        }
        catch (ModelException problem)
        {
            Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (bytes.LongLength * 64) + (8 << 20));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }
}
