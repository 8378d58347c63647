using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Long short-term memory over a sequence. Inputs: data [n,t,i] (or [t,n,i]); weights [u,i] of the gates input, forget,
/// candidate and output; their recurrent weights [u,u]; their biases [u]; hidden state [n,u]; cell state [n,u].
/// Outputs: [n,t,u] (or [t,n,u]), then hidden state and cell state for the next inference; of a float layer also the cell
/// state after each step, [t,n,u], whose range calibration has to see and which nothing else uses.
/// </summary>
/// <param name="TimeMajor">Steps are the outer dimension of data and result.</param>
/// <param name="CellClip">Largest magnitude of the cell state; 0 where there is no bound.</param>
public sealed record Lstm(bool TimeMajor, float CellClip) : Operator
{
    /// <summary>Index of the first weights, one input for each gate.</summary>
    internal const int Weights0 = 1;

    /// <summary>Index of the first recurrent weights.</summary>
    internal const int Recurrent0 = 5;

    /// <summary>Index of the first bias.</summary>
    internal const int Bias0 = 9;

    /// <summary>Index of the hidden state.</summary>
    internal const int Hidden = 13;

    /// <summary>Index of the cell state.</summary>
    internal const int Cell = 14;

    /// <summary>Index of the result that holds the cell state after each step.</summary>
    internal const int Cells = 3;

    /// <summary>Number of gates.</summary>
    internal const int Gates = 4;

    /// <summary>Exponent of the cell state's smallest scale.</summary>
    private const int SmallestCellPower = -15;

    /// <summary>Room for cell states beyond those that calibration has seen.</summary>
    private const double CellHeadroom = 1.25;

    /// <summary>Weights and bias of one gate that meet the data; they have one scale.</summary>
    internal static WeightRule DataWeights(int gate) => new(Weights0 + gate, 0, Bias0 + gate);

    /// <summary>Weights of one gate that meet the hidden state; they have one scale.</summary>
    internal static WeightRule RecurrentWeights(int gate) => new(Recurrent0 + gate, 0, WeightRule.NoBias);

    /// <inheritdoc/>
    public override string Name => nameof(Lstm);

    /// <inheritdoc/>
    public override IReadOnlyList<StateRule> StateRules { get; } = [new(Cell, 2, ElementType.Int16, CellQuantization, Cells)];

    /// <inheritdoc/>
    public override (int Input, int Output)? SharedWithResult => (Hidden, 1);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = Shapes.OfRank(node, 0, 3), hidden = Shapes.OfRank(node, Hidden, 2), cell = Shapes.OfRank(node, Cell, 2);
        int units = hidden.Shape[1];
        Shapes.Match(node, hidden.Shape[0], data.Shape[TimeMajor ? 1 : 0], "the number of sequences");
        Shapes.Match(node, cell.Elements, hidden.Elements, "the size of hidden and cell state");
        for (int gate = 0; gate < Gates; gate++)
        {
            Value weights = Shapes.OfRank(node, Weights0 + gate, 2), recurrent = Shapes.OfRank(node, Recurrent0 + gate, 2);
            Shapes.Match(node, weights.Shape[0], units, "the number of units");
            Shapes.Match(node, weights.Shape[1], data.Shape[2], "the number of input features");
            Shapes.Match(node, recurrent.Shape[0], units, "the number of units");
            Shapes.Match(node, recurrent.Shape[1], units, "the number of units");
        }

        Shapes.Set(node, data.Type, data.Shape[0], data.Shape[1], units);
        (node.Outputs[1].Type, node.Outputs[1].Shape) = (hidden.Type, hidden.Shape);
        (node.Outputs[2].Type, node.Outputs[2].Shape) = (cell.Type, cell.Shape);
        if (node.Outputs.Count > Cells)
        {
            (node.Outputs[Cells].Type, node.Outputs[Cells].Shape) = (cell.Type, [data.Shape[TimeMajor ? 0 : 1], .. cell.Shape]);
        }
    }

    /// <inheritdoc/>
    public override long Macs(Node node)
    {
        int[] data = node.Input(0).Shape;
        long units = node.Output.Shape[2];
        return data[0] * data[1] * Gates * units * (data[2] + units);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), hidden = node.Input(Hidden), cell = node.Input(Cell);
        Quantization dataQ = Lowering.Int8(node, data), hiddenQ = Lowering.Int8(node, hidden);
        Lowering.SameQuantization(node, hidden, node.Output);
        int units = hidden.Shape[1];
        (int Multiplier, int Shift)[] factors =
        [
            .. Enumerable.Range(0, Gates).Select(gate => Factor(node, dataQ, Weights0 + gate)),
            .. Enumerable.Range(0, Gates).Select(gate => Factor(node, hiddenQ, Recurrent0 + gate)),
        ];
        int[] parameters = Parameters(node, dataQ, hiddenQ, CellScale(node, cell));
        plan.Step(
            OpCode.LstmInt8,
            node,
            [
                plan.Index(data),
                plan.Index(Joined(node, Weights0, ElementType.Int8, "weights")),
                plan.Index(Joined(node, Recurrent0, ElementType.Int8, "recurrent weights")),
                plan.Index(Joined(node, Bias0, ElementType.Int32, "bias")),
                plan.Table("multipliers", [.. factors.Select(factor => factor.Multiplier)]),
                plan.Table("shifts", [.. factors.Select(factor => factor.Shift)]),
                plan.Table("sigmoid", GateTables.Sigmoid()),
            ],
            [
                plan.Index(node.Output), plan.Update(node, hidden, node.Outputs[1]), plan.Update(node, cell, node.Outputs[2]),
                plan.Scratch($"{node.Name}/gates", ElementType.Int16, Gates * units),
            ],
            parameters);
    }

    /// <summary>Arithmetic: PrepareGateParametersInteger and CreateLstmCellStateInfo of TensorFlow Lite Micro.</summary>
    private int[] Parameters(Node node, Quantization dataQ, Quantization hiddenQ, float cellScale)
    {
        int[] data = node.Input(0).Shape;
        int power = (int)MathF.Round(MathF.Log2(cellScale));
        int clip = CellClip > 0 ? (int)Math.Min((double)CellClip / cellScale, short.MaxValue) : -1;
        (int forget, int forgetShift) = Multipliers.Quantize((double)GateTables.Scale * cellScale / cellScale);
        (int input, int inputShift) = Multipliers.Quantize((double)GateTables.Scale * GateTables.Scale / cellScale);
        (int output, int outputShift) = Multipliers.Quantize((double)GateTables.Scale * GateTables.Scale / hiddenQ.Scale);
        LstmParameters p = new()
        {
            Batches = data[TimeMajor ? 1 : 0],
            Steps = data[TimeMajor ? 0 : 1],
            InputChannels = data[2],
            Units = node.Output.Shape[2],
            TimeMajor = TimeMajor ? 1 : 0,
            InputOffset = -dataQ.ZeroPoint,
            HiddenOffset = -hiddenQ.ZeroPoint,
            ForgetMultiplier = forget,
            ForgetShift = forgetShift,
            InputMultiplier = input,
            InputShift = inputShift,
            HiddenMultiplier = output,
            HiddenShift = outputShift,
            CellMultiplier = 3 << Math.Max(power + 12, 0),
            CellShift = Math.Max(-power - 12, 0),
            CellMin = clip < 0 ? short.MinValue : -clip,
            CellMax = clip < 0 ? short.MaxValue : clip,
        };
        int[] parameters = new int[LstmParameters.Count];
        p.Store(parameters, 0);
        return parameters;
    }

    /// <summary>The smallest power of two that leaves some headroom in 16 bits above what was seen at any step.</summary>
    private static Quantization CellQuantization(ValueRange range)
    {
        double largest = Math.Max(-(double)range.Min, range.Max) * CellHeadroom;
        int power = largest > 0 ? (int)Math.Ceiling(Math.Log2(largest / short.MaxValue)) : SmallestCellPower;
        return new Quantization(MathF.ScaleB(1, Math.Clamp(power, SmallestCellPower, 0)), 0);
    }

    private static float CellScale(Node node, Value cell)
    {
        float scale = cell is { Type: ElementType.Int16, Quantization: { IsPerChannel: false, ZeroPoint: 0, Scale: > 0 } quantization }
            ? quantization.Scale
            : throw node.Error("its cell state must be int16 with one scale and zero point 0");
        return BitConverter.SingleToInt32Bits(scale) << 9 == 0 && scale is >= 1f / 32768 and <= 1
            ? scale
            : throw node.Error($"the scale of its cell state is {scale} and must be a power of two from 2^-15 to 1");
    }

    private static (int Multiplier, int Shift) Factor(Node node, Quantization operand, int weights)
    {
        Quantization quantization = Lowering.SymmetricWeights(node, weights, 0);
        return quantization.IsPerChannel
            ? throw node.Error("its weights must have one scale for each gate")
            : Multipliers.PerTensor(operand.Scale, quantization.Scale, GateTables.ArgumentScale);
    }

    /// <summary>The constants of the four gates behind each other.</summary>
    private static Value Joined(Node node, int first, ElementType type, string what)
    {
        Value[] parts = [.. Enumerable.Range(first, Gates).Select(node.Input)];
        int[] shape = parts[0].Shape;
        if (parts.Any(part => part.Type != type || !part.IsConstant || !part.Shape.AsSpan().SequenceEqual(shape)))
        {
            throw node.Error($"its {what} must be {ElementTypes.NameOf(type)} constants of one shape");
        }

        return new Value($"{node.Name}/{what}", type, [Gates, .. shape]) { Data = [.. parts.SelectMany(part => part.Data!)] };
    }
}
