using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Boards;

/// <summary>What a model takes of a microcontroller. Everything but code and stack is exact.</summary>
/// <param name="Constants">Flash: weights, biases, multipliers and tables.</param>
/// <param name="Parameters">Flash: the parameters of each call, initial state and labels.</param>
/// <param name="Code">Flash: an upper estimate of the instructions of kernels and calls, optimized for size.</param>
/// <param name="Arena">RAM that one inference overwrites, inputs and outputs included.</param>
/// <param name="State">RAM that lasts from inference to inference.</param>
/// <param name="Stack">RAM: an upper estimate of the stack of one inference.</param>
public sealed record Footprint(long Constants, long Parameters, long Code, long Arena, long State, long Stack)
{
    // Both are above what gcc 12 makes of the shipped models for Cortex-M0+, the least dense of the Thumb cores, with -Os.
    private const int BytesPerHundredCharacters = 20;
    private const int BytesPerArgument = 8;
    private const int StackBytes = 1024;

    /// <summary>Flash that the model takes.</summary>
    public long Flash => Constants + Parameters + Code;

    /// <summary>RAM that the model takes.</summary>
    public long Ram => Arena + State + Stack;

    /// <summary>The footprint of a plan as C. Steps without a C function count without their code.</summary>
    /// <param name="model">The plan as the compiler made it.</param>
    public static Footprint Of(Plan model)
    {
        Plan plan = CExporter.PlanOf(model);
        long initial = plan.InitialState.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? 0 : plan.InitialState.Length;
        long labels = CHeaderWriter.Labels(plan).Sum(label => (long)Encoding.UTF8.GetByteCount(label) + 1 + sizeof(int));
        return new Footprint(
            plan.Constants.Length, plan.Steps.Sum(step => (long)step.Parameters.Length * sizeof(int)) + initial + labels,
            CodeOf(plan), plan.ArenaBytes, plan.InitialState.Length, StackBytes);
    }

    private static long CodeOf(Plan plan)
    {
        IEnumerable<string> functions = plan.Steps.Where(step => CKernelTable.Has(step.Op))
            .Select(step => CKernelTable.Find(step.Op, plan.Tensors[step.Inputs.Length > 0 ? step.Inputs[0] : step.Outputs[0]].Type)?.Function).OfType<string>().Distinct();
        long kernels = CKernelSources.Instance.Closure(functions).Sum(kernel => (long)Characters(kernel.Text)) * BytesPerHundredCharacters / 100;
        return kernels + (plan.Steps.Sum(step => step.Inputs.Length + step.Outputs.Length + 2L) * BytesPerArgument);
    }

    /// <summary>Characters of C that are neither space nor comment.</summary>
    private static int Characters(string text)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("/*", StringComparison.Ordinal))
            {
                i = text.IndexOf("*/", i, StringComparison.Ordinal) + 1;
            }
            else if (!char.IsWhiteSpace(text[i]))
            {
                count++;
            }
        }

        return count;
    }
}
