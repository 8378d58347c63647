using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Planning;

/// <summary>
/// Gives every arena tensor a byte offset such that tensors alive at the same time never overlap. Several placement
/// orders are tried and the smallest arena wins.
/// </summary>
internal static class ArenaPlanner
{
    private const int Alignment = 4;

    public static (int[] Offsets, int ArenaBytes) Place(
        List<Buffer> buffers, List<PlanStep> steps, int[] inputs, int[] outputs, bool keepAll)
    {
        Span[] spans = Lifetimes(buffers, steps, inputs, outputs, keepAll);
        int[] candidates = [.. Enumerable.Range(0, buffers.Count).Where(i => buffers[i] is { Storage: Storage.Arena, AliasOf: null } && spans[i].First <= spans[i].Last)];
        IEnumerable<int>[] orders =
        [
            candidates.OrderByDescending(i => buffers[i].Bytes).ThenBy(i => spans[i].First),
            candidates.OrderBy(i => spans[i].First).ThenByDescending(i => buffers[i].Bytes),
            candidates.OrderByDescending(i => (long)buffers[i].Bytes * (spans[i].Last - spans[i].First + 1)),
            candidates.OrderByDescending(i => spans[i].Last - spans[i].First).ThenByDescending(i => buffers[i].Bytes),
        ];
        (int[] Offsets, int ArenaBytes) best = ([], int.MaxValue);
        foreach (IEnumerable<int> order in orders)
        {
            (int[] Offsets, int ArenaBytes) plan = PlaceInOrder(buffers, spans, [.. order]);
            best = plan.ArenaBytes < best.ArenaBytes ? plan : best;
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            if (buffers[i] is { Storage: Storage.Arena, AliasOf: { } root })
            {
                best.Offsets[i] = best.Offsets[root];
            }
        }

        return best;
    }

    private static (int[] Offsets, int ArenaBytes) PlaceInOrder(List<Buffer> buffers, Span[] spans, int[] order)
    {
        int[] offsets = new int[buffers.Count];
        List<int> placed = [];
        long arena = 0;
        foreach (int i in order)
        {
            int size = buffers[i].Bytes;
            int alignment = Math.Max(Alignment, ElementTypes.SizeOf(buffers[i].Type));
            long at = 0;
            foreach (int other in placed.Where(p => spans[p].Overlaps(spans[i])).OrderBy(p => offsets[p]))
            {
                if (at + size <= offsets[other])
                {
                    break;
                }

                at = Math.Max(at, Align(offsets[other] + (long)buffers[other].Bytes, alignment));
            }

            offsets[i] = checked((int)at);
            placed.Add(i);
            arena = Math.Max(arena, at + size);
        }

        return (offsets, checked((int)Align(arena, Alignment)));
    }

    /// <summary>First and last step that needs each tensor; an alias counts for the tensor whose memory it shares.</summary>
    private static Span[] Lifetimes(List<Buffer> buffers, List<PlanStep> steps, int[] inputs, int[] outputs, bool keepAll)
    {
        Span[] spans = [.. Enumerable.Range(0, buffers.Count).Select(_ => new Span())];
        void Touch(int index, int step) => spans[buffers[index].AliasOf ?? index].Include(step);
        foreach (int input in inputs)
        {
            Touch(input, -1);
        }

        for (int s = 0; s < steps.Count; s++)
        {
            foreach (int index in steps[s].Inputs.Concat(steps[s].Outputs))
            {
                Touch(index, s);
                if (keepAll)
                {
                    Touch(index, -1);
                    Touch(index, steps.Count);
                }
            }
        }

        foreach (int output in outputs)
        {
            Touch(output, steps.Count);
        }

        return spans;
    }

    private static long Align(long value, int alignment) => (value + alignment - 1) / alignment * alignment;

    private sealed class Span
    {
        public int First { get; private set; } = int.MaxValue;

        public int Last { get; private set; } = int.MinValue;

        public void Include(int step)
        {
            First = Math.Min(First, step);
            Last = Math.Max(Last, step);
        }

        public bool Overlaps(Span other) => First <= other.Last && other.First <= Last;
    }
}
