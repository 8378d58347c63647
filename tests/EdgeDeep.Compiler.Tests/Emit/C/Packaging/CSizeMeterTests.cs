using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Emit.C.Packaging;

public class CSizeMeterTests
{
    [Theory]
    [InlineData("Cortex-M0+", "arm-none-eabi-gcc")]
    [InlineData("RV32IMC", "riscv64-unknown-elf-gcc")]
    public void Sections_and_stack_are_those_of_the_object(string core, string compiler)
    {
        CCompiler.Require(compiler);
        Plan plan = CExporterTests.Layer(0);
        IReadOnlyList<CFile> files = CExporter.Export(plan, "one");
        CSize size = Assert.Single(CSizeMeter.Measure(files[0], files[1], [core]));
        Assert.Equal(core, size.Core);
        Assert.Contains("gcc", size.Compiler, StringComparison.Ordinal);

        // Two labels with their pointers, and as many of weights and parameters as the compiler does not put into the code.
        Assert.Equal(CExporter.PlanOf(plan).ArenaBytes, size.Ram);
        Assert.InRange(size.Constants, 16, 120);
        Assert.InRange(size.Code, 40, 2000);
        // The multiplier is 0, so a compiler may compute everything beforehand.
        Assert.InRange(size.Stack, 0, 400);
    }

    [Fact]
    public void A_source_that_does_not_compile_is_told_with_the_compilers_words()
    {
        CCompiler.Require("arm-none-eabi-gcc");
        ModelException error = Assert.Throws<ModelException>(() => CSizeMeter.Measure(new CFile("one.h", string.Empty), new CFile("one.c", "int one(void) { return none; }\n"), ["Cortex-M3"]));
        Assert.Contains("'none' undeclared", error.Message.Replace('‘', '\'').Replace('’', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_chain_of_calls_counts()
    {
        const string Graph = """
            graph: { title: "one.c"
            node: { title: "one.c:leaf" label: "leaf\none.c:1:2\n40 bytes (static)\n0 dynamic objects" }
            node: { title: "one.c:small" label: "small\none.c:2:2\n8 bytes (static)\n0 dynamic objects" }
            node: { title: "one_invoke" label: "one_invoke\none.c:3:2\n16 bytes (static)\n0 dynamic objects" }
            node: { title: "memset" label: "__builtin_memset\n<built-in>" shape : ellipse }
            edge: { sourcename: "one_invoke" targetname: "one.c:leaf" label: "one.c:4:2" }
            edge: { sourcename: "one_invoke" targetname: "one.c:small" label: "one.c:5:2" }
            edge: { sourcename: "one.c:leaf" targetname: "memset" label: "one.c:6:2" }
            }
            """;
        Assert.Equal(56, CallGraph.Depth(Graph, "one_invoke"));
        Assert.Equal(0, CallGraph.Depth(Graph, "other"));
    }
}
