using System.Globalization;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Layers of a speech enhancement network with int16 activations give the numbers that TensorFlow Lite Micro's tests expect.</summary>
public class SixteenBitTests
{
    private const string Folder = "tflite-micro/seanet";

    public static TheoryData<string> Kinds => ["add", "conv", "leaky_relu", "pad", "quantize", "strided_slice", "sub", "transpose_conv"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Layers_give_the_reference_numbers(string kind)
    {
        string[] models = Directory.GetFiles(SharedData.PathOf($"{Folder}/{kind}"), "*.tflite");
        Assert.NotEmpty(models);
        foreach (string model in models)
        {
            Session session = new(Model.Load(EdgeWriter.Write(PlanBuilder.Build(ModelImporter.Import(model)))));
            string stem = model[..^".tflite".Length];
            for (int i = 0; i < session.InputCount; i++)
            {
                Write(Numbers($"{stem}_input{i}_"), session.InputInfo(i).Type, session.InputBytes(i));
            }

            session.Run();
            long[] expected = Numbers($"{stem}_golden_");
            byte[] bytes = new byte[session.OutputBytes().Length];
            Write(expected, session.OutputInfo(0).Type, bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(session.OutputBytes()), $"{Path.GetFileName(model)} differs from its golden numbers");
        }
    }

    private static long[] Numbers(string prefix)
    {
        string file = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(prefix)!, Path.GetFileName(prefix) + "*.csv"));
        return [.. File.ReadAllText(file).Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static void Write(long[] numbers, ElementType type, Span<byte> bytes)
    {
        int size = ElementTypes.SizeOf(type);
        Assert.Equal(bytes.Length, numbers.Length * size);
        for (int i = 0; i < numbers.Length; i++)
        {
            for (int part = 0; part < size; part++)
            {
                bytes[(i * size) + part] = (byte)(numbers[i] >> (8 * part));
            }
        }
    }
}
