using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Functions of int16 values: logistic and tanh as TensorFlow Lite Micro has them, interpolated tables for the others.</summary>
internal static class Unary16
{
    /// <summary>Of a result in [-1, 1): 15 fractional bits.</summary>
    private const int FractionalBits = 15;

    /// <summary>Appends the kernel call of a function.</summary>
    public static void Lower(Unary op, Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization inputQ = Lowering.PerTensor(node, input), outputQ = Lowering.PerTensor(node, node.Output);
        Lowering.ByType(node, OpCode.LookupInt8, OpCode.LookupInt16);
        int[] results = [plan.Index(node.Output)];
        if (op.Kind is UnaryKind.Logistic or UnaryKind.Tanh)
        {
            if (inputQ.ZeroPoint != 0 || outputQ.ZeroPoint != 0 || outputQ.Scale != MathF.ScaleB(1, -FractionalBits))
            {
                throw node.Error("int16 data must have zero point 0 and its result scale 1/32768 and zero point 0; convert the model again");
            }

            (int multiplier, int shift) = Factor(op.Kind, inputQ.Scale);
            int sigmoid = plan.Table("sigmoid table", GateTables.Sigmoid());
            OpCode code = op.Kind == UnaryKind.Logistic ? OpCode.LogisticInt16 : OpCode.TanhInt16;
            plan.Step(code, node, [plan.Index(input), sigmoid], results, [input.Elements, multiplier, shift]);
            return;
        }

        int table = plan.Table($"{op.Kind} table", Table(inputQ, outputQ, real => (float)UnaryFunction.EvaluateNearest(op, real)));
        plan.Step(OpCode.LookupInt16, node, [plan.Index(input), table], results, [input.Elements]);
    }

    /// <summary>The entries of an <see cref="InterpolatedTable"/>.</summary>
    /// <remarks>Arithmetic: LUTPopulate of TensorFlow Lite for int16, in single precision; numbers that do not exist become the zero point.</remarks>
    public static short[] Table(Quantization input, Quantization output, Func<float, float> function)
    {
        const int Steps = InterpolatedTable.Size - 1;
        float inputMin = input.Scale * (short.MinValue - input.ZeroPoint), inputMax = input.Scale * (short.MaxValue - input.ZeroPoint);
        float outputMin = output.Scale * (short.MinValue - output.ZeroPoint), outputMax = output.Scale * (short.MaxValue - output.ZeroPoint);
        float step = (inputMax - inputMin) / Steps, half = step / 2, inverse = 65536 / (outputMax - outputMin);
        float Stored(float real) => function(real) * inverse;
        short[] table = new short[InterpolatedTable.Size];
        for (int i = 0; i < Steps; i++)
        {
            float sample = Round(Stored(inputMin + (i * step)));
            float middle = Round((Stored(inputMin + ((i + 1) * step)) + sample) / 2);
            float error = middle - Round(Stored(inputMin + (i * step) + half));
            table[i] = Saturated(sample - Round(error / 2), output.ZeroPoint);
        }

        table[Steps] = Saturated(Round(Stored(inputMax)), output.ZeroPoint);
        return table;
    }

    /// <summary>The factor to 3 * 2^12 as a 15-bit multiplier and a right shift.</summary>
    /// <remarks>Arithmetic: LogisticPrepare and TanhPrepare of TensorFlow Lite Micro, where powers of two are exact.</remarks>
    private static (int Multiplier, int Shift) Factor(UnaryKind kind, float scale)
    {
        (double significand, int exponent) = QuantizedMultiplier.Split(scale);
        int left = exponent - 1 + 12;
        if (significand == 0.5 && (left == 0 || (left == 1 && kind == UnaryKind.Tanh)))
        {
            return (3 << left, 0);
        }

        double multiplier = scale * 4096.0 * 3.0;
        int shift = 0;
        for (; multiplier <= 32767.0 / 2 && shift <= 30; shift++)
        {
            multiplier *= 2;
        }

        return ((int)multiplier, shift);
    }

    private static float Round(float number) => MathF.Round(number, MidpointRounding.AwayFromZero);

    private static short Saturated(float number, int zeroPoint) =>
        float.IsNaN(number) ? (short)zeroPoint : (short)Math.Clamp(number, short.MinValue, short.MaxValue);
}
