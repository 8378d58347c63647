using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels on int16 data, most of them drawn as the int8 forms are.</summary>
internal static class WideCases
{
    /// <summary>A layer with 64-bit bias: data, weights, bias, multipliers, shifts.</summary>
    public static Func<CaseDraw, OperatorCase> Layer(Func<CaseDraw, OperatorCase> narrow) => s =>
    {
        OperatorCase drawn = narrow(s);
        CaseTensor[] inputs = [s.Int16(drawn.Inputs[0].Elements), drawn.Inputs[1], s.Int64(drawn.Inputs[2].Elements, 1 << 28), .. drawn.Inputs[3..]];
        return s.Case(Limits(drawn.Parameters), inputs, s.Int16(drawn.Outputs[0].Elements));
    };

    /// <summary>A layer with 32-bit bias, with sums far below 2^31.</summary>
    public static Func<CaseDraw, OperatorCase> LayerBias32(Func<CaseDraw, OperatorCase> narrow) => s =>
    {
        OperatorCase drawn = narrow(s);
        CaseTensor[] inputs = [s.Int16(drawn.Inputs[0].Elements), .. drawn.Inputs[1..]];
        return s.Case(Limits(drawn.Parameters), inputs, s.Int16(drawn.Outputs[0].Elements));
    };

    /// <summary>The same parameters with int16 where the int8 form has int8.</summary>
    public static Func<CaseDraw, OperatorCase> Elements(Func<CaseDraw, OperatorCase> narrow) => s =>
    {
        OperatorCase drawn = narrow(s);
        return s.Case(drawn.Parameters, [.. drawn.Inputs.Select(tensor => Wide(s, tensor))], [.. drawn.Outputs.Select(tensor => Wide(s, tensor))]);
    };

    public static OperatorCase Add(CaseDraw s)
    {
        OperatorCase drawn = BroadcastCases.Add(s);
        AddParameters p = AddParameters.Load(drawn.Parameters, 0);
        (p.LeftShift, p.Input1Offset, p.Input2Offset, p.OutputOffset, p.Shift) = (15, 0, 0, 0, s.Next(-16, -10));
        (p.ActivationMin, p.ActivationMax) = (s.Next(short.MinValue, 0), s.Next(1, short.MaxValue));
        int[] values = new int[AddParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [.. drawn.Inputs.Select(tensor => Wide(s, tensor))], [.. drawn.Outputs.Select(tensor => Wide(s, tensor))]);
    }

    public static OperatorCase Mul(CaseDraw s)
    {
        OperatorCase drawn = BroadcastCases.Mul(s);
        MulParameters p = MulParameters.Load(drawn.Parameters, 0);
        (p.Input1Offset, p.Input2Offset, p.OutputOffset, p.Shift) = (0, 0, 0, s.Next(-16, -4));
        (p.ActivationMin, p.ActivationMax) = (s.Next(short.MinValue, 0), s.Next(1, short.MaxValue));
        int[] values = new int[MulParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [.. drawn.Inputs.Select(tensor => Wide(s, tensor))], [.. drawn.Outputs.Select(tensor => Wide(s, tensor))]);
    }

    public static OperatorCase Logistic(CaseDraw s)
    {
        Logistic16Parameters p = default;
        (p.Size, p.InputMultiplier, p.InputRightShift) = (s.Next(1, 64), s.Next(1, 32767), s.Next(0, 15));
        int[] values = new int[Logistic16Parameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int16(p.Size), s.Int32(SigmoidTable.Size, 32768, 65535)], s.Int16(p.Size));
    }

    public static OperatorCase Lookup(CaseDraw s)
    {
        LookupParameters p = default;
        p.Size = s.Next(1, 64);
        int[] values = new int[LookupParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int16(p.Size), s.Int16(InterpolatedTable.Size)], s.Int16(p.Size));
    }

    public static OperatorCase Softmax(CaseDraw s)
    {
        Softmax16Parameters p = default;
        (p.Rows, p.Depth, p.InputMultiplier, p.InputShift) = (s.Next(1, 3), s.Next(1, 20), s.Multiplier(), s.Next(-6, 2));
        int[] values = new int[Softmax16Parameters.Count];
        p.Store(values, 0);

        // Exponentials of 1 keep the sum within what 1 / (1 + x) is asked for.
        CaseTensor[] inputs = [s.Int16(p.Rows * p.Depth), s.Int16(InterpolatedTable.Size, 16384, 32767), s.Int16(InterpolatedTable.Size, 16384, 32767)];
        return s.Case(values, inputs, s.Int16(p.Rows * p.Depth));
    }

    private static CaseTensor Wide(CaseDraw s, CaseTensor tensor) => tensor.Type == ElementType.Int8 ? s.Int16(tensor.Elements) : tensor;

    /// <summary>The limits are the last two parameters of every layer.</summary>
    private static int[] Limits(int[] parameters) => [.. parameters[..^2], parameters[^2] * 256, parameters[^1] * 256];
}
