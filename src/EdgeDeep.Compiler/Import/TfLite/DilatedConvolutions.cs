using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// Finds convolutions that older TensorFlow wrote as SPACE_TO_BATCH_ND, a convolution without dilation, and
/// BATCH_TO_SPACE_ND. Block sizes are the dilation, and borders less crops the padding of one dilated convolution, which
/// computes the same sums.
/// </summary>
internal sealed class DilatedConvolutions
{
    private readonly TfLiteModel _model;
    private readonly Dictionary<TfLiteOperator, (TfLiteOperator Before, TfLiteOperator Convolution)> _triples = [];
    private readonly HashSet<TfLiteOperator> _absorbed = [];

    /// <summary>Finds them all.</summary>
    public DilatedConvolutions(TfLiteModel model)
    {
        _model = model;
        if (model.Operators.All(op => op.Name != "BATCH_TO_SPACE_ND"))
        {
            return;
        }

        ILookup<int, TfLiteOperator> readers = model.Operators
            .SelectMany(op => op.Inputs.Distinct().Select(tensor => (tensor, op)))
            .Concat(model.Outputs.Select(tensor => (tensor, op: (TfLiteOperator)null!)))
            .ToLookup(pair => pair.tensor, pair => pair.op);
        foreach (TfLiteOperator before in model.Operators.Where(op => op is { Name: "SPACE_TO_BATCH_ND", Outputs.Length: 1 }))
        {
            if (OnlyReader(readers, before) is { Name: "CONV_2D" or "DEPTHWISE_CONV_2D", Outputs.Length: 1 } convolution
                && OnlyReader(readers, convolution) is { Name: "BATCH_TO_SPACE_ND" } after
                && SameScale(before.Inputs.FirstOrDefault(-1), before.Outputs[0])
                && SameScale(convolution.Outputs[0], after.Outputs.FirstOrDefault(-1)))
            {
                _triples[after] = (before, convolution);
                _absorbed.UnionWith([before, convolution]);
            }
        }
    }

    /// <summary>Whether an operator becomes part of a later node.</summary>
    public bool Absorbs(TfLiteOperator op) => _absorbed.Contains(op);

    /// <summary>The whole convolution that ends at an operator; null where none does.</summary>
    public OperatorImport? EndingAt(TfLiteOperator after, Graph graph, TensorTable tensors)
    {
        if (!_triples.TryGetValue(after, out (TfLiteOperator Before, TfLiteOperator Convolution) triple))
        {
            return null;
        }

        OperatorImport before = new(graph, tensors, triple.Before), end = new(graph, tensors, after);
        Value data = before.Input(0);
        int[] blocks = before.Ints(1), borders = before.Ints(2), crops = end.Ints(2);
        if (data.Rank != 4 || blocks.Length != 2 || borders.Length != 4 || crops.Length != 4 || !end.Ints(1).SequenceEqual(blocks))
        {
            throw end.Error("its blocks, borders and crops must be those of a dilated convolution of images");
        }

        int[] pads = [.. borders.Zip(crops, (border, crop) => end.InRange(
            end.InRange(border, 0, Limits.Extent, "a border") - end.InRange(crop, 0, Limits.Extent, "a crop"), 0, Limits.Extent, "a border less its crop"))];
        for (int axis = 0; axis < 2; axis++)
        {
            before.Extent(blocks[axis], "a block");
            if ((data.Shape[axis + 1] + borders[2 * axis] + borders[(2 * axis) + 1]) % blocks[axis] != 0)
            {
                throw before.Error($"its blocks of {blocks[axis]} do not divide dimension {axis + 1} with its border");
            }
        }

        return new OperatorImport(graph, tensors, triple.Convolution, new Dilated(blocks, pads, triple.Before.Inputs[0], after.Outputs));
    }

    private static TfLiteOperator? OnlyReader(ILookup<int, TfLiteOperator> readers, TfLiteOperator op) =>
        readers[op.Outputs[0]].ToArray() is [{ Inputs: [int first, ..] } only] && first == op.Outputs[0] ? only : null;

    private bool SameScale(int a, int b) =>
        a >= 0 && a < _model.Tensors.Length && b >= 0 && b < _model.Tensors.Length
        && _model.Tensors[a].Scales.SequenceEqual(_model.Tensors[b].Scales)
        && _model.Tensors[a].ZeroPoints.SequenceEqual(_model.Tensors[b].ZeroPoints);
}

/// <summary>What surrounds a convolution that stands for a dilated one.</summary>
/// <param name="Blocks">Dilation of rows and of columns.</param>
/// <param name="Pads">Border above, below, left and right.</param>
/// <param name="Data">Tensor index of the data.</param>
/// <param name="Outputs">Tensor indices of the results.</param>
internal sealed record Dilated(int[] Blocks, int[] Pads, int Data, int[] Outputs);
