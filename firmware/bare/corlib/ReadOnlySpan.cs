using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>A view of constant data: of an array initialiser of numbers or of a u8 literal, which both lie in flash.</summary>
    public readonly ref struct ReadOnlySpan<T>
    {
        private readonly ref T _reference;
        private readonly int _length;

        public unsafe ReadOnlySpan(void* pointer, int length)
        {
            _reference = ref Unsafe.AsRef<T>(pointer);
            _length = length;
        }

        public int Length => _length;

        public ref readonly T this[int index]
        {
            get
            {
                if ((uint)index >= (uint)_length)
                {
                    Internal.Runtime.CompilerHelpers.ThrowHelpers.ThrowIndexOutOfRangeException();
                }

                return ref Unsafe.Add(ref _reference, index);
            }
        }

        /// <summary>The first element, for <c>fixed</c>.</summary>
        public ref readonly T GetPinnableReference() => ref _reference;

        // The C# compiler asks for this and for the conversion below and then puts constant data in their place.
        public ReadOnlySpan(T[] array, int start, int length)
        {
            Internal.Runtime.CompilerHelpers.ThrowHelpers.ThrowArgumentException();
        }

        public static implicit operator ReadOnlySpan<T>(T[] array)
        {
            Internal.Runtime.CompilerHelpers.ThrowHelpers.ThrowArgumentException();
            return default;
        }
    }
}
