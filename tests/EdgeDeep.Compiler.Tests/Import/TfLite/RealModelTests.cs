using System.Text.Json;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Every .tflite file of the shared data is imported, or refused for the reason given here.</summary>
public sealed class RealModelTests
{
    /// <summary>Path, number of nodes, inputs and outputs.</summary>
    public static TheoryData<string, int, string> Importable { get; } = new()
    {
        { "digits/tinymaix/mnist_arduino_q.tflite", 6, "int8[1,28,28,1] -> int8[1,10]" },
        { "digits/tinymaix/mnist_dw_f.tflite", 7, "float32[1,28,28,1] -> float32[1,10]" },
        { "digits/tinymaix/mnist_rect_q.tflite", 6, "int8[1,28,28,1] -> int8[1,10]" },
        { "digits/tinymaix/mnist_valid_f.tflite", 6, "float32[1,28,28,1] -> float32[1,10]" },
        { "digits/tinymaix/mnist_valid_q.tflite", 6, "int8[1,28,28,1] -> int8[1,10]" },
        { "face/blazeface/face_detection_short_range.tflite", 90, "float32[1,128,128,3] -> float32[1,896,16] float32[1,896,1]" },
        { "face/embedding/MobileFaceNet_192d.tflite", 230, "float32[2,112,112,3] -> float32[2,192]" },
        { "face/mtcnn/onet.tflite", 46, "float32[1,48,48,3] -> float32[1,2] float32[1,4] float32[1,10]" },
        { "face/mtcnn/pnet.tflite", 29, "float32[1,1280,960,3] -> float32[1,635,475,2] float32[1,635,475,4]" },
        { "face/mtcnn/rnet.tflite", 37, "float32[1,24,24,3] -> float32[1,2] float32[1,4]" },
        { "micro-wake-word/openwakeword/embedding_model.tflite", 64, "float32[1,76,32,1] -> float32[1,1,1,96]" },
        { "mlperf-tiny/ad01_fp32.tflite", 10, "float32[1,640] -> float32[1,640]" },
        { "mlperf-tiny/ad01_int8.tflite", 10, "int8[1,640] -> int8[1,640]" },
        { "mlperf-tiny/ad01_quant_dynamic.tflite", 10, "float32[1,640] -> float32[1,640]" },
        { "mlperf-tiny/ad01_quant_fullint_floatio.tflite", 12, "float32[1,640] -> float32[1,640]" },
        { "mlperf-tiny/ic_resnet8_float.tflite", 16, "float32[1,32,32,3] -> float32[1,10]" },
        { "mlperf-tiny/ic_resnet8_int8.tflite", 16, "int8[1,32,32,3] -> int8[1,10]" },
        { "mlperf-tiny/kws_ref_model_float32.tflite", 13, "float32[1,49,10,1] -> float32[1,12]" },
        { "mlperf-tiny/kws_ref_model_int8.tflite", 13, "int8[1,49,10,1] -> int8[1,12]" },
        { "mlperf-tiny/sww_str_ww_ref_model_int8.tflite", 11, "int8[1,30,1,40] -> int8[1,3]" },
        { "mlperf-tiny/vww_96_float.tflite", 31, "float32[1,96,96,3] -> float32[1,2]" },
        { "mlperf-tiny/vww_96_int8.tflite", 31, "int8[1,96,96,3] -> int8[1,2]" },
        { "motion/fan_vibration/fan_low_model.tflite", 2, "float32[1,3] -> float32[1,3]" },
        { "tflite-micro/hello_world_float.tflite", 3, "float32[1,1] -> float32[1,1]" },
        { "tflite-micro/hello_world_int8.tflite", 3, "int8[1,1] -> int8[1,1]" },
        { "tflite-micro/micro_speech_quantized.tflite", 4, "int8[1,1960] -> int8[1,4]" },
        { "tflite-micro/person_detect.tflite", 31, "int8[1,96,96,1] -> int8[1,2]" },
        { "tflite-micro/simple_add_model.tflite", 1, "int8[1,128,128,1] int8[1,128,128,1] -> int8[1,128,128,1]" },
        { "tflite-zoo/mediapipe/1x256x256x3_softmax.tflite", 1, "float32[1,256,256,3] -> float32[1,256,256,3]" },
        { "tflite-zoo/mediapipe/1x3_square_float32.tflite", 1, "float32[1,3] -> float32[1,3]" },
        { "tflite-zoo/mediapipe/1x3_square_int32.tflite", 1, "int32[1,3] -> int32[1,3]" },
        { "tflite-zoo/mediapipe/3in3out_model_swaps_input_2_and_0.tflite", 0, "float32[1,1] float32[1,1] float32[1,1] -> float32[1,1] float32[1,1] float32[1,1]" },
        { "tflite-zoo/mediapipe/feedback_tensor_test_model.tflite", 2, "float32[1,1] float32[1,1] int32[1,1] float32[1,2] -> float32[1,1] float32[1,2] int32[1,1] float32[1,1]" },
        { "tflite-zoo/tflite-support/dilated_conv.tflite", 2, "float32[1,1,1,3] -> float32[1,1,1,16]" },
        { "tflite-zoo/tinyengine/person_detection.tflite", 79, "float32[1,128,160,3] -> float32[1,4,5,18] float32[1,8,10,18] float32[1,16,20,18]" },
        { "tflite-zoo/tinyengine/vww.tflite", 63, "float32[1,80,80,3] -> float32[1,2]" },
        { "tflite-zoo/tinymaix/cifar10_f.tflite", 6, "float32[1,32,32,3] -> float32[1,10]" },
        { "tflite-zoo/tinymaix/cifar10_q.tflite", 6, "int8[1,32,32,3] -> int8[1,10]" },
        { "tflite-zoo/tinymaix/mbnet96_0.25_q.tflite", 32, "int8[1,96,96,3] -> int8[1,1000]" },
        { "micro-wake-word/v1/okay_nabu.tflite", 56, "int8[1,1,40] -> uint8[1,1]" },
        { "micro-wake-word/v2/alexa.tflite", 26, "int8[1,3,40] -> uint8[1,1]" },
        { "micro-wake-word/v2/hey_jarvis.tflite", 26, "int8[1,3,40] -> uint8[1,1]" },
        { "micro-wake-word/v2/okay_nabu.tflite", 38, "int8[1,3,40] -> uint8[1,1]" },
        { "micro-wake-word/v2/vad.tflite", 19, "int8[1,3,40] -> uint8[1,1]" },
        { "tflite-micro/dtln_noise_suppression.tflite", 4, "int8[1,1,257] -> int8[1,1,257]" },
        { "tflite-micro/keyword_scrambled.tflite", 15, "int16[1,96] -> int32[1,2]" },
        { "tflite-micro/mnist_lstm_int8.tflite", 4, "int8[1,28,28] -> int8[1,10]" },
        { "tflite-zoo/coral/keras_lstm_mnist_ptq.tflite", 6, "uint8[1,28,28] -> uint8[1,10]" },
        { "tflite-zoo/coral/mobilenet_v1_0.25_128_quant.tflite", 33, "uint8[1,128,128,3] -> uint8[1,1001]" },
        { "tflite-zoo/coral/mobilenet_v1_0.5_160_quant.tflite", 33, "uint8[1,160,160,3] -> uint8[1,1001]" },
        { "tflite-zoo/coral/movenet_single_pose_lightning_ptq.tflite", 169, "uint8[1,192,192,3] -> float32[1,1,17,3]" },
        { "tflite-zoo/coral/split_concat.tflite", 16, "uint8[1,8,8,3] uint8[1,8,8,1] uint8[1,8,8,2] -> uint8[1,8,8,1] uint8[1,8,8,1] uint8[1,8,8,1] uint8[1,8,8,1] uint8[1,8,8,2]" },
        { "tflite-zoo/tflite-support/mobilenet_v1_0.25_224_quant.tflite", 33, "uint8[1,224,224,3] -> uint8[1,1001]" },
        { "tflite-zoo/tinyengine/ptq_mnist_lenet-300-100.tflite", 7, "float32[1,28,28,1] -> float32[1,10]" },
    };

    /// <summary>Path and the operator that the refusal names.</summary>
    public static TheoryData<string, string> Refusable { get; } = new()
    {
        { "micro-wake-word/openwakeword/melspectrogram.tflite", "Conv2D" },
        { "tflite-micro/audio_preprocessor_float.tflite", "CUSTOM:SignalWindow" },
        { "tflite-micro/audio_preprocessor_int8.tflite", "CUSTOM:SignalWindow" },
        { "tflite-micro/mnist_lstm.tflite", "UNIDIRECTIONAL_SEQUENCE_LSTM" },
    };

    public static TheoryData<string> Paths { get; } = [.. Importable.Select(row => row.Data.Item1)];

    /// <summary>The golden vectors of pnet.tflite were made at another input size.</summary>
    public static TheoryData<string> WithGoldens { get; } = [.. Importable.Select(row => row.Data.Item1).Where(path => !path.EndsWith("pnet.tflite", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Importable))]
    public void Imports(string path, int nodes, string tensors)
    {
        Graph graph = TfLiteImporter.Import(path, SharedData.Read(path));
        Assert.Equal(nodes, graph.Nodes.Count);
        Assert.Equal(tensors, $"{Describe(graph.Inputs)} -> {Describe(graph.Outputs)}");
    }

    [Theory]
    [MemberData(nameof(Refusable))]
    public void RefusesWithASentence(string path, string op)
    {
        ModelException problem = Assert.Throws<ModelException>(() => TfLiteImporter.Import(path, SharedData.Read(path)));
        Assert.StartsWith($"{path}: Node '", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"({op}): ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>The file's own shapes were inferred by TensorFlow's converter, ours by the operators' rules.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void InfersTheShapesAndTypesOfTheFile(string path)
    {
        byte[] bytes = SharedData.Read(path);
        TfLiteModel model = new(bytes);
        (Graph graph, IReadOnlyList<Value?> values) = TfLiteImporter.ImportWithTensors(path, bytes);
        HashSet<Value> seen = [];
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                Assert.Equal((i, Text(model.Tensors[i].Shape)), (i, Text(value.Shape)));
                Assert.True(seen.Add(value));
            }
        }

        Assert.Equal(graph.Nodes.Sum(node => node.Outputs.Count), graph.Producers().Count);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void NamesAreUniqueAndNodesInOrder(string path)
    {
        Graph graph = TfLiteImporter.Import(path, SharedData.Read(path));
        HashSet<Value> known = [.. graph.Inputs, .. graph.States.Select(state => state.Current)];
        HashSet<string> names = [.. graph.Inputs.Select(value => value.Name)];
        Assert.Equal(graph.Inputs.Count, names.Count);
        foreach (Node node in graph.Nodes)
        {
            Assert.All(node.Inputs, value => Assert.True(value is null || value.IsConstant || known.Contains(value)));
            Assert.True(known.Add(node.Output) && names.Add(node.Output.Name), node.ToString());
            Assert.Equal(node.Output.Name, node.Name);
        }
    }

    [Fact]
    public void EveryModelOfTheSharedDataIsListed()
    {
        string root = SharedData.PathOf(".");
        string[] found = [.. Directory.GetFiles(root, "*.tflite", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith(SeanetTests.Folder, StringComparison.Ordinal))];
        string[] listed = [.. Importable.Select(row => row.Data.Item1), .. Refusable.Select(row => row.Data.Item1)];
        Assert.Equal(found.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>Names, types, shapes and scales as TensorFlow Lite Micro's interpreter reported them.</summary>
    [Theory]
    [MemberData(nameof(WithGoldens))]
    public void InputsAndOutputsAreThoseOfTheGoldens(string path)
    {
        using JsonDocument golden = JsonDocument.Parse(SharedData.Read($"golden/{GoldenOf(path)}/info.json"));
        Graph graph = TfLiteImporter.Import(path, SharedData.Read(path));
        Compare(golden.RootElement.GetProperty("inputs"), graph.Inputs);
        Compare(golden.RootElement.GetProperty("outputs"), graph.Outputs);
    }

    /// <summary>Wake words have versions, whose folder is part of the name.</summary>
    private static string GoldenOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return path.StartsWith("micro-wake-word/v", StringComparison.Ordinal) ? $"{path.Split('/')[1]}_{name}" : name;
    }

    private static void Compare(JsonElement golden, List<Value> values)
    {
        Assert.Equal(golden.GetArrayLength(), values.Count);
        foreach ((JsonElement expected, Value value) in golden.EnumerateArray().Zip(values))
        {
            Assert.Equal(expected.GetProperty("name").GetString() ?? value.Name, value.Name);
            Assert.Equal(expected.GetProperty("dtype").GetString(), ElementTypes.NameOf(value.Type));
            Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()), value.Shape);
            if (expected.TryGetProperty("scale", out JsonElement scale))
            {
                Assert.Equal(scale.GetSingle(), value.Quantization!.Scale);
                Assert.Equal(expected.GetProperty("zero_point").GetInt32(), value.Quantization.ZeroPoint);
            }
            else
            {
                Assert.Null(value.Quantization);
            }
        }
    }

    private static string Describe(IEnumerable<Value> values) =>
        string.Join(' ', values.Select(value => $"{ElementTypes.NameOf(value.Type)}[{Text(value.Shape)}]"));

    private static string Text(int[] shape) => string.Join(',', shape);
}
