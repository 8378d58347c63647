namespace System
{
    public abstract class Attribute { protected Attribute() { } }

    public enum AttributeTargets { Assembly = 1, Class = 4, Struct = 8, Method = 64, All = 32767 }

    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets validOn) { }
        public bool AllowMultiple { get { throw null; } set { } }
        public bool Inherited { get { throw null; } set { } }
    }

    public sealed class ObsoleteAttribute : Attribute
    {
        public ObsoleteAttribute() { }
        public ObsoleteAttribute(string message, bool error) { }
    }

    public sealed class ParamArrayAttribute : Attribute { }
}

namespace System.Reflection
{
    public abstract class Assembly { }

    public sealed class AssemblyTitleAttribute : Attribute { public AssemblyTitleAttribute(string title) { } }

    public sealed class AssemblyVersionAttribute : Attribute { public AssemblyVersionAttribute(string version) { } }

    public sealed class AssemblyNativeVersionAttribute : Attribute { public AssemblyNativeVersionAttribute(string version) { } }

    public sealed class DefaultMemberAttribute : Attribute { public DefaultMemberAttribute(string memberName) { } }
}

namespace System.Runtime.CompilerServices
{
    public enum MethodImplOptions { InternalCall = 4096 }

    public sealed class MethodImplAttribute : Attribute { public MethodImplAttribute(MethodImplOptions methodImplOptions) { } }

    public static class RuntimeHelpers { public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) { throw null; } }

    public static class RuntimeFeature { }
}

namespace System.Threading
{
    public sealed class Thread { public static void Sleep(int millisecondsTimeout) { throw null; } }
}

namespace System.Diagnostics
{
    public static class Debug { public static void WriteLine(string message) { throw null; } }
}
