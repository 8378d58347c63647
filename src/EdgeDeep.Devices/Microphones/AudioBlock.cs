namespace EdgeDeep.Devices.Microphones;

/// <summary>Sound that a microphone delivered at once.</summary>
/// <param name="Samples">One channel, -1..1.</param>
/// <param name="First">Number of the first sample since the microphone was opened; samples that were dropped are counted.</param>
/// <param name="Arrived">When the block arrived, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public sealed record AudioBlock(float[] Samples, long First, long Arrived);
