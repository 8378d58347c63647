using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;

namespace EdgeDeep.Conformance.Tests;

/// <summary>
/// Models of uint8, which TensorFlow Lite Micro no longer runs. The vectors are LiteRT's with XNNPACK, which rounds once where
/// the kernels here round twice, so that single steps differ.
/// </summary>
public class UnsignedModelTests
{
    [Theory]
    [InlineData("split_concat", 0)]
    [InlineData("mobilenet_v1_0.25_128_quant", 3)]
    [InlineData("mobilenet_v1_0.25_224_quant", 3)]
    [InlineData("mobilenet_v1_0.5_160_quant", 3)]
    public void Outputs_are_those_of_the_desktop_runtime(string name, int tolerance)
    {
        Golden golden = Golden.Open(name);
        Session session = new(new Model(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath))));
        Golden.Case item = golden.SingleCases.First();
        for (int i = 0; i < session.InputCount; i++)
        {
            item.Inputs[i].CopyTo(session.InputBytes(i));
        }

        session.Run();
        for (int i = 0; i < session.OutputCount; i++)
        {
            byte[] actual = session.OutputBytes(i).ToArray();
            Assert.Equal(item.Outputs[i].Length, actual.Length);
            int worst = actual.Zip(item.Outputs[i], (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst <= tolerance, $"output {i} differs by {worst} steps");
        }
    }
}
