using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Emit.C;

public class DspLoweringTests
{
    [Theory]
    [InlineData("digits")]
    [InlineData("keywords")]
    [InlineData("wakeword")]
    public void A_model_keeps_its_bytes(string name)
    {
        Plan plan = PlanReader.Read(File.ReadAllBytes(Path.Combine(Repository(), "models", name, $"{name}.edge")));
        Plan lowered = DspLowering.Lower(plan);
        Assert.Contains(lowered.Steps, step => step.Op == OpCode.Conv2DDspInt8);
        Assert.InRange(lowered.ArenaBytes, plan.ArenaBytes, plan.ArenaBytes + 8192);
        Session before = new(new Model(plan)), after = new(new Model(lowered));
        Random random = new(1);
        for (int run = 0; run < 3; run++)
        {
            for (int i = 0; i < before.InputCount; i++)
            {
                random.NextBytes(before.InputBytes(i));
                before.InputBytes(i).CopyTo(after.InputBytes(i));
            }

            before.Run();
            after.Run();
            for (int i = 0; i < before.OutputCount; i++)
            {
                Assert.Equal(before.OutputBytes(i).ToArray(), after.OutputBytes(i).ToArray());
            }
        }
    }

    [Fact]
    public void Only_what_is_in_range_is_rewritten()
    {
        Assert.Equal(OpCode.Conv2DDspInt8, Lowered().Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(shift: 1).Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(bias: 1 << 30, shift: -5).Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(weight: -128).Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(weightsOffset: 3).Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(outputs: 2).Steps[0].Op);
        Assert.Equal(OpCode.FullyConnectedInt8, Lowered(inputs: 600, weight: 127).Steps[0].Op);
        Assert.Equal(OpCode.Conv2DDspInt8, Lowered(inputs: 600, weight: 100).Steps[0].Op);
    }

    [Fact]
    public void Constants_that_nothing_uses_are_dropped()
    {
        Plan lowered = Lowered();
        PlanTensor[] constants = [.. lowered.Tensors.Where(tensor => tensor.Storage == Storage.Constant)];
        Assert.Equal(2, constants.Length);
        Assert.All(constants, tensor => Assert.Equal(0, tensor.Offset % 16));
        Assert.InRange(lowered.Constants.Length, constants.Sum(tensor => tensor.Bytes), constants.Sum(tensor => tensor.Bytes) + 16);
    }

    [Fact]
    public void Scratch_takes_bytes_that_hold_nothing()
    {
        // Step 0 reads a at 0..15 and writes b at 16..31; step 1 reads b and writes c at 48..63.
        Plan plan = Steps(("a", 0), ("b", 16), ("c", 48));
        ScratchPlacer placer = new(plan);
        Assert.Equal(32, placer.Place(0, 16));
        Assert.Equal(0, placer.Place(1, 16));
        Assert.Equal(32, placer.Place(0, 32));
        Assert.Equal(64, placer.ArenaBytes);
        Assert.Equal(64, placer.Place(1, 24));
        Assert.Equal(88, placer.ArenaBytes);
    }

    private static Plan Steps(params (string Name, int Offset)[] tensors) => new()
    {
        Tensors = [.. tensors.Select(t => new PlanTensor(t.Name, ElementType.Int8, [16], Storage.Arena, t.Offset, 1, 0))],
        Steps = [.. Enumerable.Range(0, tensors.Length - 1).Select(i => new PlanStep(OpCode.Copy, $"{i}", [i], [i + 1], [16], 0))],
        Inputs = [0],
        Outputs = [tensors.Length - 1],
        ArenaBytes = 64,
        Constants = [],
        InitialState = [],
        Metadata = new Dictionary<string, string>(),
    };

    private static Plan Lowered(int inputs = 4, int outputs = 3, int weight = 5, int weightsOffset = 0, int bias = 7, int shift = -3)
    {
        FullyConnectedParameters p = new() { Batches = 1, InputChannels = inputs, OutputChannels = outputs, WeightsOffset = weightsOffset, ActivationMin = -128, ActivationMax = 127 };
        int[] parameters = new int[FullyConnectedParameters.Count];
        p.Store(parameters, 0);
        int weightBytes = inputs * outputs, tables = (weightBytes + 3) / 4 * 4;
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)weight, weightBytes), .. new sbyte[tables - weightBytes]];
        int[] values = [.. Enumerable.Repeat(bias, outputs), .. Enumerable.Repeat(1 << 30, outputs), .. Enumerable.Repeat(shift, outputs)];
        PlanTensor Table(int index) => new($"table{index}", ElementType.Int32, [outputs], Storage.Constant, tables + (4 * index * outputs), 0, 0);
        return DspLowering.Lower(new Plan
        {
            Tensors =
            [
                new("input", ElementType.Int8, [1, inputs], Storage.Arena, 0, 1, 0),
                new("weights", ElementType.Int8, [outputs, inputs], Storage.Constant, 0, 1, 0),
                Table(0), Table(1), Table(2),
                new("output", ElementType.Int8, [1, outputs], Storage.Arena, 600, 1, 0),
            ],
            Steps = [new PlanStep(OpCode.FullyConnectedInt8, "dense", [0, 1, 2, 3, 4], [5], parameters, 1)],
            Inputs = [0],
            Outputs = [5],
            ArenaBytes = 600 + outputs,
            Constants = [.. MemoryMarshal.AsBytes<sbyte>(weights), .. MemoryMarshal.AsBytes<int>(values)],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        });
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
