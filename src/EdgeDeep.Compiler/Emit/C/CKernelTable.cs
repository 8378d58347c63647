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
        new(OpCode.Conv2DInt16, "ed_conv2d_s16"),
        new(OpCode.Conv2DInt16Bias32, "ed_conv2d_s16_bias32"),
        new(OpCode.DepthwiseConv2DInt16, "ed_depthwise_conv2d_s16"),
        new(OpCode.DepthwiseConv2DInt16Bias32, "ed_depthwise_conv2d_s16_bias32"),
        new(OpCode.FullyConnectedInt16, "ed_fully_connected_s16"),
        new(OpCode.FullyConnectedInt16Bias32, "ed_fully_connected_s16_bias32"),
        new(OpCode.TransposeConv2DInt16, "ed_transpose_conv2d_s16"),
        new(OpCode.AddInt16, "ed_add_s16"),
        new(OpCode.SubInt16, "ed_sub_s16"),
        new(OpCode.MulInt16, "ed_mul_s16"),
        new(OpCode.MaximumInt16, "ed_maximum_s16"),
        new(OpCode.MinimumInt16, "ed_minimum_s16"),
        new(OpCode.AveragePool2DInt16, "ed_average_pool2d_s16"),
        new(OpCode.MaxPool2DInt16, "ed_max_pool2d_s16"),
        new(OpCode.MeanInt16, "ed_mean_s16"),
        new(OpCode.SumInt16, "ed_sum_s16"),
        new(OpCode.ReduceMaxInt16, "ed_reduce_max_s16"),
        new(OpCode.ReluInt16, "ed_relu_s16"),
        new(OpCode.LeakyReluInt16, "ed_leaky_relu_s16"),
        new(OpCode.LogisticInt16, "ed_logistic_s16"),
        new(OpCode.TanhInt16, "ed_tanh_s16"),
        new(OpCode.LookupInt16, "ed_lookup_s16"),
        new(OpCode.SoftmaxInt16, "ed_softmax_s16"),
        new(OpCode.QuantizeInt16, "ed_float_quantize_s16"),
        new(OpCode.QuantizeUInt8, "ed_float_quantize_u8"),
        new(OpCode.DequantizeInt16, "ed_float_dequantize_s16"),
        new(OpCode.DequantizeUInt8, "ed_float_dequantize_u8"),
        new(OpCode.RequantizeInt16, "ed_requantize_s16_to_s16"),
        new(OpCode.RequantizeInt32ToInt16, "ed_requantize_s32_to_s16"),
        new(OpCode.RequantizeInt32ToInt8, "ed_requantize_s32_to_s8"),
        new(OpCode.RequantizeInt8ToInt32, "ed_requantize_s8_to_s32"),
        new(OpCode.StridedCopyInt8, "ed_strided_copy_s8"),
        new(OpCode.StridedCopyInt16, "ed_strided_copy_s16"),
        new(OpCode.StridedCopyInt32, "ed_strided_copy_s32"),
        new(OpCode.StridedCopyFloat, "ed_float_strided_copy_f32"),
        new(OpCode.FillInt8, "ed_fill_s8"),
        new(OpCode.FillInt16, "ed_fill_s16"),
        new(OpCode.FillInt32, "ed_fill_s32"),
        new(OpCode.FillFloat, "ed_float_fill_f32"),
        new(OpCode.GatherInt16, "ed_gather_s16"),
        new(OpCode.GatherInt32, "ed_gather_s32"),
        new(OpCode.GatherFloat, "ed_float_gather_f32"),
        new(OpCode.Conv2DInt8WeightsOffset, "ed_conv2d_s8_weights_offset"),
        new(OpCode.DepthwiseConv2DInt8WeightsOffset, "ed_depthwise_conv2d_s8_weights_offset"),
        new(OpCode.BinaryInt32, "ed_binary_s32"),
        new(OpCode.BinaryFloat, "ed_float_binary_f32"),
        new(OpCode.UnaryFloat, "ed_float_unary_f32"),
        new(OpCode.ReduceFloat, "ed_float_reduce_f32"),
        new(OpCode.CompareInt8, "ed_compare_s8"),
        new(OpCode.CompareInt32, "ed_compare_s32"),
        new(OpCode.CompareFloat, "ed_float_compare_f32"),
        new(OpCode.LogicalBool, "ed_logical_u8"),
        new(OpCode.SelectInt8, "ed_select_s8"),
        new(OpCode.SelectInt16, "ed_select_s16"),
        new(OpCode.SelectInt32, "ed_select_s32"),
        new(OpCode.SelectFloat, "ed_float_select_f32"),
        new(OpCode.GatherNdInt8, "ed_gather_nd_s8"),
        new(OpCode.GatherNdInt16, "ed_gather_nd_s16"),
        new(OpCode.GatherNdInt32, "ed_gather_nd_s32"),
        new(OpCode.GatherNdFloat, "ed_float_gather_nd_f32"),
        new(OpCode.ResizeBilinearInt8, "ed_resize_bilinear_s8"),
        new(OpCode.ResizeBilinearInt16, "ed_resize_bilinear_s16"),
        new(OpCode.ResizeBilinearFloat, "ed_float_resize_bilinear_f32"),
        new(OpCode.ArgMaxInt16, "ed_arg_max_s16"),
        new(OpCode.ArgMaxFloat, "ed_float_arg_max_f32"),
        new(OpCode.ArgMinInt8, "ed_arg_min_s8"),
        new(OpCode.ArgMinInt16, "ed_arg_min_s16"),
        new(OpCode.ArgMinFloat, "ed_float_arg_min_f32"),
        new(OpCode.ReduceMinInt8, "ed_reduce_min_s8"),
        new(OpCode.ReduceMinInt16, "ed_reduce_min_s16"),
        new(OpCode.CastInt32ToFloat, "ed_float_cast_s32_to_f32"),
        new(OpCode.CastFloatToInt32, "ed_float_cast_f32_to_s32"),
        new(OpCode.CastUInt8ToInt32, "ed_float_cast_u8_to_s32"),
        new(OpCode.CastInt32ToBool, "ed_float_cast_s32_to_bool"),
        new(OpCode.CastFloatToBool, "ed_float_cast_f32_to_bool"),
        new(OpCode.TopKInt8, "ed_top_k_s8"),
        new(OpCode.TopKFloat, "ed_float_top_k_f32"),
        new(OpCode.SquaredDifferenceInt8, "ed_squared_difference_s8"),
        new(OpCode.L2NormInt8, "ed_l2_norm_s8"),
        new(OpCode.SignalWindowInt16, "ed_signal_window_s16"),
        new(OpCode.SignalEnergyInt16ToInt32, "ed_signal_energy_s16_to_s32"),
        new(OpCode.FilterBankInt32, "ed_filter_bank_s32"),
        new(OpCode.SpectralSubtractionInt32, "ed_spectral_subtraction_s32"),
        new(OpCode.PcanInt32, "ed_pcan_s32"),
        new(OpCode.FilterBankLogInt32ToInt16, "ed_filter_bank_log_s32_to_s16"),
        new(OpCode.FeatureQuantizeInt16ToInt8, "ed_feature_quantize_s16_to_s8"),
        new(OpCode.SlideInt8, "ed_slide_s8"),
        new(OpCode.SlideInt16, "ed_slide_s16"),
        new(OpCode.MagnitudeSpectrumInt16ToInt32, "ed_magnitude_spectrum_s16_to_s32"),
        new(OpCode.MelLogInt32ToInt16, "ed_mel_log_s32_to_s16"),
        new(OpCode.SignalPeakInt16, "ed_signal_peak_s16"),
        new(OpCode.MelFeaturesInt16ToInt8, "ed_mel_features_s16_to_s8"),
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

    /// <summary>Whether a kernel can be written in C.</summary>
    public static bool Has(OpCode op) => op == OpCode.Copy || Array.Exists(Rows, row => row.Op == op);

    /// <summary>The function for a kernel; null for a copy of a type that is moved as bytes.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="type">Element type of the first operand.</param>
    /// <exception cref="ModelException">No C function is known for the kernel.</exception>
    public static CKernelRow? Find(OpCode op, ElementType type) =>
        op == OpCode.Copy
            ? Copies.GetValueOrDefault(type)
            : Array.Find(Rows, row => row.Op == op) ?? throw new ModelException($"The kernel {op} has no C function yet; run the model from the .edge file.");
}
