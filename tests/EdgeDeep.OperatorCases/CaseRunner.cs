using System.Runtime.InteropServices;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Runs a case on this machine: a plan of one step, its tensors at odd places with unused elements between them.</summary>
public static class CaseRunner
{
    private const int Gap = 3;
    private const string GapName = "gap";

    /// <summary>The bytes of all results, state and scratch tensors after the call.</summary>
    /// <param name="item">The case.</param>
    /// <param name="level">The instructions that the kernel uses.</param>
    /// <exception cref="InvalidOperationException">The kernel wrote outside its tensors.</exception>
    public static byte[][] Run(OperatorCase item, KernelLevel level = KernelLevel.Portable) =>
        Run(item, new Model(PlanOf(item), level));

    /// <summary>As <see cref="Run(OperatorCase, KernelLevel)"/>, with a model of <see cref="PlanOf"/>.</summary>
    public static byte[][] Run(OperatorCase item, Model model)
    {
        Session session = new(model);
        CaseTensor[] all = [.. item.Inputs.Take(item.Weighted ? 1 : item.Inputs.Length), .. item.Outputs];
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Content.CopyTo(session.InputBytes(i));
        }

        session.Run();
        IReadOnlyList<PlanTensor> tensors = model.Plan.Tensors;
        bool clean = Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Name.StartsWith(GapName, StringComparison.Ordinal))
            .All(gap => session.TensorBytes(gap).IndexOfAnyExcept((byte)0) < 0);
        return clean
            ? [.. model.Plan.Outputs.Select(index => session.TensorBytes(index).ToArray())]
            : throw new InvalidOperationException($"{item}: the kernel wrote outside its tensors");
    }

    /// <summary>A plan of the one step; unused elements lie between its tensors.</summary>
    public static Plan PlanOf(OperatorCase item)
    {
        List<PlanTensor> tensors = [];
        int offset = 0;
        List<byte> constants = [];
        int PlaceConstant(CaseTensor tensor)
        {
            int size = ElementTypes.SizeOf(tensor.Type);
            constants.AddRange(new byte[(size - (constants.Count % size)) % size]);
            tensors.Add(new PlanTensor($"t{tensors.Count}", tensor.Type, [tensor.Elements], Storage.Constant, constants.Count, 0, 0));
            constants.AddRange(tensor.Content);
            return tensors.Count - 1;
        }

        int Place(ElementType type, int elements, string name = "t")
        {
            int size = ElementTypes.SizeOf(type);
            offset = (offset + size - 1) / size * size;
            tensors.Add(new PlanTensor($"{name}{tensors.Count}", type, [elements], Storage.Arena, offset, 0, 0));
            offset += elements * size;
            return tensors.Count - 1;
        }

        int PlaceBetweenGaps(CaseTensor tensor)
        {
            Place(tensor.Type, Gap, GapName);
            int index = Place(tensor.Type, tensor.Elements);
            Place(tensor.Type, Gap, GapName);
            return index;
        }

        // Weights and what belongs to them are constants, as in any model: only then can they be rearranged.
        int[] inputs = [.. item.Inputs.Select((tensor, i) => item.Weighted && i > 0 ? PlaceConstant(tensor) : PlaceBetweenGaps(tensor))];
        int[] outputs = [.. item.Outputs.Select(PlaceBetweenGaps)];
        return new Plan
        {
            Tensors = tensors,
            Steps = [new PlanStep(item.Op, item.ToString(), inputs, outputs, item.Parameters, 0)],
            Inputs = [.. inputs.Where(index => tensors[index].Storage == Storage.Arena), .. outputs],
            Outputs = outputs,
            ArenaBytes = offset,
            Constants = [.. constants],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        };
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
