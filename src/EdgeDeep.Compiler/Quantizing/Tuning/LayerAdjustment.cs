namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>Weights and bias of one layer that replace what rounding to the nearest integer gives.</summary>
/// <param name="Weights">The int8 weights at the scales that the layer has anyway, in its own order; null where they stay.</param>
/// <param name="Bias">The bias in real numbers, one for each output channel; null where it stays.</param>
internal sealed record LayerAdjustment(sbyte[]? Weights, float[]? Bias);

/// <summary>What was done to a layer besides rounding to the nearest integer.</summary>
/// <param name="Name">Name of the layer's result.</param>
/// <param name="RoundingGain">By how many decibels the error of its results that rounding the weights causes fell; null where they were not rounded again.</param>
/// <param name="BiasShift">The largest part of the result's range that a channel's bias moved by, 0 to 1; null where no bias was corrected.</param>
public sealed record LayerChange(string Name, double? RoundingGain, double? BiasShift);
