using System.Runtime.InteropServices;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Runs a case on this machine: a plan of one step, its tensors at odd places with unused elements between them.</summary>
public static class CaseRunner
{
    private const int Gap = 3;

    /// <summary>The bytes of all results, state and scratch tensors after the call.</summary>
    /// <exception cref="InvalidOperationException">The kernel wrote outside its tensors.</exception>
    public static byte[][] Run(OperatorCase item)
    {
        List<PlanTensor> tensors = [];
        List<int> gaps = [];
        int offset = 0;
        int Place(ElementType type, int elements)
        {
            int size = ElementTypes.SizeOf(type);
            offset = (offset + size - 1) / size * size;
            tensors.Add(new PlanTensor($"t{tensors.Count}", type, [elements], Storage.Arena, offset, 0, 0));
            offset += elements * size;
            return tensors.Count - 1;
        }

        int PlaceBetweenGaps(CaseTensor tensor)
        {
            gaps.Add(Place(tensor.Type, Gap));
            int index = Place(tensor.Type, tensor.Elements);
            gaps.Add(Place(tensor.Type, Gap));
            return index;
        }

        int[] inputs = [.. item.Inputs.Select(PlaceBetweenGaps)];
        int[] outputs = [.. item.Outputs.Select(PlaceBetweenGaps)];
        Plan plan = new()
        {
            Tensors = tensors,
            Steps = [new PlanStep(item.Op, item.ToString(), inputs, outputs, item.Parameters, 0)],
            Inputs = [.. inputs, .. outputs],
            Outputs = outputs,
            ArenaBytes = offset,
            Constants = [],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        };
        Session session = new(new Model(plan));
        CaseTensor[] all = [.. item.Inputs, .. item.Outputs];
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Content.CopyTo(session.InputBytes(i));
        }

        session.Run();
        return gaps.All(gap => session.TensorBytes(gap).IndexOfAnyExcept((byte)0) < 0)
            ? [.. outputs.Select(index => session.TensorBytes(index).ToArray())]
            : throw new InvalidOperationException($"{item}: the kernel wrote outside its tensors");
    }

    /// <summary>Elements for messages.</summary>
    public static string Describe(ElementType type, ReadOnlySpan<byte> bytes) => string.Join(' ', type switch
    {
        ElementType.Int8 => MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(v => $"{v}"),
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(v => $"{v}"),
        ElementType.Int32 => MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(v => $"{v}"),
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => $"{v:R}"),
        _ => bytes.ToArray().Select(v => $"{v}"),
    });
}
