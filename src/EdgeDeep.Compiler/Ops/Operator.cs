using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// An operator with its attributes: shape rule, quantization rule and lowering to kernel calls. One file an operator.
/// </summary>
public abstract record Operator
{
    /// <summary>The operator's name, the same in kernels, compiler, documentation and tests.</summary>
    public abstract string Name { get; }

    /// <summary>How the results are quantized.</summary>
    public virtual QuantizationRule Rule => QuantizationRule.Calibrated;

    /// <summary>Input that holds weights to be quantized per channel, and their channel axis; null without weights.</summary>
    public virtual WeightRule? Weights => null;

    /// <summary>
    /// How operands that the operator hands on from one inference to the next are stored. Empty where they are int8 by
    /// calibration, as every other activation.
    /// </summary>
    public virtual IReadOnlyList<StateRule> StateRules => [];

    /// <summary>Index of an operand, and of the result that it becomes, which share scale and zero point with the first result; null without such a pair.</summary>
    public virtual (int Input, int Output)? SharedWithResult => null;

    /// <summary>Index of an operand that the caller gives and that 8 bits do not hold, so that it is stored as int16; null without one.</summary>
    public virtual int? WideOperand => null;

    /// <summary>
    /// Whether there is no kernel on integers that stand for reals: the node then stays float in a quantized graph
    /// (<see cref="Quantizing.FloatIslands"/>).
    /// </summary>
    public virtual bool IsFloatOnly => false;

    /// <summary>Whether the lowering takes float data.</summary>
    public virtual bool HasFloatKernel => false;

    /// <summary>Whether a constant operand stays float in a quantized graph, because the lowering makes integers of it.</summary>
    public virtual bool KeepsReals(int input) => false;

    /// <summary>Sets types and shapes of the node's outputs from its inputs.</summary>
    /// <exception cref="ModelException">The inputs do not fit the operator.</exception>
    public abstract void InferShapes(Node node);

    /// <summary>Multiply-accumulate operations of one call.</summary>
    public virtual long Macs(Node node) => 0;

    /// <summary>Appends kernel calls for a quantized node.</summary>
    /// <exception cref="ModelException">No kernel takes these element types or attributes.</exception>
    public virtual void Lower(Node node, PlanBuilder plan) => throw node.Error(
        $"there is no kernel for it on {ElementTypes.NameOf(node.Input(0).Type)}; replace it in the model or keep it out of the exported part");
}

/// <summary>How an operator's results are quantized.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Scale">The scale of a fixed rule.</param>
/// <param name="ZeroPoint">The zero point of a fixed rule.</param>
public sealed record QuantizationRule(RuleKind Kind, float Scale = 0, int ZeroPoint = 0)
{
    /// <summary>Results have a range of their own, found by calibration.</summary>
    public static QuantizationRule Calibrated { get; } = new(RuleKind.Calibrated);

    /// <summary>Results and data operands share one scale and zero point.</summary>
    public static QuantizationRule SameAsInputs { get; } = new(RuleKind.SameAsInputs);

    /// <summary>Results stay what they are: integers that are no quantized reals, or reals that stay float.</summary>
    public static QuantizationRule Unquantized { get; } = new(RuleKind.Unquantized);

    /// <summary>Results have the scale and zero point that the TFLite quantization specification demands.</summary>
    public static QuantizationRule Fixed(float scale, int zeroPoint) => new(RuleKind.Fixed, scale, zeroPoint);
}

/// <summary>Kinds of quantization rules.</summary>
public enum RuleKind
{
    /// <summary>A range of its own.</summary>
    Calibrated,

    /// <summary>The range of the operands.</summary>
    SameAsInputs,

    /// <summary>A range set by the specification.</summary>
    Fixed,

    /// <summary>Not quantized.</summary>
    Unquantized,
}

/// <summary>Which input holds weights and how they are quantized.</summary>
/// <param name="Input">Index of the weights.</param>
/// <param name="ChannelAxis">Axis of the output channels in the weights.</param>
/// <param name="Bias">Index of the bias.</param>
public sealed record WeightRule(int Input, int ChannelAxis, int Bias)
{
    /// <summary>An index that no input has.</summary>
    public const int NoBias = int.MaxValue;
}

/// <summary>
/// An operand that becomes a result of the same type and shape, stored in a form that the operator's kernel demands. The
/// operator's shape rule gives the result the operand's type.
/// </summary>
/// <param name="Input">Index of the operand: what the inference before has left.</param>
/// <param name="Output">Index of the result that replaces it.</param>
/// <param name="Type">Integer type that both are stored as.</param>
/// <param name="Parameters">Scale and zero point for the range, zero within it, that both together were seen to have.</param>
/// <param name="Trace">Index of a result with all that the operand has been during one inference; none where negative.</param>
public sealed record StateRule(int Input, int Output, ElementType Type, Func<ValueRange, Quantization> Parameters, int Trace = -1);
