using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Planning;

/// <summary>
/// Sees to it that every state holds its next content when the last step is done. Where nobody reads the old content any
/// more, the step that computes the new one writes straight into the state; elsewhere a copy at the end does it.
/// </summary>
/// <param name="buffers">All tensors; those that are written straight into a state move there.</param>
/// <param name="steps">All steps; copies are appended.</param>
/// <param name="visible">Inputs and outputs, which keep memory of their own.</param>
internal sealed class StateCommit(List<Buffer> buffers, List<PlanStep> steps, IEnumerable<int> visible)
{
    private readonly HashSet<int> _visible = [.. visible];

    /// <summary>Runs once the steps of all nodes are there.</summary>
    /// <param name="states">Tensor index of each state and of its next content.</param>
    public void Run(IEnumerable<(int State, int Next)> states)
    {
        // What another state holds is saved first: that state's own commit may overwrite it.
        (int State, int Next)[] saved = [.. states.Select(pair =>
            Root(pair.Next) != pair.State && buffers[pair.Next].Storage == Storage.State ? (pair.State, Save(pair.Next)) : pair)];
        foreach ((int state, int next) in saved.Where(pair => Root(pair.Next) != pair.State))
        {
            if (!TryWriteInto(state, Root(next)))
            {
                Copy(next, state);
            }
        }
    }

    private bool TryWriteInto(int state, int next)
    {
        int lastUse = steps.FindLastIndex(step => step.Inputs.Concat(step.Outputs).Any(index => Root(index) == state));
        int firstWrite = steps.FindIndex(step => step.Outputs.Any(index => Root(index) == next));
        if (buffers[next].Storage != Storage.Arena || _visible.Contains(next) || firstWrite <= lastUse)
        {
            return false;
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            if (Root(i) == next && i != next)
            {
                buffers[i] = buffers[i] with { Storage = Storage.State, AliasOf = state };
            }
        }

        buffers[next] = buffers[next] with { Storage = Storage.State, AliasOf = state };
        return true;
    }

    private int Save(int index)
    {
        buffers.Add(buffers[index] with { Storage = Storage.Arena, AliasOf = null, Data = null });
        Copy(index, buffers.Count - 1);
        return buffers.Count - 1;
    }

    private void Copy(int from, int to) =>
        steps.Add(new PlanStep(OpCode.Copy, buffers[to].Name, [from], [to], [buffers[to].Elements], 0));

    private int Root(int index) => buffers[index].AliasOf ?? index;
}
