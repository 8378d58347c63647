namespace EdgeDeep.Emulator;

/// <summary>A board cannot be emulated, or its program failed. The message is one sentence that says what to do.</summary>
public sealed class EmulatorException(string message) : Exception(message);
