using System.Runtime;

namespace EdgeDeep.Training.Learning;

/// <summary>
/// Holds garbage collections off while torch computes. TorchSharp passes the native pointers of scalars that only an expression
/// holds (its optimizers and its batch normalization do so at every step), and a collection that another thread's allocation
/// starts at that moment frees them: torch then computes with whatever came into their place, or fails. Collections happen
/// in <see cref="Renew"/>, between two steps. There is one pause a process; a second one at the same time does nothing.
/// </summary>
public sealed class CollectionPause : IDisposable
{
    /// <summary>Bytes that may be allocated before a collection cannot be held off any longer.</summary>
    private const long Budget = 200L << 20;

    private static int s_held;

    private readonly bool _isOwner = Interlocked.CompareExchange(ref s_held, 1, 0) == 0;
    private long _start;

    /// <summary>Call before each step, while torch does nothing: starts the pause, and collects where half of the budget is used.</summary>
    public void Renew()
    {
        long allocated = GC.GetTotalAllocatedBytes();
        if (!_isOwner || (IsPaused && allocated - _start < Budget / 2))
        {
            return;
        }

        End();
        _start = allocated;

        // Without so much memory steps run as they would without a pause.
        _ = GC.TryStartNoGCRegion(Budget);
    }

    /// <summary>Ends the pause.</summary>
    public void Dispose()
    {
        if (_isOwner)
        {
            End();
            Volatile.Write(ref s_held, 0);
        }
    }

    private static bool IsPaused => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    private static void End()
    {
        if (IsPaused)
        {
            GC.EndNoGCRegion();
        }
    }
}
