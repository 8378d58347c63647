using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Boards;

/// <summary>What one step of a plan takes.</summary>
/// <param name="Index">Number of the step.</param>
/// <param name="Op">The kernel.</param>
/// <param name="Name">Name of the node in the source model.</param>
/// <param name="Shape">Shape of its first result.</param>
/// <param name="FlashBytes">Weights, tables and parameters that this step is the first to use.</param>
/// <param name="RamBytes">Bytes of the arena that are in use while the step runs: its operands, results and scratch, and what later steps still need.</param>
public sealed record LayerMemory(int Index, OpCode Op, string Name, IReadOnlyList<int> Shape, long FlashBytes, long RamBytes)
{
    /// <summary>The memory of every step of a plan.</summary>
    public static IReadOnlyList<LayerMemory> Of(Plan plan)
    {
        long[] ram = Live(plan);
        HashSet<(int Offset, int Bytes)> counted = [];
        return
        [
            .. plan.Steps.Select((step, i) =>
            {
                long constants = step.Inputs.Select(index => plan.Tensors[index])
                    .Where(tensor => tensor.Storage == Storage.Constant && counted.Add((tensor.Offset, tensor.Bytes))).Sum(tensor => (long)tensor.Bytes);
                return new LayerMemory(i, step.Op, step.Name, plan.Tensors[step.Outputs[0]].Shape, constants + ((long)step.Parameters.Length * sizeof(int)), ram[i]);
            }),
        ];
    }

    /// <summary>Bytes of the arena in use during each step.</summary>
    private static long[] Live(Plan plan)
    {
        List<(int First, int Last, int From, int To)> spans = Spans(plan);
        return [.. plan.Steps.Select((_, step) => Covered([.. spans.Where(span => span.First <= step && step <= span.Last)]))];
    }

    /// <summary>From when to when which bytes hold something that is still needed.</summary>
    private static List<(int First, int Last, int From, int To)> Spans(Plan plan)
    {
        Dictionary<int, (int First, int Last)> lives = [];
        void Touch(int index, int step)
        {
            PlanTensor tensor = plan.Tensors[index];
            if (tensor.Storage == Storage.Arena)
            {
                lives[index] = lives.TryGetValue(index, out (int First, int Last) life) ? (Math.Min(life.First, step), Math.Max(life.Last, step)) : (step, step);
            }
        }

        HashSet<int> written = [.. plan.Inputs, .. plan.Steps.SelectMany(step => step.Outputs)];
        foreach (int input in plan.Inputs)
        {
            Touch(input, -1);
        }

        for (int s = 0; s < plan.Steps.Count; s++)
        {
            Array.ForEach([.. plan.Steps[s].Inputs, .. plan.Steps[s].Outputs], index => Touch(index, s));
        }

        foreach (int output in plan.Outputs)
        {
            Touch(output, plan.Steps.Count);
        }

        // A view that no step writes holds what was last written at its place before it is read.
        foreach (int view in lives.Keys.Where(index => !written.Contains(index)).ToArray())
        {
            int root = lives.Keys.Where(index => written.Contains(index) && plan.Tensors[index].Offset == plan.Tensors[view].Offset && lives[index].First <= lives[view].First)
                .DefaultIfEmpty(-1).MaxBy(index => index < 0 ? int.MinValue : lives[index].First);
            lives[view] = (root < 0 ? -1 : lives[root].First, lives[view].Last);
        }

        return [.. lives.Select(pair => (pair.Value.First, pair.Value.Last, plan.Tensors[pair.Key].Offset, plan.Tensors[pair.Key].Offset + plan.Tensors[pair.Key].Bytes))];
    }

    private static long Covered(List<(int First, int Last, int From, int To)> spans)
    {
        long covered = 0;
        int end = 0;
        foreach ((_, _, int from, int to) in spans.OrderBy(span => span.From))
        {
            covered += Math.Max(0, to - Math.Max(from, end));
            end = Math.Max(end, to);
        }

        return covered;
    }
}
