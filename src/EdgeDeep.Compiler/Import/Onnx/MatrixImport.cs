using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Products with constant matrices become fully connected layers; products of computed ones stay products.</summary>
internal static class MatrixImport
{
    /// <summary>Gemm: alpha * A * B + beta * C.</summary>
    public static IReadOnlyList<Value> Gemm(OnnxNode node)
    {
        Value data = Matrix(node, 0), weights = Matrix(node, 1);
        bool transposeA = node.Int("transA", 0) != 0, transposeB = node.Int("transB", 0) != 0;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        Value? addend = node.Optional(2) is { } c ? Scale(node, c, beta) : null;
        if (!IsConstant(node, weights))
        {
            Value product = node.Add(new BatchMatMul(transposeA, transposeB, alpha), data, weights);
            return [addend is null ? product : node.Add(new Binary(BinaryKind.Add, Clamp.None), product, addend)];
        }

        data = transposeA ? node.Transpose(data, 1, 0) : data;
        weights = Scale(node, transposeB ? weights : node.Transpose(weights, 1, 0), alpha);
        int width = weights.Shape[0];
        bool isBias = addend is not null && addend.Elements == width && addend.Rank <= 2 && (addend.Rank == 0 || addend.Shape[^1] == width);
        Value result = node.Add(
            new FullyConnected(false, Clamp.None), data, weights, isBias ? node.Reshape(addend!, width) : null);
        return addend is null || isBias
            ? [result]
            : [node.Add(new Binary(BinaryKind.Add, Clamp.None), result, addend)];
    }

    /// <summary>MatMul; a vector counts as a matrix of one row on the left and of one column on the right.</summary>
    public static IReadOnlyList<Value> MatMul(OnnxNode node)
    {
        Value data = node.Input(0), weights = node.Input(1);
        if (data.Rank == 0 || weights.Rank == 0 || data.Shape[^1] != weights.Shape[weights.Rank == 1 ? 0 : ^2])
        {
            throw node.Error($"[{string.Join(',', data.Shape)}] and [{string.Join(',', weights.Shape)}] do not multiply");
        }

        if (weights.Rank == 2 && IsConstant(node, weights))
        {
            return [node.Add(new FullyConnected(data.Rank != 2, Clamp.None), data, node.Transpose(weights, 1, 0), null)];
        }

        Value left = data.Rank == 1 ? node.Reshape(data, 1, data.Elements) : data;
        Value right = weights.Rank == 1 ? node.Reshape(weights, weights.Elements, 1) : weights;
        Value product = node.Add(new BatchMatMul(false, false), left, right);
        int[] shape = product.Shape;
        int[] rows = data.Rank == 1 ? shape[..^2] : shape[..^1], columns = weights.Rank == 1 ? [] : [shape[^1]];
        return [node.Reshape(product, [.. rows, .. columns])];
    }

    private static Value Matrix(OnnxNode node, int index) => node.Input(index) is { Rank: 2 } matrix
        ? matrix
        : throw node.Error($"its input {index} has {node.Input(index).Rank} dimensions, and a matrix is expected");

    private static bool IsConstant(OnnxNode node, Value value) =>
        value.IsConstant || node.Context.Producer(value) is { Op: Dequantize } producer && producer.Input(0).IsConstant;

    private static Value Scale(OnnxNode node, Value value, float factor)
    {
        if (factor == 1)
        {
            return value;
        }

        return node.Add(new Binary(BinaryKind.Mul, Clamp.None), value, Value.Constant($"{node.Name}/factor", [], [factor]));
    }
}
