using System.Numerics.Tensors;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>
/// Mean and second moments of what lies under a layer's filter, gathered inference after inference. Second moments are kept in
/// blocks of <see cref="BlockTaps"/> taps and taken from evenly spread positions, so that memory and time stay bounded.
/// </summary>
internal sealed class InputMoments
{
    /// <summary>A block has at most 512 * 512 moments, 2 MB.</summary>
    public const int BlockTaps = 512;

    // Several times the taps of a block, so that its moments have full rank.
    private const long MostPatches = 4096;

    private readonly LayerGeometry _layer;
    private readonly double[] _sums, _taps;
    private readonly float[] _patch;
    private readonly int _step;
    private long _positions;

    /// <summary>Starts with nothing.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inferences">How many will be added; 0 for the mean alone.</param>
    public InputMoments(LayerGeometry layer, int inferences)
    {
        (_layer, _sums, _taps, _patch) = (layer, new double[layer.PatchElements], new double[layer.Taps], new float[layer.PatchElements]);

        // An odd step meets all columns of images of even width.
        _step = (int)Math.Clamp((long)layer.Positions * inferences / MostPatches, 1, int.MaxValue) | 1;
        Blocks = inferences == 0 ? [] : [.. Enumerable.Range(0, layer.Groups).Select(_ => BlocksOf(layer.Taps))];
    }

    /// <summary>Sums of products of two taps for each group and block, row after row; no group where only the mean was wanted.</summary>
    public double[][][] Blocks { get; }

    /// <summary>The mean at each place of the patch.</summary>
    public double[] Mean => [.. _sums.Select(sum => sum / Math.Max(1, _positions))];

    /// <summary>Adds the data of one inference.</summary>
    public void Add(ReadOnlySpan<float> data)
    {
        for (int position = 0; position < _layer.Positions; position++)
        {
            _layer.CopyPatch(data, position, _patch);
            for (int i = 0; i < _patch.Length; i++)
            {
                _sums[i] += _patch[i];
            }

            for (int group = 0; group < Blocks.Length && _positions % _step == 0; group++)
            {
                AddProducts(group);
            }

            _positions++;
        }
    }

    private static double[][] BlocksOf(int taps) =>
        [.. Enumerable.Range(0, taps).Chunk(BlockTaps).Select(block => new double[block.Length * block.Length])];

    private void AddProducts(int group)
    {
        for (int tap = 0; tap < _taps.Length; tap++)
        {
            _taps[tap] = _patch[_layer.PatchIndex(group, tap)];
        }

        for (int first = 0, block = 0; first < _taps.Length; first += BlockTaps, block++)
        {
            Span<double> numbers = _taps.AsSpan(first, Math.Min(BlockTaps, _taps.Length - first));
            for (int row = 0; row < numbers.Length; row++)
            {
                if (numbers[row] != 0)
                {
                    Span<double> sums = Blocks[group][block].AsSpan(row * numbers.Length, numbers.Length);
                    TensorPrimitives.MultiplyAdd(numbers, numbers[row], sums, sums);
                }
            }
        }
    }
}
