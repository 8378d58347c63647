namespace EdgeDeep.Devices;

/// <summary>A device is absent or does not do what is asked. The message is one sentence that says what to do.</summary>
/// <param name="message">What is wrong, and where.</param>
/// <param name="cause">What was thrown below; null for nothing.</param>
public sealed class DeviceException(string message, Exception? cause = null) : Exception(message, cause);
