using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>
/// Finds room for scratch tensors in the arena of a finished plan: bytes that hold nothing while a step runs. Where there is
/// none the arena grows.
/// </summary>
internal sealed class ScratchPlacer
{
    private const int Alignment = 8;

    // Kernels that write every byte of their first result before anything is read from it.
    private static readonly HashSet<OpCode> WritesAll =
    [
        OpCode.Copy, OpCode.Conv2DInt8, OpCode.DepthwiseConv2DInt8, OpCode.FullyConnectedInt8, OpCode.AveragePool2DInt8,
        OpCode.MaxPool2DInt8, OpCode.AddInt8, OpCode.SubInt8, OpCode.MulInt8, OpCode.MaximumInt8, OpCode.MinimumInt8,
        OpCode.MeanInt8, OpCode.SumInt8, OpCode.SoftmaxInt8, OpCode.LogisticInt8, OpCode.TanhInt8, OpCode.ReluInt8,
        OpCode.LeakyReluInt8, OpCode.PReluInt8, OpCode.HardSwishInt8, OpCode.PadInt8, OpCode.TransposeInt8,
        OpCode.StridedSliceInt8, OpCode.QuantizeInt8, OpCode.DequantizeInt8, OpCode.RequantizeInt8,
        OpCode.RequantizeUInt8ToInt8, OpCode.RequantizeInt8ToUInt8, OpCode.ResizeNearestInt8, OpCode.ReduceMaxInt8,
    ];

    private readonly bool[][] _taken;

    /// <summary>Finds out which bytes of the arena are needed while each step runs.</summary>
    public ScratchPlacer(Plan plan)
    {
        ArenaBytes = plan.ArenaBytes;
        _taken = new bool[plan.Steps.Count][];
        bool[] needed = new bool[plan.ArenaBytes];
        void Mark(bool[] bytes, int index, bool value)
        {
            if (plan.Tensors[index] is { Storage: Storage.Arena } tensor)
            {
                bytes.AsSpan(tensor.Offset, tensor.Bytes).Fill(value);
            }
        }

        foreach (int output in plan.Outputs)
        {
            Mark(needed, output, true);
        }

        for (int i = plan.Steps.Count - 1; i >= 0; i--)
        {
            PlanStep step = plan.Steps[i];
            bool[] taken = (bool[])needed.Clone();
            Array.ForEach(step.Outputs, index => Mark(taken, index, true));
            Array.ForEach(step.Inputs, index => Mark(taken, index, true));
            _taken[i] = taken;
            for (int k = 0; k < step.Outputs.Length; k++)
            {
                Mark(needed, step.Outputs[k], value: k > 0 || !WritesAll.Contains(step.Op));
            }

            Array.ForEach(step.Inputs, index => Mark(needed, index, true));
        }
    }

    /// <summary>Bytes of the arena with all scratch tensors.</summary>
    public int ArenaBytes { get; private set; }

    /// <summary>The offset of bytes that a step may use while it runs.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="bytes">How many.</param>
    public int Place(int step, int bytes)
    {
        bool[] taken = _taken[step];
        int start = 0;
        for (int i = 0; i < taken.Length && i < start + bytes; i++)
        {
            if (taken[i])
            {
                start = (i + Alignment) / Alignment * Alignment;
            }
        }

        int end = start + bytes;
        ArenaBytes = Math.Max(ArenaBytes, (end + 3) / 4 * 4);
        return start;
    }
}
