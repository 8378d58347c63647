namespace EdgeDeep.Runtime.Signing;

/// <summary>A model, signature or key is not what a device may use. The message is one sentence that says what to do.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class ModelTrustException(string message) : Exception(message);
