using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Products with constant matrices become fully connected layers.</summary>
internal static class MatrixImport
{
    /// <summary>Gemm: alpha * A * B + beta * C with constant B and alpha = beta = 1, or float factors folded into constants.</summary>
    public static IReadOnlyList<Value> Gemm(OnnxNode node)
    {
        Value data = Matrix(node, 0), weights = Weights(node, 1);
        data = node.Int("transA", 0) != 0 ? node.Transpose(data, 1, 0) : data;
        weights = node.Int("transB", 0) != 0 ? weights : node.Transpose(weights, 1, 0);
        weights = Scale(node, weights, node.Float("alpha", 1));
        float beta = node.Float("beta", 1);
        Value? addend = node.Optional(2) is { } c ? Scale(node, c, beta) : null;
        int width = weights.Shape[0];
        bool isBias = addend is not null && addend.Elements == width && addend.Rank <= 2 && (addend.Rank == 0 || addend.Shape[^1] == width);
        Value result = node.Add(
            new FullyConnected(false, Clamp.None), data, weights, isBias ? node.Reshape(addend!, width) : null);
        return addend is null || isBias
            ? [result]
            : [node.Add(new Binary(BinaryKind.Add, Clamp.None), result, addend)];
    }

    /// <summary>MatMul with a constant matrix on the right.</summary>
    public static IReadOnlyList<Value> MatMul(OnnxNode node)
    {
        Value data = node.Input(0), weights = Weights(node, 1);
        return data.Rank == 0 || data.Shape[^1] != weights.Shape[0]
            ? throw node.Error($"[{string.Join(',', data.Shape)}] and [{string.Join(',', weights.Shape)}] do not multiply")
            : [node.Add(new FullyConnected(data.Rank != 2, Clamp.None), data, node.Transpose(weights, 1, 0), null)];
    }

    private static Value Matrix(OnnxNode node, int index) => node.Input(index) is { Rank: 2 } matrix
        ? matrix
        : throw node.Error($"its input {index} has {node.Input(index).Rank} dimensions, and a matrix is expected");

    private static Value Weights(OnnxNode node, int index)
    {
        Value weights = Matrix(node, index);
        bool constant = weights.IsConstant || node.Context.Producer(weights) is { Op: Dequantize } producer && producer.Input(0).IsConstant;
        return constant ? weights : throw node.Error("products of two computed matrices are not supported; one factor must be constant");
    }

    private static Value Scale(OnnxNode node, Value value, float factor)
    {
        if (factor == 1)
        {
            return value;
        }

        return node.Add(new Binary(BinaryKind.Mul, Clamp.None), value, Value.Constant($"{node.Name}/factor", [], [factor]));
    }
}
