namespace EdgeDeep.Devices;

/// <summary>A device is absent or does not do what is asked. The message is one sentence that says what to do.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class DeviceException(string message) : Exception(message);
