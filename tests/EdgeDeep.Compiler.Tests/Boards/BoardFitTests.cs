using EdgeDeep.Compiler.Boards;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Compiler.Tests.Emit.C;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Boards;

public class BoardFitTests
{
    [Fact]
    public void What_is_left_is_what_the_board_has_without_the_footprint()
    {
        Plan plan = CExporterTests.Layer(0), written = CExporter.PlanOf(plan);
        BoardFit fit = BoardFit.Of(plan, BoardTable.Find("pico")!);
        Assert.True(fit.Fits);
        Assert.Equal(2 * 1024 * 1024, fit.FlashLeft + fit.Footprint.Constants + fit.Footprint.Parameters + fit.Footprint.Code);
        Assert.Equal(256 * 1024, fit.RamLeft + written.ArenaBytes + fit.Footprint.Stack);
        Assert.Equal(written.Constants.Length, fit.Footprint.Constants);
    }

    [Fact]
    public void Too_little_of_either_memory_does_not_fit()
    {
        BoardProfile board = BoardTable.Find("pico")!;
        Plan plan = CExporterTests.Layer(0);
        Assert.False(BoardFit.Of(plan, board with { ProgramBytes = 500 }).Fits);
        Assert.False(BoardFit.Of(plan, board with { BlockBytes = 1000 }).Fits);
    }

    [Fact]
    public void Sums_that_may_overflow_count_only_where_the_numbers_are_the_models_own()
    {
        Plan plan = CExporterTests.Layer(int.MaxValue);
        Assert.Equal("dense", Assert.Single(BoardFit.Of(plan, BoardTable.Find("pico")!).Problems).Node);
        Assert.True(BoardFit.Of(plan, BoardTable.Find("pico")!, isEstimate: true).Fits);
        Assert.True(BoardFit.Of(plan, BoardTable.Find("pi5")!).Fits);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("keywords")]
    [InlineData("keywords-transformer")]
    [InlineData("motion-lstm")]
    [InlineData("presence")]
    [InlineData("wakeword")]
    public void Estimates_are_above_what_a_compiler_makes_and_not_far_above(string name)
    {
        CCompiler.Require("arm-none-eabi-gcc");
        Plan plan = Model.Load(Path.Combine(Repository(), "models", name, $"{name}.edge")).Plan;
        IReadOnlyList<CFile> files = CExporter.Export(plan, name);
        CSize size = Assert.Single(CSizeMeter.Measure(files[0], files[1], ["Cortex-M0+"]));
        Footprint footprint = Footprint.Of(plan);
        Assert.InRange(footprint.Code, size.Code, 4 * size.Code);
        Assert.InRange(size.Stack, 1, footprint.Stack);
        Assert.Equal(footprint.Arena + footprint.State, size.Ram);
        Assert.InRange(footprint.Constants + footprint.Parameters, size.Constants * 0.97, (size.Constants * 1.03) + 200);
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
