using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Int8 models give the bytes of TensorFlow Lite Micro, through the file format and back.</summary>
public class TfLiteMicroTests
{
    public static TheoryData<string> Models =>
    [
        "kws_ref_model_int8", "vww_96_int8", "ic_resnet8_int8", "ad01_int8", "person_detect", "micro_speech_quantized",
        "sww_str_ww_ref_model_int8", "ad01_quant_fullint_floatio", "hello_world_int8", "simple_add_model", "cifar10_q",
        "mbnet96_0.25_q", "mnist_arduino_q", "mnist_rect_q", "mnist_valid_q", "vww", "person_detection",
        "3in3out_model_swaps_input_2_and_0", "v1_okay_nabu", "v2_alexa", "v2_hey_jarvis", "v2_okay_nabu", "v2_vad",
        "keyword_scrambled", "mnist_lstm_int8", "dtln_noise_suppression", "keras_lstm_mnist_ptq", "ptq_mnist_lenet-300-100",
    ];

    public static TheoryData<string> Anchors =>
    [
        "kws_ref_model_int8", "vww_96_int8", "ic_resnet8_int8", "ad01_int8", "person_detect", "micro_speech_quantized",
        "sww_str_ww_ref_model_int8",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void OutputsAreTheSameBytes(string name)
    {
        byte[] file = EdgeWriter.Write(PlanBuilder.Build(ModelImporter.Import(Golden.Open(name).ModelPath)));
        Assert.All(KernelLevels.Available, level => Compare(name, new Session(Model.Load(file, level))));
    }

    private static void Compare(string name, Session session)
    {
        Golden golden = Golden.Open(name);
        int cases = 0;
        foreach (Golden.Case item in golden.SingleCases)
        {
            // The second run must not depend on what the first one left in the arena.
            for (int run = 0; run < 2; run++)
            {
                session.Reset();
                Fill(session, item);
                session.Run();
                for (int i = 0; i < session.OutputCount; i++)
                {
                    Assert.Equal(item.Outputs[i], session.OutputBytes(i).ToArray());
                }
            }

            cases++;
        }

        Assert.NotEqual(0, cases);
    }

    [Theory]
    [MemberData(nameof(Anchors))]
    public void EveryLayerIsTheSameBytes(string name)
    {
        Golden golden = Golden.Open(name);
        (Graph graph, IReadOnlyList<Value?> tensors) = TfLiteImporter.ImportWithTensors(name, File.ReadAllBytes(golden.ModelPath));
        Plan plan = PlanBuilder.Build(graph, new PlanOptions(KeepIntermediates: true));
        Session session = new(new Model(plan));
        Fill(session, golden.SingleCases.First());
        session.Run();
        Dictionary<string, int> indices = plan.Tensors.Select((tensor, i) => (tensor.Name, i))
            .GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.Last().i);
        int compared = 0;
        foreach ((int tensor, byte[] expected) in golden.Layers)
        {
            string value = tensors[tensor]!.Name;
            Assert.True(
                session.TensorBytes(indices[value]).SequenceEqual(expected), $"tensor {tensor} '{value}' differs from the reference");
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void KeywordModelAnswersAllClipsAsTheReference()
    {
        byte[] features = SharedData.Read("golden/kws_features/features_int8.bin");
        byte[] expected = SharedData.Read("golden/kws_features/out_int8_tflm.bin");
        string path = SharedData.PathOf("mlperf-tiny/kws_ref_model_int8.tflite");
        Session session = new(new Model(PlanBuilder.Build(ModelImporter.Import(path))));
        byte[] actual = new byte[expected.Length];
        for (int clip = 0; clip < 480; clip++)
        {
            features.AsSpan(clip * 490, 490).CopyTo(session.InputBytes());
            session.Run();
            session.OutputBytes().CopyTo(actual.AsSpan(clip * 12));
        }

        Assert.Equal(expected, actual);
    }

    private static void Fill(Session session, Golden.Case item)
    {
        for (int i = 0; i < session.InputCount; i++)
        {
            item.Inputs[i].CopyTo(session.InputBytes(i));
        }
    }
}
