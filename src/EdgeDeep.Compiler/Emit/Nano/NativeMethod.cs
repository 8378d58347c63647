using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>A static method that C# declares and C++ implements; all its parameters are arrays.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arrays">Name and element type of each parameter.</param>
internal sealed record NativeMethod(string Name, IReadOnlyList<(string Name, ElementType Type)> Arrays)
{
    /// <summary>The name in C++, made of the name and the parameters' types.</summary>
    public string SafeName => $"{Name}___STATIC__VOID{string.Concat(Arrays.Select(array => $"__SZARRAY_{TypeOf(array.Type).Code}"))}";

    /// <summary>The parameters of the user's function in C++.</summary>
    public string CppParameters =>
        string.Concat(Arrays.Select(array => $"CLR_RT_TypedArray_{TypeOf(array.Type).Cpp} {array.Name}, ")) + "HRESULT &hr";

    /// <summary>The parameters in C#.</summary>
    public string CSharpParameters => string.Join(", ", Arrays.Select(array => $"{TypeOf(array.Type).CSharp}[] {array.Name}"));

    /// <summary>Names of an element type in C#, in nanoFramework's C++ and in the names of methods.</summary>
    public static (string CSharp, string Cpp, string Code) TypeOf(ElementType type) => type switch
    {
        ElementType.Int8 => ("sbyte", "INT8", "I1"),
        ElementType.Int16 => ("short", "INT16", "I2"),
        ElementType.Int32 => ("int", "INT32", "I4"),
        ElementType.Int64 => ("long", "INT64", "I8"),
        ElementType.Float32 => ("float", "float", "R4"),
        _ => ("byte", "UINT8", "U1"),
    };
}
