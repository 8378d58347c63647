using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>The constants of a plan, to which others are added.</summary>
internal sealed class PlanConstants(byte[] initial)
{
    private const int Alignment = 16;

    private readonly List<byte> _bytes = [.. initial];

    /// <summary>Appends a constant and returns its offset.</summary>
    public int Add(ReadOnlySpan<byte> content)
    {
        Pad(_bytes);
        int offset = _bytes.Count;
        _bytes.AddRange(content);
        return offset;
    }

    /// <summary>A plan of other tensors and steps without the constants that nothing uses.</summary>
    public static Plan Compact(Plan plan, List<PlanTensor> tensors, List<PlanStep> steps, PlanConstants constants, int arenaBytes)
    {
        HashSet<int> used = [.. steps.SelectMany(step => step.Inputs.Concat(step.Outputs)), .. plan.Inputs, .. plan.Outputs];
        byte[] from = [.. constants._bytes];
        List<byte> to = [];
        List<PlanTensor> kept = [];
        Dictionary<(int Offset, int Bytes), int> places = [];
        int[] indices = new int[tensors.Count];
        for (int i = 0; i < tensors.Count; i++)
        {
            PlanTensor tensor = tensors[i];
            if (tensor.Storage == Storage.Constant && !used.Contains(i))
            {
                continue;
            }

            if (tensor.Storage == Storage.Constant)
            {
                if (!places.TryGetValue((tensor.Offset, tensor.Bytes), out int offset))
                {
                    Pad(to);
                    offset = to.Count;
                    places[(tensor.Offset, tensor.Bytes)] = offset;
                    to.AddRange(from.AsSpan(tensor.Offset, tensor.Bytes));
                }

                tensor = tensor with { Offset = offset };
            }

            indices[i] = kept.Count;
            kept.Add(tensor);
        }

        int[] Mapped(IEnumerable<int> old) => [.. old.Select(index => indices[index])];
        return new Plan
        {
            Tensors = kept,
            Steps = [.. steps.Select(step => step with { Inputs = Mapped(step.Inputs), Outputs = Mapped(step.Outputs) })],
            Inputs = Mapped(plan.Inputs),
            Outputs = Mapped(plan.Outputs),
            ArenaBytes = arenaBytes,
            Constants = [.. to],
            InitialState = plan.InitialState,
            Metadata = plan.Metadata,
        };
    }

    private static void Pad(List<byte> bytes)
    {
        while (bytes.Count % Alignment != 0)
        {
            bytes.Add(0);
        }
    }
}
