using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;
using Functions = EdgeDeep.Kernels.Float.Unary;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Calls of the float kernels that several operators share.</summary>
internal static class FloatKernels
{
    private static readonly Dictionary<UnaryKind, int> Kinds = new()
    {
        [UnaryKind.Logistic] = Functions.Logistic,
        [UnaryKind.Tanh] = Functions.Tanh,
        [UnaryKind.HardSwish] = Functions.HardSwish,
        [UnaryKind.Sqrt] = Functions.Sqrt,
        [UnaryKind.Rsqrt] = Functions.Rsqrt,
        [UnaryKind.Exp] = Functions.Exp,
        [UnaryKind.Abs] = Functions.Abs,
        [UnaryKind.Neg] = Functions.Neg,
        [UnaryKind.Log] = Functions.Log,
        [UnaryKind.Sin] = Functions.Sin,
        [UnaryKind.Cos] = Functions.Cos,
        [UnaryKind.Reciprocal] = Functions.Reciprocal,
        [UnaryKind.Power] = Functions.Power,
        [UnaryKind.Elu] = Functions.Elu,
        [UnaryKind.Softplus] = Functions.Softplus,
        [UnaryKind.Softsign] = Functions.Softsign,
        [UnaryKind.Silu] = Functions.Silu,
        [UnaryKind.Mish] = Functions.Mish,
        [UnaryKind.HardSigmoid] = Functions.HardSigmoid,
        [UnaryKind.GeluTanh] = Functions.GeluTanh,
        [UnaryKind.Floor] = Functions.Floor,
        [UnaryKind.Ceiling] = Functions.Ceiling,
        [UnaryKind.Round] = Functions.Round,
        [UnaryKind.Sign] = Functions.Sign,
    };

    /// <summary>Whether a function has a float kernel.</summary>
    public static bool Has(UnaryKind kind) => Kinds.ContainsKey(kind);

    /// <summary>Appends a function of each element.</summary>
    /// <exception cref="ModelException">The function has no float kernel.</exception>
    public static void Function(Node node, PlanBuilder plan, UnaryKind kind, float alpha, float beta) => Function(
        node, plan, Kinds.TryGetValue(kind, out int number) ? number : throw node.Error("it has no float kernel; quantize the model, or replace it"), alpha, beta);

    /// <summary>Appends a clamp of each element.</summary>
    public static void Clamped(Node node, PlanBuilder plan, Clamp clamp) => Function(node, plan, Functions.Clamp, clamp.Min, clamp.Max);

    /// <summary>Appends a leaky rectifier.</summary>
    public static void LeakyRelu(Node node, PlanBuilder plan, float alpha) => Function(node, plan, Functions.LeakyRelu, alpha, 0);

    private static void Function(Node node, PlanBuilder plan, int number, float alpha, float beta) => plan.Step(
        OpCode.UnaryFloat, node, [plan.Index(node.Input(0))], [plan.Index(node.Output)],
        [node.Input(0).Elements, number, Bits(alpha), Bits(beta)]);

    /// <summary>The bits of a single-precision number.</summary>
    public static int Bits(float number) => BitConverter.SingleToInt32Bits(number);
}
