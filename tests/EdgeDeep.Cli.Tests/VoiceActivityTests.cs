using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>What int8 costs Silero VAD. The float answers are ONNX Runtime's, with the state fed back.</summary>
public class VoiceActivityTests
{
    /// <remarks>A third of the recording calibrates; the decisions over all of it are compared, and those over the rest.</remarks>
    [Fact]
    public void Silero_VAD_decides_as_the_float_model()
    {
        using TempFolder folder = new();
        string file = SharedData.PathOf("vad/silero_vad.onnx");
        folder.Write("sounds/start.wav", Start(SharedData.Read("vad/test.wav")));
        CommandLine.Succeed("quantize", file, "-o", folder["vad.edge"], "--calibrate", folder["sounds"]);
        Session session = new(Model.Load(folder["vad.edge"]));
        Assert.Equal(1, session.InputCount);
        ThirdPartyModel model = ThirdPartyModels.Named("silero-vad")!;
        using FloatRunner real = FloatRunner.ForGraph(ModelImporter.Import(file, options: model.Import));
        WaveformSpec spec = (WaveformSpec)PreprocessingSpec.Parse(model.Preprocessing);
        float[] state = new float[256], probability = new float[1];
        List<(float Float, float Int8)> answers = [];
        foreach (float[] frame in WaveformFrames.Of(WavReader.Read(SharedData.PathOf("vad/test.wav")), spec))
        {
            float[][] result = real.Run([frame, state]);
            state = result[1];
            session.SetInput(0, frame);
            session.Run();
            session.GetOutput(0, probability);
            answers.Add((result[0][0], probability[0]));
        }

        double Agreement(IEnumerable<(float Float, float Int8)> some) => some.Average(answer => answer.Float > 0.5f == answer.Int8 > 0.5f ? 1.0 : 0.0);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answers.Count} frames, {answers.Count(answer => answer.Float > 0.5f)} speech: {Agreement(answers):P2} of the decisions agree, {Agreement(answers.Skip(answers.Count / 3)):P2} behind the calibration part; mean difference {answers.Average(answer => Math.Abs(answer.Float - answer.Int8)):0.0000}");
        Assert.Equal(1875, answers.Count);
        Assert.InRange(Agreement(answers), 0.99, 1);
        Assert.InRange(Agreement(answers.Skip(answers.Count / 3)), 0.99, 1);
    }

    /// <summary>The first third of a plain 16-bit .wav file.</summary>
    private static byte[] Start(byte[] wav)
    {
        const int Header = 44;
        int bytes = (wav.Length - Header) / 6 * 2;
        byte[] start = wav[..(Header + bytes)];
        BitConverter.TryWriteBytes(start.AsSpan(4), start.Length - 8);
        BitConverter.TryWriteBytes(start.AsSpan(Header - 4), bytes);
        return start;
    }
}
