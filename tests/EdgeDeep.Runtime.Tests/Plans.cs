using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Tests;

/// <summary>Plans written by hand, so that the runtime is tested without the compiler.</summary>
internal static class HandMade
{
    public const float Scale = 0.5f;

    public const int ZeroPoint = 3;

    /// <summary>float [1,4] -> int8 -> rectifier in the state's memory -> float; the state keeps the last int8 result.</summary>
    public static Plan FloatThroughInt8() => new()
    {
        Tensors =
        [
            new("in", ElementType.Float32, [1, 4], Storage.Arena, 0, 0, 0),
            new("stored", ElementType.Int8, [1, 4], Storage.Arena, 16, Scale, ZeroPoint),
            new("rectified", ElementType.Int8, [1, 4], Storage.State, 0, Scale, ZeroPoint),
            new("out", ElementType.Float32, [1, 4], Storage.Arena, 20, 0, 0),
        ],
        Steps =
        [
            new(OpCode.QuantizeInt8, "quantize", [0], [1], [4, BitConverter.SingleToInt32Bits(Scale), ZeroPoint], 0),
            new(OpCode.ReluInt8, "relu", [1], [2], [4, -ZeroPoint, ZeroPoint, 1 << 30, 1, ZeroPoint, 127], 0),
            new(OpCode.DequantizeInt8, "dequantize", [2], [3], [4, BitConverter.SingleToInt32Bits(Scale), -ZeroPoint], 0),
        ],
        Inputs = [0],
        Outputs = [3],
        ArenaBytes = 36,
        Constants = [],
        InitialState = [9, 9, 9, 9],
        Metadata = new Dictionary<string, string> { [MetadataKeys.Labels] = "a\nb\nc\nd\n" },
    };

    /// <summary>A copy of one tensor of any type.</summary>
    public static Plan Copy(ElementType type, params int[] shape) => Copy(new PlanTensor("in", type, shape, Storage.Arena, 0, 0.25f, -1));

    /// <summary>The same without a scale: the integers stand for themselves.</summary>
    public static Plan CopyIntegers(ElementType type, params int[] shape) => Copy(new PlanTensor("in", type, shape, Storage.Arena, 0, 0, 0));

    private static Plan Copy(PlanTensor source)
    {
        int bytes = (source.Bytes + 7) & ~7;
        return new Plan
        {
            Tensors = [source, source with { Name = "out", Offset = bytes }],
            Steps = [new(OpCode.Copy, "copy", [0], [1], [source.Elements], 0)],
            Inputs = [0],
            Outputs = [1],
            ArenaBytes = 2 * bytes,
            Constants = [],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        };
    }
}
