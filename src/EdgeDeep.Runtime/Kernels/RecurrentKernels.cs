using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that change state. The state is the result behind the output.</summary>
internal static class RecurrentKernels
{
    public static void SvdfInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0], state = step.Outputs[1];
        Svdf.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int8, s[2].At, s[3].Int32, s[3].At,
            state.Int8, state.At, output.Int8, output.At, SvdfParameters.Load(step.Parameters, 0));
    }

    public static void SvdfInt8State16(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0], state = step.Outputs[1];
        Svdf.Int8State16(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int16, s[2].At, s[3].Int32, s[3].At,
            state.Int16, state.At, output.Int8, output.At, SvdfParameters.Load(step.Parameters, 0));
    }

    public static void LstmInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0], hidden = step.Outputs[1], cell = step.Outputs[2], gates = step.Outputs[3];
        Lstm.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int8, s[2].At, s[3].Int32, s[3].At,
            s[4].Int32, s[4].At, s[5].Int32, s[5].At, s[6].Int32, s[6].At,
            output.Int8, output.At, hidden.Int8, hidden.At, cell.Int16, cell.At, gates.Int16, gates.At,
            LstmParameters.Load(step.Parameters, 0));
    }

    public static void GruInt8(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0], hidden = step.Outputs[1], gates = step.Outputs[2];
        Gru.Int8(
            s[0].Int8, s[0].At, s[1].Int8, s[1].At, s[2].Int8, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At,
            s[5].Int32, s[5].At, s[6].Int32, s[6].At, s[7].Int32, s[7].At,
            output.Int8, output.At, hidden.Int16, hidden.At, gates.Int16, gates.At, GruParameters.Load(step.Parameters, 0));
    }
}
