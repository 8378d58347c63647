using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>The text of docs/operators.md.</summary>
internal static class OperatorsPage
{
    /// <summary>Writes the page from the results of all node tests.</summary>
    public static string Write(IReadOnlyList<NodeResult> results)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Operators

            This page is generated from the node tests of ONNX 1.12 (Debian package libonnx-testdata); a test fails when it is out of
            date. `EDGEDEEP_WRITE_DOCS=1` in front of the conformance tests writes it again.

            - **float**: tests whose model is imported, written again as float ONNX and gives the expected numbers in ONNX Runtime,
              each within {NodeRun.FloatTolerance * 100:0.#} % of itself (of 1 where it is smaller). Models with QuantizeLinear run on the kernels instead.
            - **int8**: tests whose model is then quantized, its own input being the only calibration sample, and whose numbers from
              the kernels are within {NodeRun.Int8Tolerance * 100:0} % of the range of the expected ones; of integer results, {NodeRun.IntegerTolerance * 100:0} % may differ.
            - **int16**: whether all kernels of such a model exist for int16 data, which models converted as 16x8 have.
            - **C**, **nano**, **bare**: whether all its kernels can be exported to C, to nanoFramework and to C# without a runtime, where
              they give the same bytes.
            - `float` among the kernels of an operator means that numbers are computed in floating point, with a warning.

            | operator | tests | float | int8 | int16 | C | nano | bare | kernels | why not |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (IGrouping<string, NodeResult> group in results.GroupBy(result => result.Test.Operator).OrderBy(group => group.Key, StringComparer.Ordinal).Where(group => group.Any(result => result.Float == Outcome.Passed)))
        {
            text.Append(Row(group.Key, [.. group]));
        }

        string[] tested = [.. results.Select(result => result.Test.Operator).Distinct()];
        text.Append("\n## Operators whose node tests are all refused\nSome of these are imported, and only what the tests ask of them is not.\n\n| operator | tests | why not |\n|---|---|---|\n");
        foreach (IGrouping<string, NodeResult> group in results.GroupBy(result => result.Test.Operator).OrderBy(group => group.Key, StringComparer.Ordinal).Where(group => group.All(result => result.Float != Outcome.Passed) && !group.Key.Contains('+', StringComparison.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {Short(group.First().FloatProblem)} |\n");
        }

        text.Append("\n## ONNX operators that are imported and have no node test there\n").Append(Wrapped(OnnxOperators.Table.Keys.Except(tested).Order(StringComparer.Ordinal)));
        text.Append("\n## TensorFlow Lite operators that are imported\n").Append(Wrapped(OperatorTable.Rows.Keys.Order(StringComparer.Ordinal)));
        return text.ToString();
    }

    private static string Row(string name, NodeResult[] results)
    {
        int real = results.Count(result => result.Float == Outcome.Passed), stored = results.Count(result => result.Int8 == Outcome.Passed);
        OpCode[] kernels = [.. results.Where(result => result.Int8 == Outcome.Passed).SelectMany(result => result.Kernels)
            .Where(op => op is not (OpCode.QuantizeInt8 or OpCode.DequantizeInt8 or OpCode.RequantizeInt8 or OpCode.Copy)).Distinct().Order()];
        bool wide = Array.TrueForAll(kernels, HasWide), translated = Array.TrueForAll(kernels, op => Functions(op).Any());
        bool nano = Array.TrueForAll(kernels, op => Functions(op).All(function => !function.NeedsMath)), bare = Array.TrueForAll(kernels, BareExporter.CanRun);
        string problem = results.FirstOrDefault(result => result.Float != Outcome.Passed)?.FloatProblem
            ?? results.FirstOrDefault(result => result.Int8 != Outcome.Passed)?.Int8Problem ?? string.Empty;
        string kernelNames = string.Join(", ", kernels.Select(op => op.ToString().Replace("Int8", string.Empty, StringComparison.Ordinal)).Distinct());
        string Mark(bool holds) => stored == 0 ? "" : holds ? "yes" : "no";
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {results.Length} | {real} | {stored} | {Mark(wide)} | {Mark(translated)} | {Mark(nano)} | {Mark(bare)} | {kernelNames} | {Short(problem)} |\n");
    }

    private static IEnumerable<CDeclaration> Functions(OpCode op) =>
        CKernelTable.All.Where(row => row.Op == op).Select(row => CKernelSources.Instance[row.Function]);

    /// <summary>Whether a kernel works on int16 data, or has a sibling that does.</summary>
    private static bool HasWide(OpCode op)
    {
        string name = op.ToString();
        return !name.Contains("Int8", StringComparison.Ordinal) ? !name.EndsWith("Float", StringComparison.Ordinal)
            : Enum.TryParse<OpCode>(name.Replace("Int8", "Int16", StringComparison.Ordinal), out _)
                || op is OpCode.PadInt8 or OpCode.TransposeInt8 or OpCode.ConcatenationInt8 or OpCode.StridedSliceInt8;
    }

    /// <summary>The last part of a refusal, which says why, without names of tests.</summary>
    private static string Short(string problem)
    {
        int start = problem.LastIndexOf("): ", StringComparison.Ordinal);
        return (start < 0 ? problem : problem[(start + 3)..]).Replace("|", "/", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    private static string Wrapped(IEnumerable<string> names)
    {
        StringBuilder text = new();
        string line = string.Empty;
        foreach (string name in names)
        {
            if (line.Length + name.Length > 116)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = string.Empty;
            }

            line += name + " ";
        }

        return text.Append(line.TrimEnd()).Append('\n').ToString();
    }
}
