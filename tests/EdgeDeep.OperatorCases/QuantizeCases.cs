using EdgeDeep.Kernels;
using EdgeDeep.Kernels.Float;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of kernels that change scale or type.</summary>
internal static class QuantizeCases
{
    public static OperatorCase FloatToInt8(CaseDraw s)
    {
        QuantizeParameters p = default;
        (p.Size, p.ScaleBits, p.OutputOffset) = (s.Next(1, 64), s.ScaleBits(), s.Next(-128, 127));
        int[] values = new int[QuantizeParameters.Count];
        p.Store(values, 0);
        float scale = BitConverter.Int32BitsToSingle(p.ScaleBits);
        return s.Case(values, [s.Float32(p.Size, scale * 200, scale)], s.Int8(p.Size));
    }

    public static OperatorCase FloatToInt16(CaseDraw s) => FloatTo(s, 128, n => s.Int16(n));

    public static OperatorCase FloatToUInt8(CaseDraw s) => FloatTo(s, 1, s.UInt8);

    public static OperatorCase Int16ToFloat(CaseDraw s) => ToFloat(s, n => s.Int16(n));

    public static OperatorCase UInt8ToFloat(CaseDraw s) => ToFloat(s, s.UInt8);

    public static OperatorCase Int8ToFloat(CaseDraw s)
    {
        DequantizeParameters p = default;
        (p.Size, p.ScaleBits, p.InputOffset) = (s.Next(1, 64), s.ScaleBits(), s.Next(-127, 128));
        int[] values = new int[DequantizeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Float32(p.Size, 1));
    }

    public static OperatorCase Int8ToInt8(CaseDraw s) => Requantized(s, 128, s.Int8, s.Int8);

    public static OperatorCase UInt8ToInt8(CaseDraw s) => Requantized(s, 255, (n, _, _) => s.UInt8(n), s.Int8);

    public static OperatorCase Int8ToUInt8(CaseDraw s) => Requantized(s, 128, s.Int8, (n, _, _) => s.UInt8(n));

    public static OperatorCase Int16ToInt8(CaseDraw s) => Requantized(s, 0, (n, _, _) => s.Int16(n), s.Int8);

    public static OperatorCase Int8ToInt16(CaseDraw s) => Requantized(s, 128, s.Int8, (n, _, _) => s.Int16(n));

    public static OperatorCase Int16ToInt32(CaseDraw s) => Requantized(s, 0, (n, _, _) => s.Int16(n), (n, _, _) => s.Int32(n, -9, 9));

    public static OperatorCase Int16ToInt16(CaseDraw s) => Requantized(s, 0, (n, _, _) => s.Int16(n), (n, _, _) => s.Int16(n));

    public static OperatorCase Int32ToInt16(CaseDraw s) => Requantized(s, 0, (n, _, _) => s.Int32(n, -1 << 20, 1 << 20), (n, _, _) => s.Int16(n));

    public static OperatorCase Int32ToInt8(CaseDraw s) => Requantized(s, 0, (n, _, _) => s.Int32(n, -1 << 20, 1 << 20), s.Int8);

    public static OperatorCase Int8ToInt32(CaseDraw s) => Requantized(s, 128, s.Int8, (n, _, _) => s.Int32(n, -9, 9));

    private static OperatorCase FloatTo(CaseDraw s, int spread, Func<int, CaseTensor> output)
    {
        QuantizeParameters p = default;
        (p.Size, p.ScaleBits, p.OutputOffset) = (s.Next(1, 64), s.ScaleBits(), s.Next(0, 127));
        int[] values = new int[QuantizeParameters.Count];
        p.Store(values, 0);
        float scale = BitConverter.Int32BitsToSingle(p.ScaleBits);
        return s.Case(values, [s.Float32(p.Size, scale * 300 * spread, scale)], output(p.Size));
    }

    private static OperatorCase ToFloat(CaseDraw s, Func<int, CaseTensor> input)
    {
        DequantizeParameters p = default;
        (p.Size, p.ScaleBits, p.InputOffset) = (s.Next(1, 64), s.ScaleBits(), s.Next(-127, 128));
        int[] values = new int[DequantizeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [input(p.Size)], s.Float32(p.Size, 1));
    }

    private static OperatorCase Requantized(
        CaseDraw s, int offset, Func<int, int, int, CaseTensor> input, Func<int, int, int, CaseTensor> output)
    {
        RequantizeParameters p = default;
        p.Size = s.Next(1, 64);
        (p.InputOffset, p.OutputOffset) = (s.Next(-offset, offset), s.Next(-128, 127));
        (p.Multiplier, p.Shift) = (s.Multiplier(), s.Next(-10, 8));
        int[] values = new int[RequantizeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [input(p.Size, -128, 127)], output(p.Size, -128, 127));
    }
}
