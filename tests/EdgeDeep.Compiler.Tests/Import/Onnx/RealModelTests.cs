using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

/// <summary>Float models as they are met; ONNX Runtime on the original file is the reference.</summary>
public class RealModelTests
{
    [Theory]
    [InlineData("mlperf-tiny/onnx/kws_dscnn_float.onnx", 0)]
    [InlineData("mlperf-tiny/onnx/vww_96_float.onnx", 1)]
    [InlineData("onnx/atmega_mnist.simplified.onnx", 0)]
    [InlineData("onnx/espdl_streaming_model.onnx", 1)]
    [InlineData("onnx/mnist-8/model.onnx", 0)]
    [InlineData("onnx/tfl_helloworld.onnx", 0)]
    [InlineData("onnx/winml/ImageClassifier_cifar10.onnx", 1)]
    [InlineData("onnx/winml/iris_network.onnx", 0)]
    [InlineData("onnx/winml/mnist.onnx", 0)]
    [InlineData("onnx/wonnx/opt-mnist.onnx", 0)]
    [InlineData("face/blazeface/face_detection_front_128x128.onnx", 0)]
    [InlineData("face/embedding/MobileFaceNet_foamliu_128d.onnx", 1)]
    [InlineData("face/ultraface/version-RFB-320.onnx", 1)]
    [InlineData("face/ultraface/version-RFB-320_simplified.onnx", 1)]
    [InlineData("face/ultraface/version-RFB-320_without_postprocessing.onnx", 1)]
    [InlineData("face/ultraface/version-slim-320.onnx", 1)]
    [InlineData("face/ultraface/version-slim-320_simplified.onnx", 1)]
    [InlineData("face/yunet/yunet_n_320_320.onnx", 1)]
    [InlineData("face/yunet/yunet_s_320_320.onnx", 1)]
    public void Agrees_with_ONNX_Runtime_and_holds_no_inner_transposes(string file, int transposes)
    {
        Graph graph = RoundTrip.Check(SharedData.Read(file));
        Assert.Equal(transposes, graph.Nodes.Count(node => node.Op is Transpose));
    }

    [Fact]
    public void Half_precision_is_widened()
    {
        Graph graph = RoundTrip.Check(SharedData.Read("onnx/winml/SqueezeNet_fp16.onnx"), 2e-2f);
        Assert.Equal(Runtime.Plans.ElementType.Float32, graph.Inputs[0].Type);
        Assert.Equal([1, 3, 224, 224], graph.Inputs[0].Shape);
    }

    [Theory]
    [InlineData("vad/silero_vad.onnx", "Dimension 1 of input 'input'")]
    [InlineData("face/yunet/yunet_n_dynamic.onnx", "Dimension 2 ('height') of input 'input'")]
    [InlineData("onnx/tract/qlstm_3-2-3_T3_S1/model.onnx", "the operator Scan")]
    public void Says_what_is_not_supported(string file, string expected)
    {
        byte[] bytes = SharedData.Read(file);
        string message = Assert.Throws<ModelException>(() => OnnxImporter.Import(file, bytes)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }
}
