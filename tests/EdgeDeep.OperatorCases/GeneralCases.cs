using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that come in several element types, floating point among them.</summary>
internal static class GeneralCases
{
    public static Func<CaseDraw, OperatorCase> Binary(Func<CaseDraw, int, CaseTensor> elements, Func<CaseDraw, int, CaseTensor> results, int kinds, int low, int high) => s =>
    {
        OperatorCase shapes = BroadcastCases.Compare(s);
        int kind = s.Next(0, kinds - 1);
        return s.Case([.. shapes.Parameters, kind, low, high], [elements(s, shapes.Inputs[0].Elements), elements(s, shapes.Inputs[1].Elements)], results(s, shapes.Outputs[0].Elements));
    };

    /// <summary>Divisors, bases and exponents are positive: the bits of not-a-number differ between compilers.</summary>
    public static OperatorCase BinaryFloat(CaseDraw s)
    {
        OperatorCase shapes = BroadcastCases.Compare(s);
        int kind = s.Next(0, 10);
        bool divides = kind is EdgeDeep.Kernels.Binary.Div or EdgeDeep.Kernels.Binary.Pow or >= EdgeDeep.Kernels.Binary.FloorDiv;
        CaseTensor a = kind == EdgeDeep.Kernels.Binary.Pow ? Positive(s, shapes.Inputs[0].Elements) : Small(s, shapes.Inputs[0].Elements);
        CaseTensor b = divides ? Positive(s, shapes.Inputs[1].Elements) : Small(s, shapes.Inputs[1].Elements);
        return s.Case([.. shapes.Parameters, kind, unchecked((int)0xC2C80000), 0x42C80000], [a, b], s.Float32(shapes.Outputs[0].Elements, 1));
    }

    public static Func<CaseDraw, OperatorCase> Compare(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        OperatorCase shapes = BroadcastCases.Compare(s);
        int[] parameters = [.. shapes.Parameters, s.Next(0, 5), 8, s.Next(-127, 128), s.Multiplier(), s.Next(-9, 0), s.Next(-127, 128), s.Multiplier(), s.Next(-9, 0)];
        return s.Case(parameters, [elements(s, shapes.Inputs[0].Elements), elements(s, shapes.Inputs[1].Elements)], s.UInt8(shapes.Outputs[0].Elements));
    };

    public static OperatorCase Unary(CaseDraw s)
    {
        int size = s.Next(1, 64), kind = s.Next(0, 25);
        bool needsPositive = kind is EdgeDeep.Kernels.Float.Unary.Sqrt or EdgeDeep.Kernels.Float.Unary.Rsqrt or EdgeDeep.Kernels.Float.Unary.Log
            or EdgeDeep.Kernels.Float.Unary.Power;
        return s.Case([size, kind, s.ScaleBits(), s.ScaleBits() + (1 << 24)], [needsPositive ? Positive(s, size) : Small(s, size)], s.Float32(size, 1));
    }

    public static OperatorCase Reduce(CaseDraw s)
    {
        (int outer, int axis, int inner) = (s.Next(1, 4), s.Next(1, 9), s.Next(1, 4));
        return s.Case([outer, axis, inner, s.Next(0, 4)], [Small(s, outer * axis * inner)], s.Float32(outer * inner, 1));
    }

    public static Func<CaseDraw, OperatorCase> Select(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        int size = s.Next(1, 40);
        return s.Case([size], [Truth(s, size), elements(s, size), elements(s, size)], elements(s, size));
    };

    public static Func<CaseDraw, OperatorCase> GatherNd(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        int[] shape = s.Shape(1, 3);
        int rows = s.Next(1, 5), depth = s.Next(1, 5);
        int[] dense = [.. Enumerable.Range(0, 5).Select(i => shape[(i + 1)..].Aggregate(1, (a, b) => a * b))];
        int[] indices = [.. Enumerable.Range(0, rows).SelectMany(_ => shape[..depth].Select(size => s.Next(0, size - 1)))];
        int inner = shape[depth..].Aggregate(1, (a, b) => a * b);
        int[] strides = [.. dense.Select((stride, i) => i < depth ? stride : 0)];
        return s.Case([rows, depth, inner, .. strides], [elements(s, shape.Aggregate(1, (a, b) => a * b)), CaseDraw.Of(indices)], elements(s, rows * inner));
    };

    public static Func<CaseDraw, OperatorCase> ResizeBilinear(Func<CaseDraw, int, CaseTensor> elements, bool isFloat) => s =>
    {
        (int n, int h, int w, int c, int oh, int ow) = (s.Next(1, 2), s.Next(1, 4), s.Next(1, 4), s.Next(1, 3), s.Next(1, 6), s.Next(1, 6));
        return s.Case(
            [n, h, w, c, oh, ow], [elements(s, n * h * w * c), Samples(s, h, oh, isFloat), Samples(s, w, ow, isFloat)], elements(s, n * oh * ow * c));
    };

    /// <summary>Few values, so that equal ones are met.</summary>
    public static Func<CaseDraw, OperatorCase> Arg(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        (int outer, int axis, int inner) = (s.Next(1, 4), s.Next(1, 9), s.Next(1, 4));
        return s.Case([outer, axis, inner], [elements(s, outer * axis * inner)], s.Int32(outer * inner, -9, 9));
    };

    public static Func<CaseDraw, OperatorCase> TopK(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        (int rows, int depth) = (s.Next(1, 4), s.Next(1, 12));
        int count = s.Next(1, depth);
        return s.Case([rows, depth, count, s.Next(0, 1)], [elements(s, rows * depth)], elements(s, rows * count), s.Int32(rows * count, -9, 9));
    };

    public static Func<CaseDraw, OperatorCase> Cast(Func<CaseDraw, int, CaseTensor> from, Func<CaseDraw, int, CaseTensor> to) => s =>
    {
        int size = s.Next(1, 40);
        return s.Case([size], [from(s, size)], to(s, size));
    };

    public static OperatorCase SquaredDifference(CaseDraw s)
    {
        OperatorCase drawn = BroadcastCases.Add(s);
        AddParameters p = AddParameters.Load(drawn.Parameters, 0);
        (p.LeftShift, p.Input1Shift, p.Input2Shift, p.Shift) = (7, s.Next(-8, -1), s.Next(-8, -1), s.Next(-24, -3));
        int[] values = new int[AddParameters.Count];
        p.Store(values, 0);
        return s.Case(values, drawn.Inputs, drawn.Outputs);
    }

    public static OperatorCase L2Norm(CaseDraw s)
    {
        (int rows, int depth) = (s.Next(1, 4), s.Next(1, 80));
        int spread = s.Next(0, 2) == 0 ? s.Next(0, 3) : 127;
        return s.Case([rows, depth, s.Next(0, 1) * s.Next(-127, 128)], [s.Int8(rows * depth, -spread, spread)], s.Int8(rows * depth));
    }

    public static CaseTensor Small(CaseDraw s, int count) => s.Float32(count, 4, 0.01f);

    public static CaseTensor Positive(CaseDraw s, int count) => new(
        ElementType.Float32, [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, count).Select(_ => s.Next(1, 100_000) * 4e-5f)])]);

    public static CaseTensor Truth(CaseDraw s, int count) => new(ElementType.UInt8, [.. Enumerable.Range(0, count).Select(_ => (byte)s.Next(0, 1))]);

    public static CaseTensor Few(CaseDraw s, int count) => s.Int8(count, -3, 3);

    public static CaseTensor UInt8(CaseDraw s, int count) => s.UInt8(count);

    /// <summary>Lower and upper source and a weight, for every position.</summary>
    private static CaseTensor Samples(CaseDraw s, int input, int output, bool isFloat)
    {
        int[] numbers = [.. Enumerable.Range(0, output).SelectMany(_ =>
        {
            int lower = s.Next(0, input - 1);
            return (int[])[lower, Math.Min(lower + s.Next(0, 1), input - 1), s.Next(0, 1024)];
        })];
        return isFloat
            ? new CaseTensor(ElementType.Float32, [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([.. numbers.Select((number, i) => i % 3 == 2 ? number / 1024f : number)])])
            : CaseDraw.Of(numbers);
    }
}
