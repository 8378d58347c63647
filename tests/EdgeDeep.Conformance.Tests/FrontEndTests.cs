using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models behind fixed-point front ends, from samples to answers, on the host and in C.</summary>
public class FrontEndTests
{
    private static readonly string[] Optimized = ["-O1"];

    [Fact]
    public void Micro_speech_answers_as_TensorFlow_Lite_Micro_does()
    {
        Model model = Load("tflite-micro/micro_speech_quantized.tflite");
        FrontEndSession session = new(new Model(FrontEnd.Before(model.Plan, PreprocessingSpec.Parse("micro-speech"), step: 0)));
        using JsonDocument info = JsonDocument.Parse(SharedData.Read("golden/e2e_micro_speech/info.json"));
        int compared = 0;
        foreach (JsonElement file in info.RootElement.GetProperty("files").EnumerateArray())
        {
            string wav = file.GetProperty("wav").GetString()!.Replace("final/", string.Empty, StringComparison.Ordinal);
            session.Reset();
            short[] samples = [.. Samples(SharedData.PathOf(wav)), .. new short[16000]];
            for (int at = 0; session.Frames < 49;)
            {
                at += session.Feed(samples.AsSpan(at), out _);
            }

            Assert.Equal(file.GetProperty("out").EnumerateArray().Select(score => score.GetSByte()), session.Session.Output<sbyte>().ToArray());
            compared++;
        }

        Assert.True(compared >= 14);
    }

    [Fact]
    public void The_keyword_model_loses_two_of_480_clips_at_most()
    {
        Model model = Load("mlperf-tiny/kws_ref_model_int8.tflite");
        PlanTensor input = model.Plan.Tensors[model.Plan.Inputs[0]];
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("mlperf-kws").With("arithmetic=fixed"), input.Shape, new(input.Scale, input.ZeroPoint));
        using JsonDocument info = JsonDocument.Parse(SharedData.Read("golden/kws_features/info.json"));
        Session session = new(model);
        float[] tensor = new float[490];
        int correct = 0, same = 0, clips = 0;
        foreach (JsonElement clip in info.RootElement.GetProperty("clips").EnumerateArray())
        {
            preprocessor.FileToTensor(SharedData.PathOf(clip.GetProperty("file").GetString()!), tensor);
            session.SetInput(0, tensor, InputRounding.Truncate);
            session.Run();
            sbyte[] scores = session.Output<sbyte>().ToArray();
            int answer = Array.IndexOf(scores, scores.Max());
            correct += answer == clip.GetProperty("label").GetInt32() ? 1 : 0;
            same += answer == clip.GetProperty("pred_int8").GetInt32() ? 1 : 0;
            clips++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{correct} of {clips} correct, {same} the answers with the reference's features");
        Assert.Equal(480, clips);
        Assert.InRange(correct, 431, 480);
        Assert.InRange(same, 478, 480);
    }

    /// <summary>The whole recording, piece by piece: the same bytes in C and in C#, inference after inference.</summary>
    [Theory]
    [InlineData("keywords", 160)]
    [InlineData("keywords-transformer", 333)]
    [InlineData("wakeword", 320)]
    public void A_shipped_model_hears_the_same_in_C(string name, int piece)
    {
        string folder = Path.Combine(Repository(), "models", name);
        Model model = Model.Load(Path.Combine(folder, $"{name}.edge"));
        Plan plan = FrontEnd.Before(model.Plan, PreprocessingSpec.Parse(model.Plan.Metadata[MetadataKeys.Preprocessing]));
        using ExportedListener exported = new(plan, name, Optimized);
        short[] samples = Samples(Path.Combine(Repository(), "models", "keywords", "recording.wav"));
        byte[] expected = Answers(plan, samples);

        Assert.True(expected.Length > 50);
        Assert.Equal(expected, exported.Feed(samples, piece));
    }

    [Theory]
    [InlineData("v2/hey_jarvis", "hey_jarvis_1", 3)]
    [InlineData("v1/okay_nabu", "okay_nabu_1", 1)]
    public void A_microWakeWord_model_hears_the_same_in_C(string name, string recording, int frames)
    {
        Model model = Load($"micro-wake-word/{name}.tflite");
        Plan plan = FrontEnd.Before(model.Plan, PreprocessingSpec.Parse($"micro-wake-word:frames={frames}"));
        using ExportedListener exported = new(plan, "wake", CCompiler.Sanitized);
        short[] samples = Samples(SharedData.PathOf($"micro-wake-word/wav/{recording}.wav"));
        byte[] golden = SharedData.Read($"golden/e2e_microwakeword/{name.Replace('/', '_')}__{recording}.raw.prob.bin");

        Assert.Equal(golden, exported.Feed(samples, 100));
        Assert.StartsWith("wake: 3 calls", exported.SelfTest());
    }

    [Theory]
    [InlineData("keywords")]
    [InlineData("wakeword")]
    [InlineData("presence")]
    public void The_self_test_of_a_shipped_model_with_its_front_end_passes(string name)
    {
        Model model = Model.Load(Path.Combine(Repository(), "models", name, $"{name}.edge"));
        Assert.SkipWhen(model.Plan.Inputs.Count != 1, "takes more than sound");
        Plan plan = FrontEnd.Before(model.Plan, PreprocessingSpec.Parse(model.Plan.Metadata[MetadataKeys.Preprocessing]));
        using ExportedListener exported = new(plan, name, CCompiler.Sanitized);

        Assert.StartsWith($"{name}: 3 calls", exported.SelfTest());
    }

    private static byte[] Answers(Plan plan, short[] samples)
    {
        FrontEndSession session = new(new Model(plan));
        List<byte> answers = [];
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples.AsSpan(at), out bool hasAnswer);
            answers.AddRange(hasAnswer ? session.Session.OutputBytes() : []);
        }

        return [.. answers];
    }

    private static Model Load(string path) => new(PlanBuilder.Build(ModelImporter.Import(SharedData.PathOf(path))));

    private static short[] Samples(string path)
    {
        float[] samples = WavReader.Read(path).AtRate(16000).Samples;
        short[] pcm = new short[samples.Length];
        Pcm.FromFloat(samples, pcm);
        return pcm;
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
