// The types that the compilers look up by name. There is no garbage collector and nothing allocates: `new` on a class and on
// an array does not link. Strings work as constants only; text is better written as u8 literals, which stay in flash.
namespace System
{
    public class Object
    {
        internal nint m_pMethodTable;
    }

    public struct Void
    {
    }

    public abstract class ValueType
    {
    }

    public abstract class Enum : ValueType
    {
    }

    public struct Nullable<T>
        where T : struct
    {
    }

    public sealed class String
    {
        public readonly int Length;
        private readonly char _firstChar;

        public ref readonly char GetPinnableReference() => ref _firstChar;
    }

    public abstract class Array
    {
        internal int _numComponents;

        public int Length => _numComponents;
    }

    // The compiler takes the shape of all one-dimensional arrays from this type.
    internal class Array<T> : Array
    {
    }

    public abstract class Delegate
    {
    }

    public abstract class MulticastDelegate : Delegate
    {
    }

    public class Exception
    {
    }

    public class Type
    {
    }

    public struct RuntimeTypeHandle
    {
    }

    public struct RuntimeMethodHandle
    {
    }

    public struct RuntimeFieldHandle
    {
    }

    public class Attribute
    {
    }

    public enum AttributeTargets
    {
        All = 0x7FFF,
    }

    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets targets)
        {
        }

        public bool AllowMultiple { get; set; }

        public bool Inherited { get; set; }
    }

    public sealed class ParamArrayAttribute : Attribute
    {
    }

    public sealed class ObsoleteAttribute : Attribute
    {
        public ObsoleteAttribute(string message, bool error)
        {
        }
    }
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string name)
        {
        }
    }
}
