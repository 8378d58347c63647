using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Operators that move blocks of elements: they become reshapes, transpositions and repetitions.</summary>
internal static class BlockImport
{
    /// <summary>DepthToSpace in both orders.</summary>
    public static IReadOnlyList<Value> DepthToSpace(OnnxNode node)
    {
        (Value data, int[] s, int b) = Blocks(node);
        if (s[1] % (b * b) != 0)
        {
            throw node.Error($"{s[1]} channels cannot be cut into blocks of {b} x {b}");
        }

        int c = s[1] / (b * b);
        Value apart, moved;
        if (node.Text("mode", "DCR") == "CRD")
        {
            apart = node.Reshape(data, s[0], c, b, b, s[2], s[3]);
            moved = node.Transpose(apart, 0, 1, 4, 2, 5, 3);
        }
        else
        {
            apart = node.Reshape(data, s[0], b, b, c, s[2], s[3]);
            moved = node.Transpose(apart, 0, 3, 4, 1, 5, 2);
        }

        return [node.Reshape(moved, s[0], c, s[2] * b, s[3] * b)];
    }

    /// <summary>SpaceToDepth.</summary>
    public static IReadOnlyList<Value> SpaceToDepth(OnnxNode node)
    {
        (Value data, int[] s, int b) = Blocks(node);
        if (s[2] % b != 0 || s[3] % b != 0)
        {
            throw node.Error($"[{s[2]},{s[3]}] cannot be cut into blocks of {b} x {b}");
        }

        Value apart = node.Reshape(data, s[0], s[1], s[2] / b, b, s[3] / b, b);
        return [node.Reshape(node.Transpose(apart, 0, 3, 5, 1, 2, 4), s[0], b * b * s[1], s[2] / b, s[3] / b)];
    }

    /// <summary>Tile with one number for each axis.</summary>
    public static IReadOnlyList<Value> Tile(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] times = node.IntsFrom(1, "repeats") ?? throw node.Error("it has no repeats");
        if (times.Length != data.Rank || times.Any(time => time < 1))
        {
            throw node.Error($"it cannot repeat [{string.Join(',', data.Shape)}] [{string.Join(',', times)}] times");
        }

        Value apart = node.Reshape(data, [.. data.Shape.SelectMany(size => (int[])[1, size])]);
        Value wide = LogicImport.Wide(node, apart, [.. data.Shape.SelectMany((size, i) => (int[])[times[i], size])]);
        return [node.Reshape(wide, [.. data.Shape.Select((size, i) => checked(size * times[i]))])];
    }

    /// <summary>Expand; a size of 1 leaves the data's.</summary>
    public static IReadOnlyList<Value> Expand(OnnxNode node)
    {
        Value data = node.Input(0);
        int[] shape = node.IntsFrom(1, "shape") ?? throw node.Error("it has no shape");
        Node shaped = new(node.Name, new BroadcastTo(shape), [data], [new Value("wide", data.Type)]);
        return [LogicImport.Wide(node, data, Shapes.Broadcast(shaped, data.Shape, shape))];
    }

    /// <summary>GatherND without batch dimensions; negative constant indices count from the end.</summary>
    public static IReadOnlyList<Value> GatherNd(OnnxNode node)
    {
        node.Demand("batch_dims", 0);
        Value data = node.Input(0), indices = node.Input(1);
        if (indices.IsConstant && indices.Rank > 0)
        {
            int depth = indices.Shape[^1];
            int[] picked = [.. indices.AsInts().Select((index, i) => index < 0 ? index + data.Shape[i % depth] : index)];
            indices = Value.Constant<int>($"{node.Name}/indices", ElementType.Int32, indices.Shape, picked);
        }

        return [node.Add(new GatherNd(), data, indices)];
    }

    private static (Value Data, int[] Shape, int Block) Blocks(OnnxNode node)
    {
        Value data = node.Input(0);
        int block = node.Int("blocksize", 0);
        return data.Rank == 4 && block > 0
            ? (data, data.Shape, block)
            : throw node.Error($"its data has {data.Rank} dimensions and its blocks the size {block}; 4 dimensions and a positive size are expected");
    }
}
