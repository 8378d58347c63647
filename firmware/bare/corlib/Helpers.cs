// What the ahead-of-time compiler calls by name from the code that it makes.
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace System
{
    internal static unsafe class Buffer
    {
        internal static void Memmove(ref byte destination, ref byte source, nuint count) =>
            SpanHelpers.Memmove(ref destination, ref source, count);

        internal static void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint count) =>
            SpanHelpers.Memmove(ref destination, ref source, count);
    }

    internal static unsafe class SpanHelpers
    {
        internal static void Fill(ref byte destination, byte value, nuint count)
        {
            byte* to = (byte*)Unsafe.AsPointer(ref destination);
            for (nuint i = 0; i < count; i++)
            {
                to[i] = value;
            }
        }

        internal static void ClearWithoutReferences(ref byte destination, nuint count) => Fill(ref destination, 0, count);

        internal static void Memmove(ref byte destination, ref byte source, nuint count)
        {
            byte* to = (byte*)Unsafe.AsPointer(ref destination);
            byte* from = (byte*)Unsafe.AsPointer(ref source);
            if (to <= from)
            {
                for (nuint i = 0; i < count; i++)
                {
                    to[i] = from[i];
                }
            }
            else
            {
                for (nuint i = count; i > 0; i--)
                {
                    to[i - 1] = from[i - 1];
                }
            }
        }
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    internal static class StartupCodeHelpers
    {
        // Transitions between managed and other code: there is nothing to tell, as nothing collects garbage.
        [RuntimeExport("RhpReversePInvoke")]
        private static void ReversePInvoke(nint frame)
        {
        }

        [RuntimeExport("RhpReversePInvokeReturn")]
        private static void ReversePInvokeReturn(nint frame)
        {
        }

        [RuntimeExport("RhpPInvoke")]
        private static void PInvoke(nint frame)
        {
        }

        [RuntimeExport("RhpPInvokeReturn")]
        private static void PInvokeReturn(nint frame)
        {
        }

        [RuntimeExport("RhpFallbackFailFast")]
        private static void FallbackFailFast() => ThrowHelpers.Stop();
    }

    internal static class ThrowHelpers
    {
        /// <summary>Ends in the fault handler: there are no exceptions.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_fault")]
        internal static extern void Stop();

        internal static void ThrowIndexOutOfRangeException() => Stop();

        internal static void ThrowOverflowException() => Stop();

        internal static void ThrowDivideByZeroException() => Stop();

        internal static void ThrowNullReferenceException() => Stop();

        internal static void ThrowArgumentException() => Stop();

        internal static void ThrowArgumentOutOfRangeException() => Stop();
    }
}
