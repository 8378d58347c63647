using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Emit.C;

public class CExporterTests
{
    [Theory]
    [InlineData("keywords", "keywords")]
    [InlineData("My Model-2.0", "my_model_2_0")]
    [InlineData("3in3out", "model_3in3out")]
    [InlineData("ed_conv2d", "model_ed_conv2d")]
    [InlineData("modèle", "mod_le")]
    [InlineData("String", "model_string")]
    [InlineData("", "model_")]
    public void Names_become_identifiers(string name, string expected) => Assert.Equal(expected, CExporter.IdentifierOf(name));

    [Fact]
    public void Two_models_link_into_one_program_and_into_Cpp()
    {
        string gcc = CCompiler.Require(), gpp = CCompiler.Require("g++");
        string folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
        try
        {
            foreach (CFile file in CExporter.Export(Layer(bias: 100), "first").Concat(CExporter.Export(Layer(bias: -100), "second")))
            {
                File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
            }

            string At(string file) => Path.Combine(folder, file);
            File.WriteAllText(At("main.cpp"), """
                #include "first.h"
                #include "second.h"
                #include <cstdio>

                extern "C" int first_selftest(void);
                extern "C" int second_selftest(void);

                int main()
                {
                    first_init();
                    second_init();
                    for (int i = 0; i < 2; i++) { first_input0()[i] = 3; second_input0()[i] = 3; }
                    first_invoke();
                    second_invoke();
                    std::printf("%d %d ", first_output0()[0], second_output0()[0]);
                    std::printf("%d %s", first_selftest() + second_selftest(), first_labels[1]);
                    return 0;
                }
                """);
            foreach (string name in (string[])["first", "second"])
            {
                CCompiler.Run(gcc, [.. CCompiler.Strict, .. CCompiler.Sanitized, "-c", At($"{name}.c"), "-o", At($"{name}.o")]);
                CCompiler.Run(gcc, [.. CCompiler.Strict, .. CCompiler.Sanitized, $"-D{name.ToUpperInvariant()}_SELFTEST_WITHOUT_MAIN", "-c", At($"{name}_selftest.c"), "-o", At($"{name}_selftest.o")]);
            }

            CCompiler.Run(gpp, ["-Wall", "-Wextra", "-Werror", "-pedantic", "-std=c++11", .. CCompiler.Sanitized, At("main.cpp"), At("first.o"), At("second.o"), At("first_selftest.o"), At("second_selftest.o"), "-o", At("main")]);

            // (3 * 2 + 3 * 2 + 100) / 2 and (3 * 2 + 3 * 2 - 100) / 2.
            Assert.Equal("56 -44 0 \"a\\b\"? é", CCompiler.Run(At("main")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Only_the_kernels_of_the_model_are_written()
    {
        string source = CExporter.Export(Layer(bias: 0), "one")[1].Text;
        Assert.Contains("ed_fully_connected_s8(", source, StringComparison.Ordinal);
        Assert.DoesNotContain("conv2d", source, StringComparison.Ordinal);
        Assert.DoesNotContain("math.h", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_in_a_tensor_name_stays_inside_the_comment()
    {
        string header = CExporter.Export(Layer(bias: 0), "one")[0].Text;
        Assert.Contains("'in* /put'", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_sum_that_may_overflow_is_refused_by_the_name_of_its_step(int bias) => Assert.Contains(
        "'dense'", Assert.Throws<ModelException>(() => CExporter.Export(Layer(bias), "one")).Message, StringComparison.Ordinal);

    /// <summary>One fully connected layer: two inputs, weights 2, one output, scale 1/2.</summary>
    internal static Plan Layer(int bias)
    {
        FullyConnectedParameters p = new() { Batches = 1, InputChannels = 2, OutputChannels = 1, ActivationMin = -128, ActivationMax = 127 };
        int[] parameters = new int[FullyConnectedParameters.Count];
        p.Store(parameters, 0);
        return new Plan
        {
            Tensors =
            [
                new("in*/put", ElementType.Int8, [1, 2], Storage.Arena, 0, 0.5f, 0),
                new("weights", ElementType.Int8, [1, 2], Storage.Constant, 0, 1, 0),
                new("bias", ElementType.Int32, [1], Storage.Constant, 4, 0.5f, 0),
                new("multipliers", ElementType.Int32, [1], Storage.Constant, 8, 0, 0),
                new("shifts", ElementType.Int32, [1], Storage.Constant, 12, 0, 0),
                new("output", ElementType.Int8, [1, 1], Storage.Arena, 4, 1, 0),
            ],
            Steps = [new PlanStep(OpCode.FullyConnectedInt8, "dense", [0, 1, 2, 3, 4], [5], parameters, 2)],
            Inputs = [0],
            Outputs = [5],
            ArenaBytes = 8,
            Constants = [2, 2, 0, 0, .. MemoryMarshal.AsBytes<int>((int[])[bias, 1 << 30, 0])],
            InitialState = [],
            Metadata = new Dictionary<string, string> { [MetadataKeys.Labels] = "first\n\"a\\b\"? é" },
        };
    }
}
