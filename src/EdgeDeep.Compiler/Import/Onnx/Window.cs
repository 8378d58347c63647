using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// The sliding window of a convolution or pool over height and width. One spatial axis counts as the width of an image
/// that is one row high.
/// </summary>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Strides">Steps.</param>
/// <param name="Dilations">Distances of taps.</param>
/// <param name="Pad">Border that the model asks for.</param>
/// <param name="Overhang">Rows and columns that a rounded-up output needs beyond that border.</param>
internal sealed record Window(int[] Kernel, int[] Strides, int[] Dilations, Padding Pad, int[] Overhang)
{
    /// <summary>Whether there is a border.</summary>
    public bool IsPadded => Pad != default;

    /// <summary>The border with the overhang.</summary>
    public Padding WholePad => Pad with { Bottom = Pad.Bottom + Overhang[0], Right = Pad.Right + Overhang[1] };

    /// <summary>Reads the window attributes of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">Window size as the weights have it; null to read it from the attribute.</param>
    public static Window Read(OnnxNode node, int[]? kernel)
    {
        int axes = node.Input(0).Rank - 2;
        if (axes is not (1 or 2))
        {
            throw node.Error($"its input has {node.Input(0).Rank} dimensions, and only [n,c,w] and [n,c,h,w] are supported");
        }

        int[] size = node.Ints("kernel_shape") ?? kernel ?? throw node.Error("it has no kernel_shape");
        if (kernel is not null && !size.AsSpan().SequenceEqual(kernel))
        {
            throw node.Error("its kernel_shape differs from the shape of its weights");
        }

        int[] strides = Positive(node, "strides", axes), dilations = Positive(node, "dilations", axes);
        int[] pads = ReadPads(node, axes, size, strides, dilations);
        if (size.Length != axes || size.Any(k => k <= 0))
        {
            throw node.Error($"its window [{string.Join(',', size)}] does not fit {axes} spatial axes");
        }

        for (int i = 0; i < axes; i++)
        {
            long image = (long)node.Input(0).Shape[i + 2] + pads[i] + pads[i + axes];
            if (((size[i] - 1L) * dilations[i]) + 1 > image)
            {
                throw node.Error($"its window [{string.Join(',', size)}] is larger than the padded input; check padding and the input's size");
            }
        }

        int[] overhang = new int[axes];
        if (node.Int("ceil_mode", 0) != 0)
        {
            for (int i = 0; i < axes; i++)
            {
                overhang[i] = CeilOverhang(node.Input(0).Shape[i + 2], pads[i], pads[i + axes], size[i], strides[i], dilations[i]);
            }
        }

        return axes == 2
            ? new Window(size, strides, dilations, new Padding(pads[0], pads[1], pads[2], pads[3]), overhang)
            : new Window([1, size[0]], [1, strides[0]], [1, dilations[0]], new Padding(0, pads[0], 0, pads[1]), [0, overhang[0]]);
    }

    private static int[] ReadPads(OnnxNode node, int axes, int[] kernel, int[] strides, int[] dilations)
    {
        int[] pads = node.Ints("pads") ?? new int[2 * axes];
        string auto = node.Text("auto_pad", "NOTSET");
        if (pads.Length != 2 * axes || pads.Any(pad => pad is < 0 or > 1 << 16) || kernel.Length != axes)
        {
            throw node.Error($"its pads [{string.Join(',', pads)}] do not fit {axes} spatial axes, or crop, which is not supported");
        }

        if (auto is "NOTSET" or "")
        {
            return pads;
        }

        pads = new int[2 * axes];
        for (int i = 0; i < axes && auto != "VALID"; i++)
        {
            int size = node.Input(0).Shape[i + 2];
            int steps = ((size + strides[i] - 1) / strides[i]) - 1;
            int total = Math.Max(0, checked((steps * strides[i]) + ((kernel[i] - 1) * dilations[i])) + 1 - size);
            pads[i] = auto switch
            {
                "SAME_UPPER" => total / 2,
                "SAME_LOWER" => total - (total / 2),
                _ => throw node.Error($"its auto_pad '{auto}' is unknown"),
            };
            pads[i + axes] = total - pads[i];
        }

        return pads;
    }

    /// <summary>
    /// Columns to add behind so that a rounded-down count equals the rounded-up one. A window that would start beyond the
    /// image and its leading border does not count.
    /// </summary>
    private static int CeilOverhang(int size, int before, int after, int kernel, int stride, int dilation)
    {
        int reach = checked(((kernel - 1) * dilation) + 1);
        int free = size + before + after - reach;
        int steps = (free + stride - 1) / stride;
        if (steps * stride >= size + before)
        {
            steps--;
        }

        return Math.Max(0, (steps * stride) - free);
    }

    private static int[] Positive(OnnxNode node, string attribute, int axes)
    {
        int[] values = node.Ints(attribute) ?? [.. Enumerable.Repeat(1, axes)];
        return values.Length == axes && values.All(value => value is > 0 and < 1 << 16)
            ? values
            : throw node.Error($"its {attribute} [{string.Join(',', values)}] do not fit {axes} spatial axes");
    }
}

/// <summary>Between the model's [n,c,h,w] or [n,c,w] and the graph's [n,h,w,c].</summary>
internal static class ImageLayout
{
    /// <summary>The data as [n,h,w,c].</summary>
    public static Value ToNhwc(this OnnxNode node, Value data)
    {
        Value image = data.Rank == 3 ? node.Reshape(data, data.Shape[0], data.Shape[1], 1, data.Shape[2]) : data;
        return node.Transpose(image, 0, 2, 3, 1);
    }

    /// <summary>Data of the graph's layout as [n,c,h,w], or as [n,c,w] for a rank of 3.</summary>
    public static Value FromNhwc(this OnnxNode node, Value data, int rank)
    {
        Value image = node.Transpose(data, 0, 3, 1, 2);
        return rank == 3 ? node.Reshape(image, image.Shape[0], image.Shape[1], image.Shape[3]) : image;
    }
}
