namespace EdgeDeep.Compiler.Calibrate;

/// <summary>What one run over a sequence remembers of a <see cref="FloatRunner"/>'s states. Not safe for several threads at once.</summary>
public sealed class FloatMemory
{
    private readonly float[][] _initial;

    internal FloatMemory(float[][] initial)
    {
        _initial = initial;
        Contents = [.. initial];
    }

    /// <summary>The content of each state, in the order of <see cref="FloatRunner.States"/>; integers as floats.</summary>
    internal float[][] Contents { get; }

    /// <summary>The elements of a state in row-major order.</summary>
    /// <param name="state">Its index in <see cref="FloatRunner.States"/>.</param>
    public ReadOnlySpan<float> Content(int state) => Contents[state];

    /// <summary>Starts anew, as before the first inference.</summary>
    public void Reset() => _initial.CopyTo(Contents, 0);
}
