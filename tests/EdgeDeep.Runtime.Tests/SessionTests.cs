using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Tests;

public class SessionTests
{
    [Fact]
    public void RunsStepsInOrder()
    {
        Session session = new(new Model(HandMade.FloatThroughInt8()));
        new float[] { -2f, 0.26f, 1f, 1000f }.CopyTo(session.Input<float>());
        session.Run();
        Assert.Equal([0f, 0.5f, 1f, 62f], session.Output<float>().ToArray());
    }

    [Fact]
    public void RunAllocatesNothing()
    {
        Session session = new(new Model(HandMade.FloatThroughInt8())) { Profiler = new StepProfiler(HandMade.FloatThroughInt8()) };
        session.Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            session.Input<float>()[0] = i;
            session.Run();
            _ = session.Output<float>()[0];
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ResetRestoresTheInitialState()
    {
        Session session = new(new Model(HandMade.FloatThroughInt8()));
        session.Run();
        Assert.Equal([3, 3, 3, 3], session.TensorBytes(2).ToArray());
        session.Reset();
        Assert.Equal([9, 9, 9, 9], session.TensorBytes(2).ToArray());
    }

    [Fact]
    public void SessionsOfOneModelShareNoActivations()
    {
        Model model = new(HandMade.FloatThroughInt8());
        Session first = new(model), second = new(model);
        first.Input<float>().Fill(1);
        second.Input<float>().Fill(2);
        first.Run();
        second.Run();
        Assert.Equal(1f, first.Output<float>()[0]);
        Assert.Equal(2f, second.Output<float>()[0]);
    }

    [Fact]
    public void AnotherTypeIsRefusedByName()
    {
        Session session = new(new Model(HandMade.FloatThroughInt8()));
        ArgumentException error = Assert.Throws<ArgumentException>(() => session.Input<sbyte>()[0]);
        Assert.Contains("'in' holds float32, not SByte", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.Int16)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Float32)]
    public void EveryTypeHasMemoryOfItsOwnWidth(ElementType type)
    {
        Session session = new(new Model(HandMade.Copy(type, 2, 3)));
        Assert.Equal(6 * ElementTypes.SizeOf(type), session.InputBytes().Length);
        new Random(1).NextBytes(session.InputBytes());
        byte[] given = session.InputBytes().ToArray();
        session.Run();
        Assert.Equal(given, session.OutputBytes().ToArray());
    }

    [Fact]
    public void ProfilerCountsEveryStep()
    {
        Plan plan = HandMade.FloatThroughInt8();
        StepProfiler profiler = new(plan);
        Session session = new(new Model(plan)) { Profiler = profiler };
        session.Run();
        session.Run();
        Assert.Equal(["quantize", "relu", "dequantize"], profiler.Steps.Select(step => step.Step.Name));
        Assert.All(profiler.Steps, step => Assert.Equal(2, step.Runs));
        Assert.All(profiler.Steps, step => Assert.True(step.MeanMicroseconds > 0));
    }
}
