using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Functions of one element; those that operator set 17 does not have are written out.</summary>
internal static class UnaryEmit
{
    /// <summary>Unary as the ONNX operator of its kind, or several.</summary>
    public static string Unary(Node node, EmitContext context)
    {
        Unary op = (Unary)node.Op;
        string x = context.Tensor(node.Input(0));
        return op.Kind switch
        {
            UnaryKind.Logistic => context.Add("Sigmoid", [x]),
            UnaryKind.Rsqrt => context.Add("Reciprocal", [context.Add("Sqrt", [x])]),
            UnaryKind.Power => context.Add("Pow", [x, context.Scalar(op.Alpha)]),
            UnaryKind.Elu => context.Add("Elu", [x], EmitContext.Float("alpha", op.Alpha)),
            UnaryKind.HardSigmoid => context.Add(
                "HardSigmoid", [x], EmitContext.Float("alpha", op.Alpha), EmitContext.Float("beta", op.Beta)),
            UnaryKind.Gelu => Gate(context, x, context.Add("Erf", [Times(context, x, (float)Math.Sqrt(0.5))])),
            UnaryKind.GeluTanh => Gate(context, x, context.Add("Tanh", [Times(context, Cubic(context, x), (float)Math.Sqrt(2 / Math.PI))])),
            UnaryKind.Silu => context.Add(
                "Mul", [x, context.Add("Sigmoid", [op.Alpha == 1 ? x : Times(context, x, op.Alpha)])]),
            UnaryKind.Ceiling => context.Add("Ceil", [x]),
            UnaryKind.Selu => context.Add("Selu", [x], EmitContext.Float("alpha", op.Alpha), EmitContext.Float("gamma", op.Beta)),
            UnaryKind.Celu => context.Add("Celu", [x], EmitContext.Float("alpha", op.Alpha)),
            UnaryKind.ThresholdedRelu => context.Add("ThresholdedRelu", [x], EmitContext.Float("alpha", op.Alpha)),
            UnaryKind.Shrink => context.Add("Shrink", [x], EmitContext.Float("lambd", op.Alpha), EmitContext.Float("bias", op.Beta)),
            UnaryKind.Mish => context.Add("Mul", [x, context.Add("Tanh", [context.Add("Softplus", [x])])]),
            _ => context.Add(op.Kind.ToString(), [x]),
        };
    }

    /// <summary>x * (1 + y) / 2.</summary>
    private static string Gate(EmitContext context, string x, string y) =>
        context.Add("Mul", [Times(context, x, 0.5f), context.Add("Add", [y, context.Scalar(1)])]);

    /// <summary>x + 0.044715 * x^3.</summary>
    private static string Cubic(EmitContext context, string x) =>
        context.Add("Add", [x, Times(context, context.Add("Mul", [x, context.Add("Mul", [x, x])]), 0.044715f)]);

    private static string Times(EmitContext context, string x, float factor) => context.Add("Mul", [x, context.Scalar(factor)]);
}
