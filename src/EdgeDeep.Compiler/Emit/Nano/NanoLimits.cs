using System.Globalization;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>What a model takes on a nanoFramework device, and what such a device can take.</summary>
public static class NanoLimits
{
    /// <summary>Bytes of the largest array on a 32-bit device.</summary>
    public const int LargestArray = 786_364;

    /// <summary>
    /// Bytes of a model that is still written as array initialisers. All initialisers of an assembly together must stay below
    /// 65,536; beyond, it fails when it is loaded on the device.
    /// </summary>
    public const int LargestInitialisers = 60 * 1024;

    /// <summary>Multiply-accumulates that the interpreter of a microcontroller does in about a second.</summary>
    public const long SlowMacs = 100_000;

    private const long FreeHeap = 100 * 1024;

    /// <summary>Refuses arrays that the device cannot make.</summary>
    /// <exception cref="ModelException">One is too large; the message says which.</exception>
    public static void Check(Plan plan)
    {
        foreach ((Storage storage, string array, long bytes) in Arrays(plan))
        {
            if (bytes > LargestArray)
            {
                throw new ModelException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The model needs {bytes:N0} bytes of {array} {(storage == Storage.Constant ? "constants" : "memory")} in one array, and nanoFramework makes arrays of at most {LargestArray:N0} bytes; use --native, or a smaller model."));
            }
        }
    }

    /// <summary>Bytes of the arrays of a session.</summary>
    public static long HeapBytes(Plan plan) => Arrays(plan).Sum(array => array.Bytes);

    /// <summary>What is worth knowing before the model is tried on a device, a sentence each.</summary>
    public static IEnumerable<string> Warnings(Plan plan)
    {
        long macs = plan.Steps.Sum(step => step.Macs);
        if (macs > SlowMacs)
        {
            // 0.05 to 0.3 million multiply-accumulates a second, estimated for an ESP32 from the interpreter's speed on a desktop.
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{macs:N0} multiply-accumulates are much for nanoFramework's interpreter: expect {macs / 300_000.0:0.#} to {macs / 50_000.0:0.#} seconds a run on an ESP32 (an estimate); --native computes them in C.");
        }

        long heap = HeapBytes(plan);
        if (heap > FreeHeap)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The session takes {heap:N0} bytes of managed heap, and an ESP32 without PSRAM has 100 to 200 KB of it; --native leaves the constants in flash.");
        }
    }

    /// <summary>The arrays that a session makes: one for each storage and element type, from the lowest offset to the highest end.</summary>
    private static IEnumerable<(Storage Storage, string Array, long Bytes)> Arrays(Plan plan) => plan.Tensors
        .GroupBy(tensor => (tensor.Storage, Array: NanoKernel.ArrayOf(tensor.Type)))
        .Select(group => (
            group.Key.Storage, group.Key.Array.ToLowerInvariant(),
            group.Max(tensor => (long)tensor.Offset + tensor.Bytes) - group.Min(tensor => tensor.Offset)));
}
