using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Compiler.Tests.Passes;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Operators without an int8 kernel run in float between kernels on integers.</summary>
public class FloatIslandTests
{
    [Fact]
    public void A_quotient_runs_in_float_and_the_model_goes_on_in_int8()
    {
        (Plan plan, float[] actual, float[] expected) = Run(b =>
        {
            Value a = b.Input(1, 8), shifted = b.Binary(BinaryKind.Add, a, Value.Constant("two", [], [2f]));
            Value quotient = b.Binary(BinaryKind.Div, a, shifted);
            return b.Binary(BinaryKind.Maximum, quotient, a);
        });
        Assert.Contains(plan.Steps, step => step.Op == OpCode.BinaryFloat);
        Assert.Contains(plan.Steps, step => step.Op == OpCode.MaximumInt8);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.03f));
    }

    [Fact]
    public void What_follows_a_quotient_stays_float_to_the_output()
    {
        (Plan plan, float[] actual, float[] expected) = Run(b =>
        {
            Value a = b.Input(1, 8), shifted = b.Binary(BinaryKind.Add, a, Value.Constant("two", [], [2f]));
            return b.Add(new Unary(UnaryKind.Sqrt), b.Binary(BinaryKind.Div, a, shifted));
        });
        Assert.Equal([OpCode.BinaryFloat, OpCode.UnaryFloat], plan.Steps.Select(step => step.Op).TakeLast(2));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
    }

    [Fact]
    public void The_warning_names_steps_and_what_they_cost()
    {
        (Plan plan, _, _) = Run(b => b.Binary(BinaryKind.Div, b.Input(1, 8), b.Binary(BinaryKind.Add, b.Input(1, 8), Value.Constant("two", [], [2f]))));
        string? warning = FloatIslands.Warning(plan);
        Assert.StartsWith("1 step runs in floating point, 8 numbers for each inference: '", warning, StringComparison.Ordinal);
        Assert.Contains("(BinaryFloat, 8 numbers)", warning, StringComparison.Ordinal);
    }

    private static (Plan Plan, float[] Actual, float[] Expected) Run(Func<GraphBuilder, Value> build)
    {
        GraphBuilder b = new();
        Graph graph = b.Build(build(b));
        float[][] sample = [.. graph.Inputs.Select((input, i) => Enumerable.Range(0, input.Elements).Select(k => (k + 1 + i) / 8f).ToArray())];
        QuantizeOptions options = new() { FloatInputs = true, FloatOutputs = true };
        FloatToInt8.Prepare(graph, options);
        using Compiler.Calibrate.FloatRunner runner = Compiler.Calibrate.FloatRunner.ForGraph(graph);
        float[] expected = runner.Run(sample)[0];
        (Plan plan, _) = FloatToInt8.Run(graph, new MemorySamples([sample]), null, options);
        Session session = new(new Model(plan));
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i].CopyTo(session.Input<float>(i));
        }

        session.Run();
        return (plan, session.Output<float>().ToArray(), expected);
    }
}
