using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Nearest-neighbour and bilinear resizing of [n,c,h,w].</summary>
internal static class ResizeImport
{
    private const int LargestSide = 1 << 14;

    /// <summary>Upsample: factors are an attribute in operator set 7 and an input in 9; pixels are picked by floor(i / factor).</summary>
    public static IReadOnlyList<Value> Upsample(OnnxNode node)
    {
        bool linear = IsLinear(node);
        float[] scales = node.Floats("scales") ?? Floats(node, 1) ?? throw node.Error("it has no scales");
        return linear ? Linear(node, scales, null, "asymmetric") : Resize(node, scales, null, "asymmetric", "floor");
    }

    /// <summary>Resize by factors or to sizes, in every coordinate mode that equals one of ours on the shapes at hand.</summary>
    public static IReadOnlyList<Value> Resize(OnnxNode node)
    {
        bool linear = IsLinear(node);
        node.Ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value", "antialias", "keep_aspect_ratio_policy");
        if (node.Opset < 11)
        {
            return linear ? Linear(node, Floats(node, 1), null, "asymmetric") : Resize(node, Floats(node, 1), null, "asymmetric", "floor");
        }

        if (node.Ints("axes") is { } axes && !axes.AsSpan().SequenceEqual((int[])[0, 1, 2, 3]))
        {
            throw node.Error("resizing chosen axes only is not supported");
        }

        int[]? sizes = node.Optional(3) is null ? null : node.IntsFrom(3, "sizes");
        float[]? scales = sizes is null ? Floats(node, 2) : null;
        string transformation = node.Text("coordinate_transformation_mode", "half_pixel"), nearest = node.Text("nearest_mode", "round_prefer_floor");
        return linear ? Linear(node, scales, sizes, transformation) : Resize(node, scales, sizes, transformation, nearest);
    }

    private static bool IsLinear(OnnxNode node) => node.Text("mode", "nearest") switch
    {
        "nearest" => false,
        "linear" or "bilinear" => node.Int("antialias", 0) == 0 ? true : throw node.Error("antialiasing is not supported"),
        string other => throw node.Error($"mode '{other}' is not supported, only nearest and linear"),
    };

    private static Value[] Linear(OnnxNode node, float[]? scales, int[]? sizes, string transformation)
    {
        Value data = node.Input(0);
        int[] target = Target(node, scales, sizes);
        Sampling sampling = transformation switch
        {
            "half_pixel" => Sampling.HalfPixel,
            "pytorch_half_pixel" => Sampling.PytorchHalfPixel,
            "align_corners" => Sampling.AlignCorners,
            "asymmetric" => Sampling.Asymmetric,
            _ => throw node.Error($"coordinate mode '{transformation}' is not supported"),
        };

        // A factor that is not the quotient of the sizes samples elsewhere.
        bool isExact = scales is null || (scales[2] * data.Shape[2] == target[2] && scales[3] * data.Shape[3] == target[3]);
        ResizeBilinear op = isExact
            ? new ResizeBilinear(target[2], target[3], sampling)
            : new ResizeBilinear(target[2], target[3], sampling, scales![2], scales[3]);
        return [node.FromNhwc(node.Add(op, node.ToNhwc(data)), 4)];
    }

    private static int[] Target(OnnxNode node, float[]? scales, int[]? sizes)
    {
        Value data = node.Input(0);
        int[]? target = sizes ?? scales?.Zip(data.Shape, (scale, size) => (int)Math.Floor(scale * size)).ToArray();
        return data.Rank == 4 && target is { Length: 4 } && target[0] == data.Shape[0] && target[1] == data.Shape[1]
            && target[2] is > 0 and <= LargestSide && target[3] is > 0 and <= LargestSide
            ? target
            : throw node.Error($"only height and width of [n,c,h,w] can be resized, each to at most {LargestSide}");
    }

    private static float[]? Floats(OnnxNode node, int index) => node.Optional(index) is null
        ? null
        : node.Constant(index, "scales") is { Type: ElementType.Float32 } value
            ? value.Floats.ToArray()
            : throw node.Error("its scales must be floats");

    private static Value[] Resize(OnnxNode node, float[]? scales, int[]? sizes, string transformation, string nearest)
    {
        Value data = node.Input(0);
        int[] target = Target(node, scales, sizes);

        int[][] wanted = [.. ((int[])[2, 3]).Select(axis =>
            Sources(node, data.Shape[axis], target[axis], scales?[axis] ?? (float)target[axis] / data.Shape[axis], transformation, nearest))];
        foreach ((bool align, bool half) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
        {
            if (Ours(data.Shape[2], target[2], align, half).SequenceEqual(wanted[0])
                && Ours(data.Shape[3], target[3], align, half).SequenceEqual(wanted[1]))
            {
                Value resized = node.Add(new ResizeNearest(target[2], target[3], align, half), node.ToNhwc(data));
                return [node.FromNhwc(resized, 4)];
            }
        }

        throw node.Error($"coordinate mode {transformation} with {nearest} cannot be kept for this size; use asymmetric with floor");
    }

    /// <summary>The source index of every target index as the ONNX specification defines it.</summary>
    private static int[] Sources(OnnxNode node, int size, int target, float scale, string transformation, string nearest)
    {
        int[] result = new int[target];
        for (int i = 0; i < target; i++)
        {
            float position = transformation switch
            {
                "half_pixel" => ((i + 0.5f) / scale) - 0.5f,
                "pytorch_half_pixel" => target > 1 ? ((i + 0.5f) / scale) - 0.5f : 0,
                "asymmetric" => i / scale,
                "align_corners" => target > 1 ? (float)i * (size - 1) / (target - 1) : 0,
                "tf_half_pixel_for_nn" => (i + 0.5f) / scale,
                _ => throw node.Error($"coordinate mode '{transformation}' is not supported"),
            };
            float picked = nearest switch
            {
                "round_prefer_floor" => MathF.Ceiling(position - 0.5f),
                "round_prefer_ceil" => MathF.Floor(position + 0.5f),
                "floor" => MathF.Floor(position),
                "ceil" => MathF.Ceiling(position),
                _ => throw node.Error($"nearest mode '{nearest}' is unknown"),
            };
            result[i] = Math.Clamp((int)picked, 0, size - 1);
        }

        return result;
    }

    /// <summary>The source index of every target index as ResizeNearest picks it (the rule of TFLite).</summary>
    private static int[] Ours(int size, int target, bool align, bool half)
    {
        float scale = align && target > 1 ? (size - 1f) / (target - 1) : (float)size / target;
        return [.. Enumerable.Range(0, target).Select(i =>
        {
            float position = (i + (half ? 0.5f : 0)) * scale;
            return Math.Clamp((int)(align ? MathF.Round(position, MidpointRounding.AwayFromZero) : MathF.Floor(position)), 0, size - 1);
        })];
    }
}
