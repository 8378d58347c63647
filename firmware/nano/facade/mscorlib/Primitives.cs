namespace System
{
    public class Object
    {
        public Object() { }
        ~Object() { }
        public static bool Equals(object objA, object objB) { throw null; }
        public static bool ReferenceEquals(object objA, object objB) { throw null; }
        public virtual bool Equals(object obj) { throw null; }
        public virtual int GetHashCode() { throw null; }
        public Type GetType() { throw null; }
        public virtual string ToString() { throw null; }
        protected object MemberwiseClone() { throw null; }
    }

    public abstract class ValueType { protected ValueType() { } }

    public abstract class Enum : ValueType { protected Enum() { } }

    public struct Void { }

    public struct Boolean { public override string ToString() { throw null; } }

    public struct Char { public override string ToString() { throw null; } }

    public struct SByte
    {
        public const sbyte MaxValue = 127;
        public const sbyte MinValue = -128;
        public override string ToString() { throw null; }
    }

    public struct Byte
    {
        public const byte MaxValue = 255;
        public const byte MinValue = 0;
        public override string ToString() { throw null; }
    }

    public struct Int16
    {
        public const short MaxValue = 32767;
        public const short MinValue = -32768;
        public override string ToString() { throw null; }
    }

    public struct UInt16 { public override string ToString() { throw null; } }

    public struct Int32
    {
        public const int MaxValue = 0x7FFFFFFF;
        public const int MinValue = unchecked((int)0x80000000);
        public override string ToString() { throw null; }
        public string ToString(string format) { throw null; }
    }

    public struct UInt32 { public override string ToString() { throw null; } }

    public struct Int64
    {
        public const long MaxValue = 0x7FFFFFFFFFFFFFFF;
        public const long MinValue = unchecked((long)0x8000000000000000);
        public override string ToString() { throw null; }
    }

    public struct UInt64 { public override string ToString() { throw null; } }

    public struct Single
    {
        public override string ToString() { throw null; }
        public string ToString(string format) { throw null; }
    }

    public struct Double { public override string ToString() { throw null; } }

    public struct IntPtr { }

    public struct UIntPtr { }

    public struct RuntimeTypeHandle { }

    public struct RuntimeFieldHandle { }

    public struct RuntimeMethodHandle { }
}
