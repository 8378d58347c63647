using System.Buffers.Binary;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Compiler.Tests.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Emit.Edge;

public class EdgeWriterTests
{
    [Fact]
    public void ReadingGivesBackWhatWasWritten()
    {
        Plan plan = PlanBuilder.Build(RandomGraph.Make(3));
        Plan read = PlanReader.Read(EdgeWriter.Write(plan));
        Assert.Equal(plan.Inputs, read.Inputs);
        Assert.Equal(plan.Outputs, read.Outputs);
        Assert.Equal(plan.ArenaBytes, read.ArenaBytes);
        Assert.Equal(plan.Constants, read.Constants);
        Assert.Equal(plan.Metadata, read.Metadata);
        Assert.Equal(plan.Tensors.Select(Text), read.Tensors.Select(Text));
        Assert.Equal(plan.Steps.Select(Text), read.Steps.Select(Text));
    }

    [Fact]
    public void WritingTwiceGivesTheSameBytes() =>
        Assert.Equal(EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(5))), EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(5))));

    [Fact]
    public void EveryTruncationIsRefused()
    {
        byte[] file = EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(3)));
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => PlanReader.Read(file[..length]));
        }
    }

    [Fact]
    public void EveryFlippedByteIsRefused()
    {
        byte[] file = EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(3)));
        for (int at = 0; at < file.Length; at++)
        {
            if (at is 6 or 7)
            {
                continue;
            }

            byte[] damaged = (byte[])file.Clone();
            damaged[at] ^= 0x55;
            Assert.Throws<ModelFormatException>(() => PlanReader.Read(damaged));
        }
    }

    [Fact]
    public void DamageUnderAMatchingChecksumIsRefusedOrHarmless()
    {
        byte[] file = EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(11)));
        Random random = new(1);
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] damaged = (byte[])file.Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(16, file.Length)] = (byte)random.Next(256);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(12), Crc32.Compute(damaged.AsSpan(16)));
            try
            {
                Model.Load(damaged);
            }
            catch (ModelFormatException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AnInterruptedWriteLeavesTheOldFile()
    {
        string folder = Directory.CreateTempSubdirectory("edge").FullName;
        string path = Path.Combine(folder, "model.edge");
        File.WriteAllText(path, "old");
        Directory.CreateDirectory(Path.Combine(folder, $".model.edge.{Environment.ProcessId}.tmp"));
        Assert.ThrowsAny<Exception>(() => EdgeWriter.Write(PlanBuilder.Build(RandomGraph.Make(3)), path));
        Assert.Equal("old", File.ReadAllText(path));
        Directory.Delete(folder, recursive: true);
    }

    private static string Text(PlanTensor tensor) =>
        $"{tensor.Name} {tensor.Type} [{string.Join(',', tensor.Shape)}] {tensor.Storage} {tensor.Offset} {tensor.Scale} {tensor.ZeroPoint}";

    private static string Text(PlanStep step) =>
        $"{step.Op} {step.Name} {string.Join(',', step.Inputs)} {string.Join(',', step.Outputs)} {string.Join(',', step.Parameters)} {step.Macs}";
}
