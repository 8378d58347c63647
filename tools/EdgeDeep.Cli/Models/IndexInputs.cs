using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Checks inputs that are whole numbers, such as the number of a word: kernels take them as they come.</summary>
internal sealed class IndexInputs
{
    /// <summary>Where a gather step's parameters hold the number of rows.</summary>
    private const int RowsAt = 2;

    private readonly (PlanTensor Tensor, int Rows)?[] _inputs;

    public IndexInputs(Plan plan) => _inputs = [.. plan.Inputs.Select(index =>
    {
        PlanTensor tensor = plan.Tensors[index];
        return tensor switch
        {
            { Scale: > 0 } or { Type: ElementType.Float32 } => ((PlanTensor, int)?)null,
            { Type: ElementType.Int32 or ElementType.Int64 } => (tensor, RowsOf(plan, index)),
            _ => throw new CommandException($"Input '{tensor.Name}' holds {ElementTypes.NameOf(tensor.Type)} without a scale, so that files cannot become its numbers; give tensors with --raw-input."),
        };
    })];

    /// <summary>Checks the numbers of one input.</summary>
    /// <exception cref="CommandException">One is no whole number, or names no row of the table that it picks from.</exception>
    public void Check(int input, ReadOnlySpan<float> values)
    {
        if (_inputs[input] is not { } expected)
        {
            return;
        }

        foreach (float value in values)
        {
            if (value != MathF.Floor(value) || value < (expected.Rows < int.MaxValue ? 0 : int.MinValue) || value >= expected.Rows)
            {
                string range = expected.Rows < int.MaxValue ? $" from 0 to {expected.Rows - 1}" : string.Empty;
                throw new CommandException($"Input '{expected.Tensor.Name}' takes whole numbers{range} ({ElementTypes.NameOf(expected.Tensor.Type)}) and got {Words.Real(value)}; correct it.");
            }
        }
    }

    private static int RowsOf(Plan plan, int tensor) => plan.Steps.Where(step => step.Op == OpCode.GatherInt8 && step.Inputs[1] == tensor)
        .Select(step => step.Parameters[RowsAt]).DefaultIfEmpty(int.MaxValue).Min();
}
