namespace System
{
    public abstract class Type
    {
        public abstract Reflection.Assembly Assembly { get; }
        public static Type GetTypeFromHandle(RuntimeTypeHandle handle) { throw null; }
    }

    public sealed class String
    {
        public static readonly string Empty = "";
        public extern int Length { [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)] get; }
        public static string Concat(string str0, string str1) { throw null; }
        public static string Concat(string str0, string str1, string str2) { throw null; }
        public static string Concat(string str0, string str1, string str2, string str3) { throw null; }
        public static string Concat(params string[] values) { throw null; }
        public override string ToString() { throw null; }
    }

    public abstract class Array
    {
        protected Array() { }
        public extern int Length { [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)] get; }
        public static void Clear(Array array, int index, int length) { throw null; }
        public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length) { throw null; }
    }

    public abstract class Delegate { protected Delegate() { } }

    public abstract class MulticastDelegate : Delegate { protected MulticastDelegate() { } }

    public interface IDisposable { void Dispose(); }

    public readonly ref struct SpanByte
    {
        private readonly byte[] _array;
        public SpanByte(byte[] array) { throw null; }
        public SpanByte(byte[] array, int start, int length) { throw null; }
        public int Length { get { throw null; } }
        public byte this[int index] { get { throw null; } set { throw null; } }
        public static implicit operator SpanByte(byte[] array) { throw null; }
    }

    public struct DateTime
    {
        public static DateTime UtcNow { get { throw null; } }
        public long Ticks { get { throw null; } }
    }

    public struct TimeSpan { public const long TicksPerMillisecond = 10000; }

    public static class BitConverter
    {
        public static byte[] GetBytes(float value) { throw null; }
        public static float ToSingle(byte[] value, int startIndex) { throw null; }
    }
}
