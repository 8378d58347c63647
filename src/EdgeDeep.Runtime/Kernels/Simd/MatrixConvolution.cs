using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Convolution as a matrix product without a matrix of windows: rows of the packed weights meet runs of the padded image.
/// </summary>
internal sealed unsafe class MatrixConvolution<T, V> : PackedStep
    where T : struct, ILanes<V>
    where V : struct
{
    private readonly WindowGeometry _geometry;
    private readonly PaddedImage _image;
    private readonly AlignedInts _offsets;
    private readonly Group[] _groups;
    private readonly OutputLimits _limits;

    private MatrixConvolution(WindowGeometry geometry, PaddedImage image, AlignedInts offsets, Group[] groups, OutputLimits limits)
    {
        (_geometry, _image, _offsets, _groups, _limits) = (geometry, image, offsets, groups, limits);
        // Room for the tiles lies behind the image, at a whole vector.
        Spare = (image.Bytes + 63) / 64 * 64;
        ScratchBytes = Spare + MatrixTiles<T, V>.SpareBytes;
    }

    public override int ScratchBytes { get; }

    private int Spare { get; }

    /// <summary>Packs a convolution.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="operands">Weights (OHWI) and scales.</param>
    /// <param name="weightsOffset">Minus the zero point of the weights.</param>
    /// <param name="limits">Zero point and limits of the output.</param>
    /// <returns>Null where vector arithmetic would not be exact.</returns>
    public static PackedStep? TryPack(
        in WindowGeometry geometry, int groups, in WeightOperands operands, int weightsOffset, OutputLimits limits)
    {
        WindowGeometry g = geometry;
        PaddedImage image = g.Image(T.Groups);
        int groupInputs = g.InputChannels / groups, groupOutputs = g.OutputChannels / groups;
        bool wholeRows = groups == 1 && g.DilationWidth == 1;
        int perRow = wholeRows ? 1 : g.FilterWidth, length = wholeRows ? g.FilterWidth * groupInputs : groupInputs;
        int count = g.FilterHeight * perRow, width = MatrixWeights.Width(T.Groups);
        int groupsOfSegment = (length + MatrixWeights.PerGroup(T.Groups) - 1) / MatrixWeights.PerGroup(T.Groups);
        AlignedInts offsets = new(count * groupsOfSegment);
        for (int i = 0; i < count * groupsOfSegment; i++)
        {
            int segment = i / groupsOfSegment, row = segment / perRow, column = segment % perRow;
            offsets.Pointer[i] = (row * g.DilationHeight * image.RowBytes)
                + (column * g.DilationWidth * g.InputChannels * width) + (i % groupsOfSegment * 4);
        }

        int filter = count * length;
        ReadOnlySpan<sbyte> weights = operands.Weights[..(g.OutputChannels * filter)];
        foreach (sbyte weight in weights)
        {
            if (weight + weightsOffset < T.SmallestWeight)
            {
                return null;
            }
        }

        Group[] packed = new Group[groups];
        for (int group = 0; group < groups; group++)
        {
            int first = group * groupOutputs;
            ChannelConstants constants = new(groupOutputs, T.Count);
            for (int channel = 0; channel < groupOutputs; channel++)
            {
                int o = first + channel, sum = 0;
                long absolute = 0;
                for (int i = o * filter; i < (o + 1) * filter; i++)
                {
                    sum += weights[i] + weightsOffset;
                    absolute += Math.Abs(weights[i] + weightsOffset);
                }

                constants.SetChannel(channel, in g, T.Groups, in operands, o, sum, absolute);
            }

            if (!constants.Fits || !T.Supports(constants))
            {
                return null;
            }

            MatrixWeights matrix = new(
                groupOutputs, T.Count, T.Groups, count, length, weights.Slice(first * filter, groupOutputs * filter), weightsOffset);
            packed[group] = new Group(matrix, constants);
        }

        return new MatrixConvolution<T, V>(g, image, offsets, packed, limits);
    }

    public override void Run(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        byte* scratch = step.Scratch;
        fixed (sbyte* from = &input.Int8[input.At], to = &output.Int8[output.At])
        {
            int inputImage = _geometry.InputHeight * _geometry.InputWidth * _geometry.InputChannels;
            int outputImage = _geometry.OutputHeight * _geometry.OutputWidth * _geometry.OutputChannels;
            for (int batch = 0; batch < _geometry.Batches; batch++)
            {
                _image.Fill(from + (batch * inputImage), scratch);
                for (int group = 0; group < _groups.Length; group++)
                {
                    RunGroup(group, scratch, to + (batch * outputImage));
                }
            }
        }
    }

    private void RunGroup(int index, byte* scratch, sbyte* output)
    {
        Group group = _groups[index];
        MatrixCall call = default;
        call.Weights = group.Weights.Values;
        call.Offsets = _offsets.Pointer;
        call.Groups = group.Weights.Groups;
        call.Constants = group.Constants.Values;
        call.Stride = group.Constants.Stride;
        call.General = group.Constants.General;
        call.Channels = _geometry.OutputChannels / _groups.Length;
        call.OutputStep = _geometry.OutputChannels;
        call.Limits = _limits;
        byte* data = scratch + (index * (_geometry.InputChannels / _groups.Length) * MatrixWeights.Width(T.Groups));
        sbyte* spare = (sbyte*)scratch + Spare;
        output += index * call.Channels;

        int positions = _geometry.OutputHeight * _geometry.OutputWidth;
        if (positions < MatrixTiles<T, V>.Rows)
        {
            for (int i = 0; i < positions; i++)
            {
                MatrixTiles<T, V>.One(data, Origin(i), in call, output + (i * call.OutputStep), spare);
            }

            return;
        }

        int* origins = stackalloc int[MatrixTiles<T, V>.MostPositions];
        for (int first = 0; first < positions; first += MatrixTiles<T, V>.MostPositions)
        {
            // A rest of less than a tile begins earlier; what it computes twice it writes twice.
            int start = Math.Min(first, positions - MatrixTiles<T, V>.Rows);
            int count = Math.Min(positions - start, MatrixTiles<T, V>.MostPositions);
            Origins(start, count, origins);
            MatrixTiles<T, V>.Many(data, origins, count, in call, output + (start * call.OutputStep), spare);
        }
    }

    private int Origin(int position)
    {
        int y = position / _geometry.OutputWidth, x = position - (y * _geometry.OutputWidth);
        int pixel = _geometry.InputChannels * MatrixWeights.Width(T.Groups);
        return (y * _geometry.StrideHeight * _image.RowBytes) + (x * _geometry.StrideWidth * pixel);
    }

    private void Origins(int position, int count, int* origins)
    {
        int y = position / _geometry.OutputWidth, x = position - (y * _geometry.OutputWidth);
        int pixel = _geometry.StrideWidth * _geometry.InputChannels * MatrixWeights.Width(T.Groups);
        int row = y * _geometry.StrideHeight * _image.RowBytes;
        for (int i = 0; i < count; i++)
        {
            origins[i] = row + (x * pixel);
            x++;
            if (x == _geometry.OutputWidth)
            {
                x = 0;
                row += _geometry.StrideHeight * _image.RowBytes;
            }
        }
    }

    private sealed record Group(MatrixWeights Weights, ChannelConstants Constants);
}
