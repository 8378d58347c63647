using System;

namespace EdgeDeep.Nano;

/// <summary>The bytes of a model cannot be loaded; the message says why.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Says why.</summary>
    public ModelFormatException(string message)
        : base(message)
    {
    }
}
