// The model 'motion', exported by EdgeDeep; do not edit.
using EdgeDeep.Nano;

namespace EdgeDeep.Models;

/// <summary>Calls of the kernels that the model needs.</summary>
public sealed class MotionKernels : StepKernels
{
    /// <inheritdoc/>
    public override bool Knows(int op, int slots, int parameters)
    {
        switch (op)
        {
            case 1:
                return slots == 2 && parameters == 1;
            case 4:
                return slots == 6 && parameters == 8;
            case 14:
                return slots == 2 && parameters == 5;
            case 40:
                return slots == 2 && parameters == 5;
            case 45:
                return slots == 11 && parameters == 10;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override void Run(Step step)
    {
        Slot[] s = step.Slots;
        int[] p = step.Parameters;
        switch (step.Op)
        {
            case 1: // Copy
                EdgeDeep.Kernels.Copy.Int16(
                    s[0].Int16, s[0].At, s[1].Int16, s[1].At, EdgeDeep.Kernels.CopyParameters.Load(p, 0));
                break;
            case 4: // FullyConnectedInt8
                EdgeDeep.Kernels.FullyConnected.Int8(
                    s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At,
                    s[4].Int32, s[4].At, s[5].Int8, s[5].At, EdgeDeep.Kernels.FullyConnectedParameters.Load(p, 0));
                break;
            case 14: // SoftmaxInt8
                EdgeDeep.Kernels.Softmax.Int8(
                    s[0].Int8, s[0].At, s[1].Int8, s[1].At, EdgeDeep.Kernels.SoftmaxParameters.Load(p, 0));
                break;
            case 40: // RequantizeInt16ToInt8
                EdgeDeep.Kernels.Requantize.Int16ToInt8(
                    s[0].Int16, s[0].At, s[1].Int8, s[1].At, EdgeDeep.Kernels.RequantizeParameters.Load(p, 0));
                break;
            case 45: // GruInt8
                EdgeDeep.Kernels.Gru.Int8(
                    s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int8, s[2].At, s[3].Int32, s[3].At,
                    s[4].Int32, s[4].At, s[5].Int32, s[5].At, s[6].Int32, s[6].At, s[7].Int32, s[7].At,
                    s[8].Int8, s[8].At, s[9].Int16, s[9].At, s[10].Int16, s[10].At,
                    EdgeDeep.Kernels.GruParameters.Load(p, 0));
                break;
        }
    }
}
