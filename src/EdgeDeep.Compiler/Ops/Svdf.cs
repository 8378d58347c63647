using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Low-rank recurrent layer. Inputs: data [n,i], feature weights [f,i], time weights [f,m], bias [f/rank] (optional),
/// state [n,f*m]. Outputs: [n,f/rank] and the state for the next inference.
/// </summary>
/// <param name="Rank">Filters summed into one unit.</param>
public sealed record Svdf(int Rank) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Svdf);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = Shapes.OfRank(node, 0, 2), features = Shapes.OfRank(node, 1, 2), time = Shapes.OfRank(node, 2, 2), state = node.Input(4);
        int filters = features.Shape[0];
        Shapes.Match(node, data.Shape[1], features.Shape[1], "the number of input features");
        Shapes.Match(node, time.Shape[0], filters, "the number of filters");
        Shapes.Match(node, Rank < 1 ? 1 : filters % Rank, 0, "filters modulo rank");
        Shapes.Match(node, state.Elements, data.Shape[0] * filters * time.Shape[1], "the number of remembered values");
        Shapes.Set(node, data.Type, data.Shape[0], filters / Rank);
        (node.Outputs[1].Type, node.Outputs[1].Shape) = (state.Type, state.Shape);
    }

    /// <inheritdoc/>
    public override long Macs(Node node) =>
        (long)node.Input(0).Shape[0] * (node.Input(1).Elements + node.Input(2).Elements);

    /// <inheritdoc/>
    /// <remarks>Arithmetic: PrepareSvdf of TensorFlow Lite Micro, scales multiplied in single precision.</remarks>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), features = node.Input(1), time = node.Input(2), state = node.Input(4);
        Quantization dataQ = Lowering.Int8(node, data), outputQ = Lowering.Int8(node, node.Output);
        Quantization featuresQ = Lowering.SymmetricWeights(node, 1, 0);
        OpCode op = (time.Type, state.Type) switch
        {
            (ElementType.Int8, ElementType.Int8) => OpCode.SvdfInt8,
            (ElementType.Int16, ElementType.Int16) => OpCode.SvdfInt8State16,
            _ => throw node.Error($"there is no kernel for {ElementTypes.NameOf(time.Type)} time weights and {ElementTypes.NameOf(state.Type)} state"),
        };
        Quantization timeQ = Lowering.PerTensor(node, time), stateQ = Lowering.PerTensor(node, state);
        if (featuresQ.IsPerChannel || timeQ.ZeroPoint != 0 || !time.IsConstant || (op == OpCode.SvdfInt8State16 && stateQ.ZeroPoint != 0))
        {
            throw node.Error("its weights must be constants with one scale and zero point 0, and so must an int16 state");
        }

        int filters = features.Shape[0];
        (int featureMultiplier, int featureShift) = Multipliers.Quantize(dataQ.Scale * featuresQ.Scale / stateQ.Scale);
        (int multiplier, int shift) = Multipliers.Quantize(stateQ.Scale * timeQ.Scale / outputQ.Scale);
        SvdfParameters p = new()
        {
            Batches = data.Shape[0],
            InputChannels = data.Shape[1],
            Filters = filters,
            Rank = Rank,
            MemorySize = time.Shape[1],
            InputOffset = -dataQ.ZeroPoint,
            StateOffset = stateQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            FeatureMultiplier = featureMultiplier,
            FeatureShift = featureShift,
            Multiplier = multiplier,
            Shift = shift,
        };
        int[] parameters = new int[SvdfParameters.Count];
        p.Store(parameters, 0);
        int bias = Lowering.Bias(node, 3, filters / Rank, plan);
        plan.Step(
            op, node, [plan.Index(data), plan.Index(features), plan.Index(time), bias],
            [plan.Index(node.Output), plan.Update(node, state, node.Outputs[1])], parameters);
    }
}
