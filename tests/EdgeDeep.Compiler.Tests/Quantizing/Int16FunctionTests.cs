using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Functions of int16 values are as near to the real ones as 16 bits and interpolation allow.</summary>
public class Int16FunctionTests
{
    [Theory]
    [InlineData(UnaryKind.Logistic, 1f / 4096, 1f / 32768, 3)]
    [InlineData(UnaryKind.Tanh, 1f / 4096, 1f / 32768, 4)]
    [InlineData(UnaryKind.Logistic, 0.00031f, 1f / 32768, 3)]
    [InlineData(UnaryKind.Tanh, 0.00017f, 1f / 32768, 4)]
    [InlineData(UnaryKind.Exp, 1f / 16384, 0.0003f, 3)]
    [InlineData(UnaryKind.Gelu, 1f / 4096, 1f / 4096, 2)]
    [InlineData(UnaryKind.HardSwish, 1f / 4096, 1f / 4096, 8)]
    [InlineData(UnaryKind.Softplus, 1f / 2048, 1f / 2048, 2)]
    public void A_function_is_near_its_real_value(UnaryKind kind, float inputScale, float outputScale, int steps)
    {
        Unary op = new(kind);
        Assert.All(Run(op, inputScale, outputScale, 1, 512), pair =>
            Assert.InRange(pair.Stored - Math.Clamp(UnaryFunction.Evaluate(op, pair.Real) / outputScale, short.MinValue, short.MaxValue), -steps, steps));
    }

    [Theory]
    [InlineData(1f, 1f / 4096)]
    [InlineData(0.5f, 0.0007f)]
    public void A_softmax_is_near_its_real_values(float beta, float scale)
    {
        (double Real, short Stored)[] results = [.. Run(new Softmax(beta), scale, 1f / 32768, 8, 64)];
        foreach ((double Real, short Stored)[] row in results.Chunk(64))
        {
            double sum = row.Sum(pair => Math.Exp(beta * pair.Real));

            // Each of the 64 exponentials under the fraction may be wrong by a step.
            Assert.All(row, pair => Assert.InRange(pair.Stored - (Math.Exp(beta * pair.Real) / sum * 32768), -48, 48));
        }
    }

    private static IEnumerable<(double Real, short Stored)> Run(Operator op, float inputScale, float outputScale, int rows, int columns)
    {
        Graph graph = new("functions");
        Value input = new("input", ElementType.Int16, rows, columns) { Quantization = new(inputScale, 0) };
        Value output = new("output", ElementType.Int16) { Quantization = new(outputScale, 0) };
        graph.Inputs.Add(input);
        graph.Add("function", op, [input], output);
        graph.Outputs.Add(output);
        Session session = new(new Model(PlanBuilder.Build(graph)));
        Random random = new(5);
        short[] values = [.. Enumerable.Range(0, input.Elements).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
        values.CopyTo(session.Input<short>());
        session.Run();
        short[] results = session.Output<short>().ToArray();
        return values.Select((value, i) => ((double)value * inputScale, results[i]));
    }
}
