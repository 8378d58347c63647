using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that turn sound into features.</summary>
internal static class AudioKernels
{
    public static void SignalWindowInt16(StepContext step)
    {
        Slot input = step.Inputs[0], weights = step.Inputs[1], output = step.Outputs[0], shift = step.Outputs[1];
        SignalWindow.Int16(
            input.Int16, input.At, weights.Int16, weights.At, output.Int16, output.At, shift.Int32, shift.At,
            SignalWindowParameters.Load(step.Parameters, 0));
    }

    public static void SignalEnergyInt16ToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], twiddles = step.Inputs[1], split = step.Inputs[2], output = step.Outputs[0], scratch = step.Outputs[1];
        SignalEnergy.Int16ToInt32(
            input.Int16, input.At, twiddles.Int16, twiddles.At, split.Int16, split.At, output.Int32, output.At, scratch.Int16, scratch.At,
            SignalEnergyParameters.Load(step.Parameters, 0));
    }

    public static void FilterBankInt32(StepContext step)
    {
        Slot energy = step.Inputs[0], shift = step.Inputs[1], widths = step.Inputs[2], weights = step.Inputs[3], remainders = step.Inputs[4];
        Slot output = step.Outputs[0];
        FilterBank.Int32(
            energy.Int32, energy.At, shift.Int32, shift.At, widths.Int16, widths.At, weights.Int16, weights.At,
            remainders.Int16, remainders.At, output.Int32, output.At, FilterBankParameters.Load(step.Parameters, 0));
    }

    public static void SpectralSubtractionInt32(StepContext step)
    {
        Slot signal = step.Inputs[0], output = step.Outputs[0], estimate = step.Outputs[1];
        SpectralSubtraction.Int32(
            signal.Int32, signal.At, output.Int32, output.At, estimate.Int32, estimate.At, SpectralSubtractionParameters.Load(step.Parameters, 0));
    }

    public static void PcanInt32(StepContext step)
    {
        Slot signal = step.Inputs[0], estimate = step.Inputs[1], gains = step.Inputs[2], output = step.Outputs[0];
        Pcan.Int32(
            signal.Int32, signal.At, estimate.Int32, estimate.At, gains.Int16, gains.At, output.Int32, output.At,
            PcanParameters.Load(step.Parameters, 0));
    }

    public static void FilterBankLogInt32ToInt16(StepContext step)
    {
        Slot signal = step.Inputs[0], corrections = step.Inputs[1], output = step.Outputs[0];
        FilterBankLog.Int32ToInt16(
            signal.Int32, signal.At, corrections.Int16, corrections.At, output.Int16, output.At, FilterBankLogParameters.Load(step.Parameters, 0));
    }

    public static void FeatureQuantizeInt16ToInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        FeatureQuantize.Int16ToInt8(input.Int16, input.At, output.Int8, output.At, FeatureQuantizeParameters.Load(step.Parameters, 0));
    }

    public static void SlideInt8(StepContext step)
    {
        Slot row = step.Inputs[0], window = step.Outputs[0];
        Slide.Int8(row.Int8, row.At, window.Int8, window.At, SlideParameters.Load(step.Parameters, 0));
    }

    public static void SlideInt16(StepContext step)
    {
        Slot row = step.Inputs[0], window = step.Outputs[0];
        Slide.Int16(row.Int16, row.At, window.Int16, window.At, SlideParameters.Load(step.Parameters, 0));
    }

    public static void MagnitudeSpectrumInt16ToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], weights = step.Inputs[1], sines = step.Inputs[2];
        Slot output = step.Outputs[0], scale = step.Outputs[1], scratch = step.Outputs[2];
        MagnitudeSpectrum.Int16ToInt32(
            input.Int16, input.At, weights.Int16, weights.At, sines.Int32, sines.At, output.Int32, output.At,
            scale.Int32, scale.At, scratch.Int32, scratch.At, MagnitudeSpectrumParameters.Load(step.Parameters, 0));
    }

    public static void MelLogInt32ToInt16(StepContext step)
    {
        Slot magnitudes = step.Inputs[0], scale = step.Inputs[1], starts = step.Inputs[2], widths = step.Inputs[3], weights = step.Inputs[4];
        Slot table = step.Inputs[5], output = step.Outputs[0];
        MelLog.Int32ToInt16(
            magnitudes.Int32, magnitudes.At, scale.Int32, scale.At, starts.Int16, starts.At, widths.Int16, widths.At,
            weights.Int16, weights.At, table.Int16, table.At, output.Int16, output.At, MelLogParameters.Load(step.Parameters, 0));
    }

    public static void SignalPeakInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        SignalPeak.Int16(input.Int16, input.At, output.Int16, output.At, SignalPeakParameters.Load(step.Parameters, 0));
    }

    public static void MelFeaturesInt16ToInt8(StepContext step)
    {
        Slot rows = step.Inputs[0], cosines = step.Inputs[1], log = step.Inputs[2], sum = step.Inputs[3];
        Slot output = step.Outputs[0], scratch = step.Outputs[1];
        MelFeatures.Int16ToInt8(
            rows.Int16, rows.At, cosines.Int16, cosines.At, log.Int16, log.At, sum.Int16, sum.At,
            output.Int8, output.At, scratch.Int16, scratch.At, MelFeaturesParameters.Load(step.Parameters, 0));
    }
}
