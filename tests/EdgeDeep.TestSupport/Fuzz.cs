using System.Globalization;
using CsCheck;

namespace EdgeDeep.TestSupport;

/// <summary>
/// Feeds a reader generated input: the same in every run, so that a test says something about the code and not about chance.
/// <c>./test.sh --long</c> sets <see cref="Variable"/> and so draws input that nobody has seen.
/// </summary>
public static class Fuzz
{
    /// <summary>Environment variable with the number that the draws begin at.</summary>
    public const string Variable = "EDGEDEEP_FUZZ_SEED";

    /// <summary>Calls a property with so many drawn values.</summary>
    /// <exception cref="InvalidOperationException">The property failed; the message says how to draw the value again.</exception>
    public static void Check<T>(this Gen<T> gen, int count, Action<T> property)
    {
        ulong first = ulong.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out ulong seed) ? seed : 0;
        for (ulong i = 0; i < (ulong)count; i++)
        {
            T value = gen.Generate(new PCG(1, first + i), null, out _);
            try
            {
                property(value);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"draw {first + i} ({Variable}={first + i} draws it first), {Print(value)}: {e.Message}", e);
            }
        }
    }

    private static string Print<T>(T value) => value is System.Collections.IEnumerable items and not string
        ? $"[{string.Join(", ", items.Cast<object>().Take(40))}]" : $"{value}";
}
