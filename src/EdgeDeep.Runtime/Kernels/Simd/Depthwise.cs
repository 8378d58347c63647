using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Depthwise convolution with one filter a channel, block by block.</summary>
internal sealed unsafe class Depthwise<T> : PackedStep
    where T : struct, IDepthwiseBlock
{
    private readonly WindowGeometry _geometry;
    private readonly DepthwiseLayout _layout;
    private readonly OutputLimits _limits;

    private Depthwise(WindowGeometry geometry, DepthwiseLayout layout, OutputLimits limits)
    {
        (_geometry, _layout, _limits) = (geometry, layout, limits);
        // A block that hangs over the end of a row reads behind it, and writes its bytes into the spare room at the end.
        Spare = layout.Image.Bytes + (2 * MatrixWeights.Width(T.Groups) * T.Values);
        ScratchBytes = Spare + T.Values;
    }

    public override int ScratchBytes { get; }

    private static int HalfBlock => T.Values / 2 * MatrixWeights.Width(T.Groups);

    private int Spare { get; }

    /// <summary>Packs a depthwise convolution; null where vector arithmetic would not be exact.</summary>
    public static PackedStep? TryPack(in WindowGeometry geometry, in WeightOperands operands, OutputLimits limits)
    {
        foreach (sbyte weight in operands.Weights)
        {
            if (weight < T.SmallestWeight)
            {
                return null;
            }
        }

        DepthwiseLayout layout = new(in geometry, T.Groups, T.Planar, T.Values, T.Lanes, in operands, T.WeightOrder, T.ConstantOrder);
        return layout.Constants.Fits && T.Supports(layout.Constants)
            ? new Depthwise<T>(geometry, layout, limits) : null;
    }

    public override void Run(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        byte* scratch = step.Scratch;
        fixed (sbyte* from = &input.Int8[input.At], to = &output.Int8[output.At])
        {
            int inputImage = _geometry.InputHeight * _geometry.InputWidth * _geometry.InputChannels;
            int outputRow = _geometry.OutputWidth * _geometry.OutputChannels;
            sbyte* row = to;
            for (int batch = 0; batch < _geometry.Batches; batch++)
            {
                _layout.Image.Fill(from + (batch * inputImage), scratch);
                for (int y = 0; y < _geometry.OutputHeight; y++)
                {
                    byte* data = scratch + (y * _geometry.StrideHeight * _layout.Image.RowBytes);
                    if (_layout.SharesColumns)
                    {
                        Rows(data, row);
                    }
                    else if (_layout.Flat)
                    {
                        Blocks(data, HalfBlock, row, outputRow, (sbyte*)scratch + Spare);
                    }
                    else
                    {
                        Positions(data, row, (sbyte*)scratch + Spare);
                    }

                    row += outputRow;
                }
            }
        }
    }

    private void Rows(byte* data, sbyte* row)
    {
        ChannelConstants constants = _layout.Constants;
        OutputLimits limits = _limits;
        for (int block = 0; block < _layout.Period; block++)
        {
            int first = block * T.Values;
            T.RunRow(
                data + first, _geometry.DilationHeight * _layout.Image.RowBytes, _geometry.InputChannels, _geometry.OutputWidth,
                _layout.Weights + (first * _layout.Groups), constants.Values + first, constants.Stride, constants.General,
                in limits, row + first);
        }
    }

    private void Positions(byte* data, sbyte* row, sbyte* spare)
    {
        int step = _geometry.StrideWidth * _geometry.InputChannels * MatrixWeights.Width(T.Groups);
        int x = 0;
        for (; _layout.Pairs && x + 2 <= _geometry.OutputWidth; x += 2)
        {
            Blocks(data, step, row, T.Values, spare);
            data += 2 * step;
            row += T.Values;
        }

        for (; x < _geometry.OutputWidth; x++)
        {
            Blocks(data, HalfBlock, row, _geometry.OutputChannels, spare);
            data += step;
            row += _geometry.OutputChannels;
        }
    }

    private void Blocks(byte* data, int half, sbyte* to, int values, sbyte* spare)
    {
        ChannelConstants constants = _layout.Constants;
        int* weights = _layout.Weights;
        int* taps = _layout.Taps;
        int groups = _layout.Groups, stride = constants.Stride, width = MatrixWeights.Width(T.Groups), block = 0;
        OutputLimits limits = _limits;
        for (int i = 0; i < values; i += T.Values)
        {
            bool whole = i + T.Values <= values;
            T.Run(
                data + (i * width), half, taps, groups, weights + (block * groups * T.Values), constants.Values + (block * T.Values),
                stride, constants.General, in limits, whole ? to + i : spare);
            if (!whole)
            {
                Buffer.MemoryCopy(spare, to + i, values - i, values - i);
            }

            block = block + 1 == _layout.Period ? 0 : block + 1;
        }
    }
}
