using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>The session's source on this machine: damaged models and real numbers.</summary>
public class SessionTests
{
    private static readonly byte[] Model = EdgeWriter.Write(PlanOf(ElementType.Int8, 0.5f, 3));

    [Fact]
    public void A_session_runs()
    {
        Session session = new(new Bytes(Model), new CopyKernel());
        session.Input(0).Write(new sbyte[] { 1, -2, 3 });
        session.Run();
        sbyte[] output = new sbyte[3];
        session.Output(0).Read(output);
        Assert.Equal([1, -2, 3], output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void The_size_of_the_pieces_does_not_matter(int pieceBytes) =>
        Assert.Equal(1, new Session(new Bytes(Model, pieceBytes), new CopyKernel()).InputCount);

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        for (int i = 0; i < Model.Length; i++)
        {
            byte[] changed = [.. Model];
            changed[i] ^= 0x10;

            // The header's own size is not read.
            if (i is not 6 and not 7)
            {
                Assert.Throws<ModelFormatException>(() => new Session(new Bytes(changed), new CopyKernel()));
            }
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        for (int length = 0; length < Model.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => new Session(new Bytes(Model[..length]), new CopyKernel()));
        }
    }

    /// <summary>Damage that the checksum does not reveal ends in the same exception or in a session, never in another one.</summary>
    [Fact]
    public void Damage_with_a_right_checksum_is_an_error_of_the_format_at_most()
    {
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] changed = [.. Model];
            changed[random.Next(16, changed.Length)] = (byte)random.Next(256);
            BitConverter.TryWriteBytes(changed.AsSpan(12), Crc32.Compute(changed.AsSpan(16)));
            Exception? problem = Record.Exception(() => new Session(new Bytes(changed, 64), new CopyKernel()));
            Assert.True(problem is null or ModelFormatException, problem?.ToString());
            refused += problem is null ? 0 : 1;
        }

        Assert.InRange(refused, 1000, 2999);
    }

    [Fact]
    public void A_kernel_that_was_not_exported_is_named()
    {
        Plan plan = PlanOf(ElementType.Int8, 0.5f, 3, OpCode.ReluInt8);
        string message = Assert.Throws<ModelFormatException>(() => new Session(new Bytes(EdgeWriter.Write(plan)), new CopyKernel())).Message;
        Assert.Contains("kernel number 17", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_of_another_length_is_refused()
    {
        Session session = new(new Bytes(Model), new CopyKernel());
        Assert.Contains("3 elements, not 4", Assert.Throws<ArgumentException>(() => session.Input(0).Write(new sbyte[4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.Output(0).ReadReal(new float[2]));
    }

    /// <summary>Real numbers are stored and read as the runtime does.</summary>
    [Theory]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int16)]
    [InlineData(ElementType.Float32)]
    public void Real_numbers_are_those_of_the_runtime(ElementType type)
    {
        Random random = new(2);
        float[] special = [0f, -0f, 0.5f, -0.5f, 1.5f, 2.5f, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.49999997f, -0.49999997f];
        float[] reals = [.. special, .. Enumerable.Range(0, 2000).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-3, 6)))];
        foreach ((float scale, int offset) in new[] { (1f, 0), (0.0037f, -7), (0.5f, 19), (3f, 100) })
        {
            int zeroPoint = type == ElementType.UInt8 ? Math.Abs(offset) : offset;
            Plan plan = PlanOf(type, type == ElementType.Float32 ? 0f : scale, reals.Length, zeroPoint: zeroPoint);
            EdgeDeep.Runtime.Session expected = new(new EdgeDeep.Runtime.Model(plan));
            expected.SetInput(0, reals);
            expected.Run();
            Session actual = new(new Bytes(EdgeWriter.Write(plan)), new CopyKernel());
            actual.Input(0).WriteReal(reals);
            actual.Run();
            float[] want = new float[reals.Length], have = new float[reals.Length];
            expected.GetOutput(0, want);
            actual.Output(0).ReadReal(have);
            Assert.Equal(want, have);
        }
    }

    private static Plan PlanOf(ElementType type, float scale, int elements, OpCode op = OpCode.Copy, int zeroPoint = 0) => new()
    {
        Tensors = [new("in", type, [elements], Storage.Arena, 0, scale, zeroPoint), new("out", type, [elements], Storage.Arena, 4 * elements, scale, zeroPoint)],
        Steps = [new PlanStep(op, "copy", [0], [1], [elements], 0)],
        Inputs = [0],
        Outputs = [1],
        ArenaBytes = 8 * elements,
        Constants = [],
        InitialState = [],
        Metadata = new Dictionary<string, string> { ["key"] = "value" },
    };

    private sealed class Bytes(byte[] file, int pieceBytes = 16) : ModelData
    {
        public override int Length => file.Length;

        public override int PieceBytes => pieceBytes;

        public override byte[] Piece(int index) =>
            file.AsSpan(index * pieceBytes, Math.Min(pieceBytes, file.Length - (index * pieceBytes))).ToArray();
    }

    private sealed class CopyKernel : StepKernels
    {
        public override bool Knows(int op, int slots, int parameters) => op == 1 && slots == 2 && parameters == 1;

        public override void Run(Step step) =>
            Array.Copy(step.Slots[0].Array, step.Slots[0].At, step.Slots[1].Array, step.Slots[1].At, step.Parameters[0]);
    }
}
