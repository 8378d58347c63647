using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels that move elements of any type.</summary>
internal static class StridedCases
{
    /// <summary>A permuted or reversed box that repeats along some axes, copied into part of a larger tensor.</summary>
    public static Func<CaseDraw, OperatorCase> Copy(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        int[] sizes = s.Shape(1, 3), order = [4, 3, 2, 1, 0];
        StridedCopyParameters p = default;
        (p.Size0, p.Size1, p.Size2, p.Size3, p.Size4) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
        int[] input = new int[5], output = new int[5];
        int read = 1, written = 1;
        for (int i = 0; i < 5; i++)
        {
            int axis = s.Next(0, 1) == 0 ? i : order[i];
            bool repeats = input[axis] == 0 && s.Next(0, 4) == 0;
            input[axis] = repeats ? 0 : read;
            read *= repeats ? 1 : sizes[axis];
            output[4 - i] = written;
            written *= sizes[4 - i] + s.Next(0, 1);
        }

        int reversed = s.Next(0, 4);
        p.InputStart = s.Next(0, 3) + ((sizes[reversed] - 1) * input[reversed]);
        input[reversed] = -input[reversed];
        (p.InputStride0, p.InputStride1, p.InputStride2, p.InputStride3, p.InputStride4) = (input[0], input[1], input[2], input[3], input[4]);
        (p.OutputStride0, p.OutputStride1, p.OutputStride2, p.OutputStride3, p.OutputStride4) = (output[0], output[1], output[2], output[3], output[4]);
        p.OutputStart = s.Next(0, 3);
        int[] values = new int[StridedCopyParameters.Count];
        p.Store(values, 0);
        int reach = Enumerable.Range(0, 5).Sum(axis => Math.Abs(input[axis]) * (sizes[axis] - 1));
        return s.Case(values, [elements(s, reach + 4)], elements(s, written + 3));
    };

    public static Func<CaseDraw, OperatorCase> Fill(Func<CaseDraw, int, CaseTensor> elements, int low, int high) => s =>
    {
        FillParameters p = default;
        (p.Size, p.Value) = (s.Next(1, 40), s.Next(low, high));
        int[] values = new int[FillParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [], elements(s, p.Size));
    };

    /// <summary>The int8 case with elements of another type.</summary>
    public static Func<CaseDraw, OperatorCase> Gather(Func<CaseDraw, int, CaseTensor> elements) => s =>
    {
        OperatorCase drawn = MovementCases.Gather(s);
        return s.Case(drawn.Parameters, [elements(s, drawn.Inputs[0].Elements), drawn.Inputs[1]], elements(s, drawn.Outputs[0].Elements));
    };

    public static CaseTensor Int8(CaseDraw s, int count) => s.Int8(count);

    public static CaseTensor Int16(CaseDraw s, int count) => s.Int16(count);

    public static CaseTensor Int32(CaseDraw s, int count) => s.Int32(count, int.MinValue, int.MaxValue);

    public static CaseTensor Float32(CaseDraw s, int count) => s.Float32(count, 100);
}
