using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Layers that change variable tensors, which become states of the graph.</summary>
internal static class RecurrentOperators
{
    private const int LstmOperands = 20, LstmWeights = 1, LstmPeepholes = 9, LstmBiases = 12, LstmProjection = 16, LstmHidden = 18, LstmCell = 19;

    /// <summary>SVDF: data, feature weights, time weights, bias, state. A rectifier must follow from the result's zero point.</summary>
    public static void Svdf(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.Svdf);
        Value data = op.Input(0);
        RefuseFloat(op, data);
        Clamp activation = op.Activation(options.Int8(1));
        int rank = op.Extent(options.Int32(0), "the rank");
        op.AddUpdating(new Svdf(rank), [data, op.Input(1), op.Input(2), op.OptionalInput(3), op.Variable(4)], 1);
        if (!activation.IsNone && !(activation == Clamp.Relu && op.ResultQuantization is { ZeroPoint: sbyte.MinValue }))
        {
            throw op.Error("its fused activation clamps within the range of its result, for which there is no kernel");
        }
    }

    /// <summary>
    /// UNIDIRECTIONAL_SEQUENCE_LSTM in its plain form: data; weights, recurrent weights and biases of the gates input,
    /// forget, candidate and output; hidden state; cell state.
    /// </summary>
    public static void Lstm(OperatorImport op)
    {
        FlatTable options = op.Options(OptionsType.UnidirectionalSequenceLstm);
        Value data = op.Input(0);
        RefuseFloat(op, data);
        int[] extras = [.. Enumerable.Range(LstmPeepholes, 3), .. Enumerable.Range(LstmProjection, 2), .. Enumerable.Range(LstmOperands, 4)];
        if (extras.Any(index => index < op.InputCount && op.InputIndex(index) != -1))
        {
            throw op.Error("peepholes, projection and layer normalization are not supported");
        }

        const int Tanh = 4;
        op.InRange(options.Int8(0), Tanh, Tanh, "the number of its activation, of which only tanh is supported,");
        float clip = options.Float(1);
        if (!(clip >= 0 && float.IsFinite(clip)))
        {
            throw op.Error($"the bound of its cell state is {clip} and must not be negative");
        }

        Value?[] constants = [.. Enumerable.Range(LstmWeights, 8).Concat(Enumerable.Range(LstmBiases, 4)).Select(op.Input)];
        op.AddUpdating(new Lstm(options.Bool(3), clip), [data, .. constants, op.Variable(LstmHidden), op.Variable(LstmCell)], 2);
    }

    private static void RefuseFloat(OperatorImport op, Value data)
    {
        if (data.Type != ElementType.Int8)
        {
            throw op.Error($"its data is {ElementTypes.NameOf(data.Type)} and must be int8; quantize the model before conversion");
        }
    }
}
