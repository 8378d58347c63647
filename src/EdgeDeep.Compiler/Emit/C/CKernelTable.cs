using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>How a step of a plan becomes a call in C.</summary>
/// <param name="Op">The kernel.</param>
/// <param name="Function">The C function that the kernel's C# method is translated to.</param>
/// <param name="Order">
/// Which of the step's tensors, operands and then results, each pointer of the function is; empty where that is their order.
/// </param>
public sealed record CKernelRow(OpCode Op, string Function, params int[] Order)
{
    /// <summary>The tensors of a step in the order of the function's pointers.</summary>
    public IReadOnlyList<T> Arrange<T>(IReadOnlyList<T> tensors) =>
        Order.Length == 0 ? tensors : [.. Order.Select(index => tensors[index])];
}

/// <summary>The C function of every kernel.</summary>
public static class CKernelTable
{
    private static readonly CKernelRow[] Rows =
    [
        new(OpCode.Conv2DInt8, "ed_conv2d_s8"),
        new(OpCode.DepthwiseConv2DInt8, "ed_depthwise_conv2d_s8"),
        new(OpCode.FullyConnectedInt8, "ed_fully_connected_s8"),
        new(OpCode.TransposeConv2DInt8, "ed_transpose_conv2d_s8"),
        new(OpCode.AveragePool2DInt8, "ed_average_pool2d_s8"),
        new(OpCode.MaxPool2DInt8, "ed_max_pool2d_s8"),
        new(OpCode.AddInt8, "ed_add_s8"),
        new(OpCode.SubInt8, "ed_sub_s8"),
        new(OpCode.MulInt8, "ed_mul_s8"),
        new(OpCode.MaximumInt8, "ed_maximum_s8"),
        new(OpCode.MinimumInt8, "ed_minimum_s8"),
        new(OpCode.MeanInt8, "ed_mean_s8"),
        new(OpCode.SumInt8, "ed_sum_s8"),
        new(OpCode.ReduceMaxInt8, "ed_reduce_max_s8"),
        new(OpCode.SoftmaxInt8, "ed_softmax_s8"),
        new(OpCode.SoftmaxInt8ToInt16, "ed_softmax_s8_to_s16"),
        new(OpCode.SoftmaxFloat, "ed_float_softmax_f32"),
        new(OpCode.LogSoftmaxInt8, "ed_log_softmax_s8"),
        new(OpCode.LogSoftmaxFloat, "ed_float_log_softmax_f32"),
        new(OpCode.LogisticInt8, "ed_logistic_s8"),
        new(OpCode.TanhInt8, "ed_tanh_s8"),
        new(OpCode.ReluInt8, "ed_relu_s8"),
        new(OpCode.LeakyReluInt8, "ed_leaky_relu_s8"),
        new(OpCode.PReluInt8, "ed_p_relu_s8"),
        new(OpCode.HardSwishInt8, "ed_hard_swish_s8"),
        new(OpCode.PadInt8, "ed_pad_s8"),
        new(OpCode.TransposeInt8, "ed_transpose_s8"),
        new(OpCode.ConcatenationInt8, "ed_concatenation_copy_s8"),
        new(OpCode.StridedSliceInt8, "ed_strided_slice_s8"),
        new(OpCode.GatherInt8, "ed_gather_s8"),
        new(OpCode.ResizeNearestInt8, "ed_resize_nearest_s8"),
        new(OpCode.ArgMaxInt8, "ed_arg_max_s8"),
        new(OpCode.QuantizeInt8, "ed_float_quantize_s8"),
        new(OpCode.DequantizeInt8, "ed_float_dequantize_s8"),
        new(OpCode.RequantizeInt8, "ed_requantize_s8_to_s8"),
        new(OpCode.RequantizeUInt8ToInt8, "ed_requantize_u8_to_s8"),
        new(OpCode.RequantizeInt8ToUInt8, "ed_requantize_s8_to_u8"),
        new(OpCode.RequantizeInt16ToInt8, "ed_requantize_s16_to_s8"),
        new(OpCode.RequantizeInt8ToInt16, "ed_requantize_s8_to_s16"),
        new(OpCode.RequantizeInt16ToInt32, "ed_requantize_s16_to_s32"),
        new(OpCode.SvdfInt8, "ed_svdf_s8", 0, 1, 2, 3, 5, 4),
        new(OpCode.SvdfInt8State16, "ed_svdf_s8_state16", 0, 1, 2, 3, 5, 4),
        new(OpCode.LstmInt8, "ed_lstm_s8"),
        new(OpCode.GruInt8, "ed_gru_s8"),
        new(OpCode.RandomNormalInt8, "ed_random_normal_s8", 0, 2, 1),
        new(OpCode.RandomNormalInt16, "ed_random_normal_s16", 0, 2, 1),
        new(OpCode.MultinomialInt8, "ed_multinomial_s8", 0, 1, 3, 2),
        new(OpCode.BatchMatMulInt8, "ed_batch_mat_mul_s8"),
        new(OpCode.LayerNormInt8, "ed_layer_norm_s8"),
        new(OpCode.LookupInt8, "ed_lookup_s8"),
        new(OpCode.SpectrumMagnitudeInt16ToInt8, "ed_spectrum_magnitude_s16_to_s8"),
        new(OpCode.Conv2DDspInt8, "ed_conv2d_dsp_s8"),
        new(OpCode.DepthwiseConv2DDspInt8, "ed_depthwise_conv2d_dsp_s8"),
        new(OpCode.AddDspInt8, "ed_add_dsp_s8"),
    ];

    // A copy does not look at its elements, so it needs only the right width.
    private static readonly Dictionary<ElementType, CKernelRow> Copies = new()
    {
        [ElementType.Int8] = new(OpCode.Copy, "ed_copy_s8"),
        [ElementType.UInt8] = new(OpCode.Copy, "ed_copy_u8"),
        [ElementType.Bool] = new(OpCode.Copy, "ed_copy_u8"),
        [ElementType.Int16] = new(OpCode.Copy, "ed_copy_s16"),
        [ElementType.Int32] = new(OpCode.Copy, "ed_copy_s32"),
    };

    /// <summary>All rows; <see cref="OpCode.Copy"/> has one for each element type.</summary>
    public static IEnumerable<CKernelRow> All => Rows.Concat(Copies.Values).DistinctBy(row => row.Function);

    /// <summary>The function for a kernel; null for a copy of a type that is moved as bytes.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="type">Element type of the first operand.</param>
    /// <exception cref="ModelException">No C function is known for the kernel.</exception>
    public static CKernelRow? Find(OpCode op, ElementType type) =>
        op == OpCode.Copy
            ? Copies.GetValueOrDefault(type)
            : Array.Find(Rows, row => row.Op == op) ?? throw new ModelException($"The kernel {op} has no C function yet; run the model from the .edge file.");
}
