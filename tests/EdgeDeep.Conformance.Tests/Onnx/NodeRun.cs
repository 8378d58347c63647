using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>Takes node tests through import, re-emission as float ONNX, quantization and the kernels.</summary>
internal static class NodeRun
{
    /// <summary>The largest error of a float result, as a share of the number's size.</summary>
    public const float FloatTolerance = 1e-3f;

    /// <summary>The largest error of a quantized result, as a share of the range of the expected numbers.</summary>
    public const float Int8Tolerance = 0.04f;

    /// <summary>The largest share of integer results that may differ where they follow from quantized numbers.</summary>
    public const float IntegerTolerance = 0.05f;

    /// <summary>Runs one test.</summary>
    public static NodeResult Of(NodeTest test)
    {
        (Outcome real, string realProblem) = First(test, Float);
        IReadOnlyList<OpCode> kernels = [];
        (Outcome stored, string storedProblem) = real == Outcome.Passed
            ? First(test, (graph, feeds, expected) => Int8(graph, feeds, expected, out kernels))
            : (Outcome.Refused, realProblem);
        return new NodeResult(test, real, stored, realProblem, storedProblem, kernels);
    }

    private delegate string? Stage(Graph graph, Dictionary<string, float[]> feeds, IReadOnlyList<float[]> expected);

    /// <summary>The better outcome of the model as it is and with all inputs but the first as constants.</summary>
    private static (Outcome Outcome, string Problem) First(NodeTest test, Stage stage)
    {
        (Outcome, string)? best = null;
        foreach (bool isFixed in (bool[])[false, true])
        {
            (byte[] model, Dictionary<string, float[]> feeds) = test.With(isFixed);
            try
            {
                string? problem = stage(OnnxImporter.Import(test.Name, model), feeds, test.Expected);
                if (problem is null)
                {
                    return (Outcome.Passed, string.Empty);
                }

                best = (Outcome.Wrong, problem);
            }
            catch (ModelException refusal)
            {
                best ??= (Outcome.Refused, refusal.Message);
            }
            catch (Exception crash) when (crash is not OutOfMemoryException)
            {
                // No refusal: the caller reports it as a wrong result, which fails the test.
                best = (Outcome.Wrong, $"{crash.GetType().Name}: {crash.Message} {crash.StackTrace?.Split('\n')[0]}");
            }
        }

        return best!.Value;
    }

    private static string? Float(Graph graph, Dictionary<string, float[]> feeds, IReadOnlyList<float[]> expected)
    {
        if (graph.Nodes.Exists(node => node.Inputs.OfType<Value>().Concat(node.Outputs).Any(value => value.Quantization is not null)))
        {
            return Stored(graph, feeds, expected, out _);
        }

        using FloatRunner runner = FloatRunner.ForGraph(graph);
        float[][] actual = runner.Run([.. graph.Inputs.Select(input => feeds[input.Name])]);
        return Difference(actual, expected, (number, _) => FloatTolerance * Math.Max(1, Math.Abs(number)));
    }

    private static string? Int8(Graph graph, Dictionary<string, float[]> feeds, IReadOnlyList<float[]> expected, out IReadOnlyList<OpCode> kernels)
    {
        kernels = [];
        if (graph.Nodes.Exists(node => node.Inputs.OfType<Value>().Concat(node.Outputs).Any(value => value.Quantization is not null)))
        {
            return Stored(graph, feeds, expected, out kernels);
        }

        if (!graph.Inputs.Exists(input => input.Type == ElementType.Float32) || graph.Nodes.Count == 0)
        {
            throw new ModelException("It computes on nothing but integers and constants.");
        }

        QuantizeOptions options = new() { FloatInputs = true, FloatOutputs = true };
        FloatToInt8.Prepare(graph, options);
        (Plan plan, _) = FloatToInt8.Run(graph, new Samples([.. graph.Inputs.Select(input => feeds[input.Name])]), null, options);
        return Run(plan, graph, feeds, expected, out kernels);
    }

    private static string? Stored(Graph graph, Dictionary<string, float[]> feeds, IReadOnlyList<float[]> expected, out IReadOnlyList<OpCode> kernels) =>
        Run(Compiler.Planning.PlanBuilder.Build(graph), graph, feeds, expected, out kernels);

    private static string? Run(Plan plan, Graph graph, Dictionary<string, float[]> feeds, IReadOnlyList<float[]> expected, out IReadOnlyList<OpCode> kernels)
    {
        kernels = [.. plan.Steps.Select(step => step.Op).Distinct()];
        Session session = new(new Model(plan));
        for (int i = 0; i < session.InputCount; i++)
        {
            Elements.Write(feeds[graph.Inputs[i].Name], session.InputInfo(i).Type, session.InputBytes(i));
        }

        session.Run();
        float[][] actual = [.. Enumerable.Range(0, session.OutputCount).Select(i => Elements.Read(session.OutputInfo(i).Type, session.OutputBytes(i)))];
        bool[] isReal = [.. Enumerable.Range(0, session.OutputCount).Select(i => session.OutputInfo(i).Type == ElementType.Float32)];
        return Difference(actual, expected, (_, range) => (Int8Tolerance * range) + 1e-4f, isReal);
    }

    /// <summary>One sentence about the first output that differs too much; null where none does.</summary>
    private static string? Difference(float[][] actual, IReadOnlyList<float[]> expected, Func<float, float, float> tolerance, bool[]? isReal = null)
    {
        for (int output = 0; output < expected.Count; output++)
        {
            float[] wanted = expected[output], given = actual[output];
            if (wanted.Length != given.Length)
            {
                return $"Output {output} has {given.Length} numbers instead of {wanted.Length}.";
            }

            float range = wanted.Length == 0 ? 0 : Math.Max(0, wanted.Max()) - Math.Min(0, wanted.Min());
            int wrong = 0;
            float worst = 0;
            for (int i = 0; i < wanted.Length; i++)
            {
                float error = wanted[i].Equals(given[i]) ? 0 : Math.Abs(wanted[i] - given[i]);
                wrong += error <= tolerance(wanted[i], range) ? 0 : 1;
                worst = float.IsNaN(error) ? float.PositiveInfinity : Math.Max(worst, error);
            }

            int allowed = isReal is null || isReal[output] ? 0 : (int)(IntegerTolerance * wanted.Length);
            if (wrong > allowed)
            {
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Output {output}: {wrong} of {wanted.Length} numbers differ, by up to {worst:G3} in a range of {range:G3}.");
            }
        }

        return null;
    }

    /// <summary>The test's own inputs as the only sample.</summary>
    private sealed class Samples(float[][] sample) : ICalibrationData
    {
        public int? Count => 1;

        IEnumerable<float[][]> ICalibrationData.Samples() => [sample];
    }
}
