using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Tests.Import.Onnx;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>
/// Float models, imported and computed by ONNX Runtime, answer as TensorFlow Lite Micro (or LiteRT) did when the golden
/// vectors were made: layouts, borders, activations and constants all arrived.
/// </summary>
public sealed class FloatGoldenTests
{
    /// <summary>Path and the largest difference, in parts of the largest expected magnitude.</summary>
    [Theory]
    [InlineData("mlperf-tiny/vww_96_float.tflite", 1e-5f)]
    [InlineData("mlperf-tiny/ic_resnet8_float.tflite", 1e-5f)]
    [InlineData("mlperf-tiny/ad01_fp32.tflite", 1e-5f)]
    [InlineData("tflite-micro/hello_world_float.tflite", 1e-5f)]
    [InlineData("motion/fan_vibration/fan_low_model.tflite", 1e-5f)]
    [InlineData("digits/tinymaix/mnist_valid_f.tflite", 1e-5f)]
    [InlineData("digits/tinymaix/mnist_dw_f.tflite", 1e-5f)]
    [InlineData("tflite-zoo/tinymaix/cifar10_f.tflite", 1e-5f)]
    [InlineData("tflite-zoo/mediapipe/1x3_square_float32.tflite", 1e-5f)]
    [InlineData("tflite-zoo/tflite-support/dilated_conv.tflite", 1e-5f)]
    [InlineData("face/mtcnn/rnet.tflite", 1e-5f)]
    [InlineData("face/mtcnn/onet.tflite", 1e-5f)]
    [InlineData("face/embedding/MobileFaceNet_192d.tflite", 1e-4f)]
    [InlineData("micro-wake-word/openwakeword/embedding_model.tflite", 1e-4f)]
    [InlineData("face/blazeface/face_detection_short_range.tflite", 1e-4f)]
    [InlineData("mlperf-tiny/ad01_quant_dynamic.tflite", 2e-2f)] // the engine that made the goldens rounds activations too
    public void AnswersAsTheReference(string path, float tolerance)
    {
        string golden = $"golden/{Path.GetFileNameWithoutExtension(path)}/ramp";
        Graph graph = TfLiteImporter.Import(path, SharedData.Read(path));
        Dictionary<string, float[]> feeds = graph.Inputs
            .Select((value, i) => (value.Name, Floats($"{golden}.in{i}.bin"))).ToDictionary();
        Dictionary<string, float[]> results = OnnxRun.Run(OnnxEmitter.Emit(graph), feeds);
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            float[] expected = Floats($"{golden}.out{i}.bin"), actual = results[graph.Outputs[i].Name];
            Assert.Equal(expected.Length, actual.Length);
            float largest = expected.Max(MathF.Abs), difference = expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(difference <= tolerance * largest, $"output {i} differs by {difference} and is at most {largest}");
        }
    }

    private static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(SharedData.Read(path)).ToArray();
}
