using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Learning;

/// <summary>Puts a taught last layer into a model, and takes it out again.</summary>
internal static class LayerChange
{
    private const int Alignment = 16;

    /// <summary>A model whose last layer has other weights. Rows of classes that did not learn keep their bytes.</summary>
    /// <param name="layer">The layer as it is.</param>
    /// <param name="weights">All classes' weights, the layer's own first, as <see cref="SoftmaxRegression"/> has them.</param>
    /// <param name="bias">Their biases.</param>
    /// <param name="learns">1 for classes whose row is new.</param>
    /// <param name="added">Labels of the classes behind the layer's own.</param>
    public static Plan Apply(LastLayer layer, int[] weights, int[] bias, sbyte[] learns, IReadOnlyList<string> added)
    {
        Plan plan = layer.Plan;
        (int features, int classes) = (layer.Features, layer.Classes + added.Count);
        sbyte[] stored = new sbyte[classes * features];
        int[] biases = new int[classes], multipliers = new int[classes], shifts = new int[classes];
        Old(LastLayer.Weights, stored);
        Old(LastLayer.Bias, biases);
        Old(LastLayer.Multipliers, multipliers);
        Old(LastLayer.Shifts, shifts);
        for (int c = 0; c < classes; c++)
        {
            if (learns[c] != 0)
            {
                double unit = Math.Max(1, weights.AsSpan(c * features, features).ToArray().Max(Math.Abs)) / 127.0;
                for (int i = 0; i < features; i++)
                {
                    stored[(c * features) + i] = (sbyte)Math.Clamp(Math.Round(weights[(c * features) + i] / unit), -127, 127);
                }

                biases[c] = (int)Math.Clamp(Math.Round(bias[c] / unit), -(1 << 30), 1 << 30);
                (multipliers[c], shifts[c]) = QuantizedMultiplier.Of(unit / (1 << SoftmaxRegression.FractionalBits) / layer.Logits.Scale);
            }
        }

        List<byte> constants = [.. plan.Constants];
        int[] places =
        [
            Append(constants, MemoryMarshal.AsBytes(stored.AsSpan())), Append(constants, MemoryMarshal.AsBytes(biases.AsSpan())),
            Append(constants, MemoryMarshal.AsBytes(multipliers.AsSpan())), Append(constants, MemoryMarshal.AsBytes(shifts.AsSpan())),
        ];
        PlanTensor input = plan.Tensors[layer.FeaturesIndex];
        int logits = input.Storage != Storage.Arena || input.Offset >= classes ? 0 : Align(input.Offset + input.Bytes);
        int output = layer.Softmax is null ? logits : Beside(logits, classes);
        Lesson[] lessons = [.. Lesson.ReadAll(plan), Lesson.Of(layer)];
        Dictionary<string, string> metadata = new(plan.Metadata)
        {
            [MetadataKeys.Labels] = string.Join('\n', added.Prepend(plan.Metadata[MetadataKeys.Labels].TrimEnd('\n'))),
            [Lesson.Key] = string.Join('\n', lessons.Select(lesson => lesson.ToString())),
        };
        return Rebuild(layer, classes, [.. places, logits, output], [.. constants], Math.Max(plan.ArenaBytes, Align(Math.Max(logits, output) + classes)), metadata);

        void Old<T>(int operand, T[] values)
            where T : unmanaged
        {
            PlanTensor tensor = layer.Tensor(operand);
            plan.Constants.AsSpan(tensor.Offset, tensor.Bytes).CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>The model before its last lesson.</summary>
    /// <exception cref="InputException">It was never taught, or the note about it was changed.</exception>
    public static Plan Undo(LastLayer layer)
    {
        Plan plan = layer.Plan;
        IReadOnlyList<Lesson> lessons = Lesson.ReadAll(plan);
        if (lessons.Count == 0)
        {
            throw new InputException("The model was never taught, so that there is nothing to undo.");
        }

        Lesson lesson = lessons[^1];
        string labels = plan.Metadata[MetadataKeys.Labels];
        (int offset, int bytes)[] constants = [.. lesson.Offsets.Take(4).Select((offset, i) => (offset, lesson.Classes * (i == 0 ? layer.Features : 4)))];
        bool fits = lesson.Classes > 1 && lesson.Classes <= layer.Classes && lesson.LabelLength <= labels.Length && lesson.ConstantBytes <= plan.Constants.Length
            && lesson.ArenaBytes <= plan.ArenaBytes && constants.All(place => place.offset % 4 == 0 && (long)place.offset + place.bytes <= lesson.ConstantBytes)
            && lesson.Offsets.Skip(4).All(offset => (long)offset + lesson.Classes <= lesson.ArenaBytes);
        if (!fits)
        {
            throw new InputException($"The model's lesson '{lesson}' does not fit it; take the file that was taught.");
        }

        Dictionary<string, string> metadata = new(plan.Metadata) { [MetadataKeys.Labels] = labels[..lesson.LabelLength] };
        metadata.Remove(Lesson.Key);
        if (lessons.Count > 1)
        {
            metadata[Lesson.Key] = string.Join('\n', lessons.SkipLast(1).Select(one => one.ToString()));
        }

        return Rebuild(layer, lesson.Classes, lesson.Offsets, plan.Constants[..lesson.ConstantBytes], lesson.ArenaBytes, metadata);
    }

    private static Plan Rebuild(LastLayer layer, int classes, IReadOnlyList<int> offsets, byte[] constants, int arenaBytes, Dictionary<string, string> metadata)
    {
        PlanTensor[] tensors = [.. layer.Plan.Tensors];
        IReadOnlyList<int> replaced = Lesson.TensorsOf(layer);
        for (int i = 0; i < replaced.Count; i++)
        {
            PlanTensor old = tensors[replaced[i]];
            int[] shape = [.. old.Shape];
            shape[i == 0 ? 0 : ^1] = classes;
            tensors[replaced[i]] = new PlanTensor(old.Name, old.Type, shape, old.Storage, offsets[i], old.Scale, old.ZeroPoint);
        }

        FullyConnectedParameters dense = layer.Parameters;
        dense.OutputChannels = classes;
        int[] parameters = new int[FullyConnectedParameters.Count];
        dense.Store(parameters, 0);
        PlanStep[] steps = [.. layer.Plan.Steps];
        steps[layer.StepIndex] = layer.Step with { Parameters = parameters, Macs = (long)classes * layer.Features };
        if (layer.Softmax is { } softmax)
        {
            SoftmaxParameters p = SoftmaxParameters.Load(softmax.Parameters, 0);
            p.Depth = classes;
            int[] changed = new int[SoftmaxParameters.Count];
            p.Store(changed, 0);
            steps[layer.StepIndex + 1] = softmax with { Parameters = changed };
        }

        return new Plan
        {
            Tensors = tensors,
            Steps = steps,
            Inputs = layer.Plan.Inputs,
            Outputs = layer.Plan.Outputs,
            ArenaBytes = arenaBytes,
            Constants = constants,
            InitialState = layer.Plan.InitialState,
            Metadata = metadata,
        };
    }

    private static int Beside(int taken, int bytes) => taken >= bytes ? 0 : Align(taken + bytes);

    private static int Append(List<byte> constants, ReadOnlySpan<byte> content)
    {
        constants.AddRange(new byte[Align(constants.Count) - constants.Count]);
        int place = constants.Count;
        constants.AddRange(content);
        return place;
    }

    private static int Align(int bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
