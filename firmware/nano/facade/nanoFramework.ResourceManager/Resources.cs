namespace System.Resources
{
    public class ResourceManager
    {
        public ResourceManager(string baseName, Reflection.Assembly assembly) { throw null; }
    }
}

namespace nanoFramework.Runtime.Native
{
    public static class ResourceUtility
    {
        public static object GetObject(System.Resources.ResourceManager rm, System.Enum id) { throw null; }
        public static object GetObject(System.Resources.ResourceManager rm, System.Enum id, int offset, int length) { throw null; }
    }
}
