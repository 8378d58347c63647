using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>What quantization costs on real recordings and pictures.</summary>
public class AccuracyTests
{
    private static readonly string[] Words = ["down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "_silence_", "_unknown_"];

    private static readonly string[] Folders = ["face/photos", "tflite-micro/person_detection", "tflite-zoo", "face/london", "face/lisa"];

    [Theory]
    [InlineData(CalibrationMethod.MinMax, 0.003)]
    [InlineData(CalibrationMethod.Percentile, 0.003)]
    [InlineData(CalibrationMethod.MeanSquaredError, 0.005)]
    [InlineData(CalibrationMethod.Entropy, 0.003)]
    public void KeywordsLoseLittle(CalibrationMethod method, double mostLost)
    {
        IReadOnlyList<string> calibration = SupportedFiles.Find(SharedData.PathOf("speech/speech_commands_v0.01_sample"), SupportedFiles.Sound);
        using QuantizedNetwork network = new(
            SharedData.PathOf("mlperf-tiny/onnx/kws_dscnn_float.onnx"), "mlperf-kws", [.. calibration.Where((_, i) => i % 3 == 0)], method);
        ClassFolders clips = ClassFolders.Open(SharedData.PathOf("speech/speech_commands_v0.02_test"), SupportedFiles.Sound);
        int real = 0, int8 = 0;
        foreach (ClassFile clip in clips.Files)
        {
            (int floatAnswer, int int8Answer) = network.Answer(clip.Path);
            int label = Array.IndexOf(Words, clip.ClassName);
            real += floatAnswer == label ? 1 : 0;
            int8 += int8Answer == label ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{method}: float {real}, int8 {int8} of {clips.Files.Count}");
        Assert.Equal(480, clips.Files.Count);
        Assert.Equal(435, real);
        Assert.InRange(int8, real - (mostLost * clips.Files.Count), clips.Files.Count);
    }

    /// <remarks>
    /// Most pictures show nothing that these networks were trained on, so that many float answers hang by a thread. A clear
    /// answer must stay, and answers may change no more than in the int8 file that the networks' authors publish.
    /// </remarks>
    [Theory]
    [InlineData("mlperf-tiny/vww_96_float.tflite", "mlperf-tiny/vww_96_int8.tflite", "image-0-1")]
    [InlineData("mlperf-tiny/ic_resnet8_float.tflite", "mlperf-tiny/ic_resnet8_int8.tflite", "image-0-255")]
    public void PicturesKeepTheirLabels(string model, string published, string preprocessing)
    {
        string[] pictures = [.. Folders.SelectMany(folder => SupportedFiles.Find(SharedData.PathOf(folder), SupportedFiles.Pictures))];
        using QuantizedNetwork network = new(SharedData.PathOf(model), preprocessing, pictures, CalibrationMethod.MinMax);
        Session other = new(new Model(PlanBuilder.Build(ModelImporter.Import(SharedData.PathOf(published)))));
        List<string> unclear = [];
        int clear = 0, changedByOther = 0;
        foreach (string picture in pictures)
        {
            (float[] real, float[] stored) = network.Scores(picture);
            float[] ranked = [.. real.OrderDescending()];
            bool isClear = ranked[0] - ranked[1] >= 0.25f;
            bool isChanged = QuantizedNetwork.Best(real) != QuantizedNetwork.Best(stored);
            Assert.False(isClear && isChanged, $"{picture} changes its label");
            clear += isClear ? 1 : 0;
            unclear.AddRange(isChanged ? [Path.GetFileName(picture)] : []);
            changedByOther += QuantizedNetwork.Best(network.ScoresOf(other, picture)) != QuantizedNetwork.Best(real) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{pictures.Length} pictures, {clear} clear; changed: {unclear.Count} ({string.Join(", ", unclear)}), {changedByOther} in {published}");
        Assert.True(clear > 15);
        Assert.InRange(unclear.Count, 0, Math.Max(1, changedByOther));
    }
}
