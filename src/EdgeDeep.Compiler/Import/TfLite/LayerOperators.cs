using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Layers with weights, matrix products, and pools.</summary>
internal static class LayerOperators
{
    /// <summary>CONV_2D: data, weights [o,h,w,c], bias.</summary>
    public static void Conv2D(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.Conv2D);
        (Value data, Value weights, Value? bias) = Operands(op, weightsRank: 4, channelAxis: 0);
        int groups = data.Shape[3] / weights.Shape[3];
        if (groups == 0 || groups * weights.Shape[3] != data.Shape[3])
        {
            throw op.Error($"its weights take {weights.Shape[3]} channels and the data has {data.Shape[3]}");
        }

        Window y = Window.Of(op, 1, data.Shape[1], weights.Shape[1], options.Int32(2), options.Int32(5, 1), options.Int8(0));
        Window x = Window.Of(op, 2, data.Shape[2], weights.Shape[2], options.Int32(1), options.Int32(4, 1), options.Int8(0));
        op.Add(
            new Conv2D(y.Stride, x.Stride, y.Dilation, x.Dilation, Window.Pad(y, x), groups, op.Activation(options.Int8(3))),
            data, weights, bias);
    }

    /// <summary>DEPTHWISE_CONV_2D: data, weights [1,h,w,c*m], bias. The stored multiplier is redundant and not read.</summary>
    public static void DepthwiseConv2D(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.DepthwiseConv2D);
        (Value data, Value weights, Value? bias) = Operands(op, weightsRank: 4, channelAxis: 3);
        if (weights.Shape[0] != 1)
        {
            throw op.Error($"the first dimension of its weights is {weights.Shape[0]} and must be 1");
        }

        Window y = Window.Of(op, 1, data.Shape[1], weights.Shape[1], options.Int32(2), options.Int32(6, 1), options.Int8(0));
        Window x = Window.Of(op, 2, data.Shape[2], weights.Shape[2], options.Int32(1), options.Int32(5, 1), options.Int8(0));
        op.Add(
            new DepthwiseConv2D(y.Stride, x.Stride, y.Dilation, x.Dilation, Window.Pad(y, x), op.Activation(options.Int8(4))),
            data, weights, bias);
    }

    /// <summary>TRANSPOSE_CONV: shape of the result [4], weights [o,h,w,c], data, bias.</summary>
    public static void TransposeConv2D(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.TransposeConv);
        (Value data, Value weights, Value? bias) = Operands(op, weightsRank: 4, channelAxis: 0, dataAt: 2, biasAt: 3);
        // A shape that is computed or given is what the file says about the result.
        if ((op.Input(0).IsConstant ? op.Ints(0) : op.DeclaredShape(0)) is not [_, int height, int width, _])
        {
            throw op.Error("the shape of its result must be four integers");
        }

        // A convolution with this border would take the result back to the size of the data.
        op.Extent(height, "the height of its result");
        op.Extent(width, "the width of its result");
        Window y = Window.Of(op, 1, height, weights.Shape[1], options.Int32(2), 1, options.Int8(0));
        Window x = Window.Of(op, 2, width, weights.Shape[2], options.Int32(1), 1, options.Int8(0));
        op.Add(new TransposeConv2D(y.Stride, x.Stride, y.Before, x.Before, height, width, op.Activation(options.Int8(3))), data, weights, bias);
    }

    /// <summary>FULLY_CONNECTED: data, weights [o,i], bias.</summary>
    public static void FullyConnected(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.FullyConnected);
        if (options.Int8(1) != 0)
        {
            throw op.Error("its weights are stored in shuffled order, which is not supported; convert the model without it");
        }

        (Value data, Value weights, Value? bias) = Operands(op, weightsRank: 2, channelAxis: 0);
        if (data.Rank == 0)
        {
            throw op.Error("its data is a single number without dimensions");
        }

        op.Add(new FullyConnected(options.Bool(2), op.Activation(options.Int8(0))), data, weights, bias);
    }

    /// <summary>BATCH_MATMUL: two operands of which the last two axes are matrices.</summary>
    public static void BatchMatMul(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.BatchMatMul);
        Value left = op.Input(0), right = op.Input(1);
        if (left.Type == ElementType.Float32)
        {
            right = Real.Constant(op, right, "right");
        }

        if (left.Type != right.Type)
        {
            throw op.Error($"its operands are {ElementTypes.NameOf(left.Type)} and {ElementTypes.NameOf(right.Type)} and must be of one type");
        }

        op.Add(new BatchMatMul(options.Bool(0), options.Bool(1)), left, right);
    }

    /// <summary>AVERAGE_POOL_2D.</summary>
    public static void AveragePool2D(OperatorImport op) => Pool(op, PoolKind.Average);

    /// <summary>MAX_POOL_2D.</summary>
    public static void MaxPool2D(OperatorImport op) => Pool(op, PoolKind.Max);

    private static void Pool(OperatorImport op, PoolKind kind)
    {
        FlatTable options = op.Options(OptionsType.Pool2D);
        Value data = OfRank(op, op.Input(0), 4, "data");
        int height = op.Extent(options.Int32(4), "the window's height"), width = op.Extent(options.Int32(3), "the window's width");
        Window y = Window.Of(op, 1, data.Shape[1], height, options.Int32(2), 1, options.Int8(0));
        Window x = Window.Of(op, 2, data.Shape[2], width, options.Int32(1), 1, options.Int8(0));
        op.Add(new Pool2D(kind, height, width, y.Stride, x.Stride, Window.Pad(y, x), op.Activation(options.Int8(5))), data);
    }

    /// <summary>
    /// Data, weights and bias of types that a kernel can combine. Integer weights beside float data (dynamic-range
    /// models) become float.
    /// </summary>
    private static (Value Data, Value Weights, Value? Bias) Operands(
        OperatorImport op, int weightsRank, int channelAxis, int dataAt = 0, int biasAt = 2)
    {
        Value data = weightsRank == 4 ? OfRank(op, op.Input(dataAt), 4, "data") : op.Input(dataAt);
        Value weights = OfRank(op, op.Input(1), weightsRank, "weights");
        Value? bias = op.OptionalInput(biasAt);
        if (data.Type == ElementType.Int16 && bias is { Type: ElementType.Int16, IsConstant: true })
        {
            // Old converters wrote narrow biases.
            op.Spend(bias.Elements * (long)sizeof(long));
            long[] widened = [.. MemoryMarshal.Cast<byte, short>(bias.Data).ToArray().Select(number => (long)number)];
            bias = op.Constant("bias", ElementType.Int64, bias.Shape, MemoryMarshal.AsBytes<long>(widened).ToArray());
        }

        if (data.Type == ElementType.Float32)
        {
            weights = Real.Constant(op, weights, "weights");
        }

        bool fits = (data.Type, weights.Type, bias?.Type) is
            (ElementType.Float32, ElementType.Float32, null or ElementType.Float32)
            or (ElementType.Int8, ElementType.Int8, null or ElementType.Int32)
            or (ElementType.Int16, ElementType.Int8, null or ElementType.Int32 or ElementType.Int64);
        if (!fits)
        {
            string biasType = bias is null ? "no" : ElementTypes.NameOf(bias.Type);
            throw op.Error($"data is {ElementTypes.NameOf(data.Type)}, weights are {ElementTypes.NameOf(weights.Type)} and bias is {biasType}, which no kernel combines; convert the model to int8 or float32");
        }

        int channels = weights.Shape[channelAxis];
        if (bias is not null && bias.Elements != channels)
        {
            throw op.Error($"its bias has {bias.Elements} elements and there are {channels} output channels");
        }

        if (weights.Quantization is { IsPerChannel: true } quantization && quantization.Axis != channelAxis)
        {
            throw op.Error($"its weights have scales on axis {quantization.Axis} and must have them on axis {channelAxis}");
        }

        return (data, weights, bias);
    }

    private static Value OfRank(OperatorImport op, Value value, int rank, string what) => value.Rank == rank
        ? value
        : throw op.Error($"its {what} have shape [{string.Join(',', value.Shape)}] and must have {rank} dimensions");

    /// <summary>A sliding window along one axis with its border.</summary>
    private readonly record struct Window(int Stride, int Dilation, int Before, int After)
    {
        /// <summary>Checks the attributes and turns the kind of padding into a border.</summary>
        /// <param name="op">The operator.</param>
        /// <param name="axis">1 for rows, 2 for columns.</param>
        /// <param name="input">Size of the data.</param>
        /// <param name="filter">Size of the filter.</param>
        /// <param name="stride">Step.</param>
        /// <param name="dilation">Distance of taps.</param>
        /// <param name="padding">0 SAME: as many results as steps fit into the data; 1 VALID: no border.</param>
        public static Window Of(OperatorImport op, int axis, int input, int filter, int stride, int dilation, int padding)
        {
            op.Extent(stride, "a stride");
            op.Extent(dilation, "a dilation");
            op.Extent(filter, "a filter's size");
            op.InRange(padding, 0, 1, "the kind of padding");
            if (op.Dilated is { } dilated)
            {
                return (stride, dilation, padding) == (1, 1, 1)
                    ? new Window(1, dilated.Blocks[axis - 1], dilated.Pads[(2 * axis) - 2], dilated.Pads[(2 * axis) - 1])
                    : throw op.Error("between SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND it must have stride 1 and VALID padding");
            }

            long reach = ((filter - 1L) * dilation) + 1;
            long total = padding == 1 ? 0 : Math.Max(((((long)input + stride - 1) / stride - 1) * stride) + reach - input, 0);
            op.Extent((int)Math.Min(reach, int.MaxValue), "a dilated filter's size");
            return new Window(stride, dilation, (int)(total / 2), (int)(total - (total / 2)));
        }

        /// <summary>The border of both axes.</summary>
        public static Padding Pad(Window y, Window x) => new(y.Before, x.Before, y.After, x.After);
    }
}
