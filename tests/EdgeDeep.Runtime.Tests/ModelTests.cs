using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Tests;

public class ModelTests
{
    [Fact]
    public void LabelsComeFromTheMetadata() => Assert.Equal(["a", "b", "c", "d"], new Model(HandMade.FloatThroughInt8()).Labels);

    [Theory]
    [InlineData("")]
    [InlineData("EDG")]
    [InlineData("EDGE")]
    [InlineData("This is a text file that is longer than a header; it holds no model at all, only words.")]
    public void OtherFilesAreRefusedWithTheirName(string text)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Model.Load(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void AStepWithMissingOperandsIsRefused()
    {
        Plan plan = HandMade.Copy(ElementType.Int8, 4);
        PlanStep broken = plan.Steps[0] with { Parameters = [] };
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => new Model(With(plan, broken)));
        Assert.Contains("'copy'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryKernelNumberHasAKernel() =>
        Assert.All(Enum.GetValues<OpCode>(), op => Assert.Equal(op, KernelTable.Find(op).Op));

    private static Plan With(Plan plan, PlanStep step) => new()
    {
        Tensors = plan.Tensors,
        Steps = [step],
        Inputs = plan.Inputs,
        Outputs = plan.Outputs,
        ArenaBytes = plan.ArenaBytes,
        Constants = plan.Constants,
        InitialState = plan.InitialState,
        Metadata = plan.Metadata,
    };
}
