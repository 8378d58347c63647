using EdgeDeep.Perception.Images;

namespace EdgeDeep.Devices.Cameras;

/// <summary>A picture of a camera.</summary>
/// <param name="Picture">Red, green, blue.</param>
/// <param name="Number">Counts from 0; dropped frames are counted.</param>
/// <param name="Arrived">When the frame arrived, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Name">The file that it came from; null for devices and videos.</param>
public sealed record CameraFrame(Picture Picture, long Number, long Arrived, string? Name = null);
