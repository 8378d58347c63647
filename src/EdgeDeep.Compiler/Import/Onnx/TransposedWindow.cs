namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>One axis of a transposed convolution.</summary>
/// <param name="Stride">Output elements from one input element to the next.</param>
/// <param name="Crop">Elements of the sum cut off in front.</param>
/// <param name="Output">Size of the output.</param>
internal readonly record struct TransposedWindow(int Stride, int Crop, int Output)
{
    private const int Largest = 1 << 16;

    /// <summary>Reads the attributes of a node: strides, pads, output_padding, output_shape, auto_pad and kernel_shape.</summary>
    /// <param name="node">The node.</param>
    /// <param name="axis">0 for rows, 1 for columns.</param>
    /// <param name="axes">Spatial axes of the model's tensors, 1 or 2; a single one counts as columns.</param>
    /// <param name="input">Size of the input.</param>
    /// <param name="filter">Size of the filter.</param>
    public static TransposedWindow Read(OnnxNode node, int axis, int axes, int input, int filter)
    {
        int at = axis - (2 - axes);
        int[]? kernel = Ints(node, "kernel_shape", axes, 1), shape = OutputShape(node, axes);
        int[] strides = Ints(node, "strides", axes, 1) ?? [1, 1], more = Ints(node, "output_padding", axes, 0) ?? [0, 0];
        int[] pads = Ints(node, "pads", 2 * axes, 0) ?? new int[4];
        string auto = node.Text("auto_pad", "NOTSET");
        if (at < 0)
        {
            return new TransposedWindow(1, 0, 1);
        }

        if (kernel is not null && kernel[at] != filter)
        {
            throw node.Error("its kernel_shape differs from the shape of its weights");
        }

        int sum = checked(((input - 1) * strides[at]) + filter + more[at]);
        return (auto, shape) switch
        {
            ("NOTSET" or "", null) => new TransposedWindow(strides[at], pads[at], sum - pads[at] - pads[at + axes]),
            ("VALID", null) => new TransposedWindow(strides[at], 0, sum),
            // Stride times the input; a filter smaller than the stride does not reach that far, and nothing is added.
            ("SAME_UPPER" or "SAME_LOWER", null) => Cropped(strides[at], sum, Math.Min(sum, checked(input * strides[at])), auto),
            ("NOTSET" or "" or "VALID" or "SAME_UPPER" or "SAME_LOWER", not null) => Cropped(strides[at], sum, shape[at], auto),
            _ => throw node.Error($"its auto_pad '{auto}' is unknown"),
        };
    }

    /// <summary>What is too much goes on both sides; an odd element goes behind for SAME_UPPER and in front otherwise.</summary>
    private static TransposedWindow Cropped(int stride, int sum, int output, string auto)
    {
        int total = Math.Max(0, sum - output);
        return new TransposedWindow(stride, auto == "SAME_UPPER" ? total / 2 : total - (total / 2), output);
    }

    /// <summary>The spatial sizes; models may give batch and channels too.</summary>
    private static int[]? OutputShape(OnnxNode node, int axes)
    {
        int[]? shape = node.Ints("output_shape");
        return shape?.Length == axes + 2 ? shape[2..] : Ints(node, "output_shape", axes, 1);
    }

    private static int[]? Ints(OnnxNode node, string attribute, int count, int least)
    {
        int[]? values = node.Ints(attribute);
        return values is null || (values.Length == count && values.All(value => value >= least && value <= Largest))
            ? values
            : throw node.Error($"its {attribute} [{string.Join(',', values)}] must be {count} numbers from {least} to {Largest}");
    }
}
