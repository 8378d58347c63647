using System;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Bare
{
    /// <summary>Constant data in flash.</summary>
    public static unsafe class Flash
    {
        /// <summary>Address of the first element of an array initialiser or u8 literal, which never moves.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T* AddressOf<T>(ReadOnlySpan<T> data)
            where T : unmanaged => (T*)Unsafe.AsPointer(in data.GetPinnableReference());
    }
}
