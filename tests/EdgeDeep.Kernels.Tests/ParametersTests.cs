using System.Reflection;

namespace EdgeDeep.Kernels.Tests;

public class ParametersTests
{
    public static TheoryData<Type> Structs => [.. typeof(Conv2DParameters).Assembly.GetExportedTypes()
        .Where(t => t.IsValueType && t.Name.EndsWith("Parameters", StringComparison.Ordinal))];

    /// <summary>The stored form is every field once, in declaration order.</summary>
    [Theory]
    [MemberData(nameof(Structs))]
    public void Load_and_store_agree(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(fields.Length, (int)type.GetField("Count")!.GetRawConstantValue()!);
        int[] values = [.. Enumerable.Range(100, fields.Length + 2)];
        object loaded = type.GetMethod("Load")!.Invoke(null, [values, 2])!;
        Assert.Equal(values.Skip(2), fields.OrderBy(f => f.MetadataToken).Select(f => (int)f.GetValue(loaded)!));
        int[] stored = new int[fields.Length + 2];
        type.GetMethod("Store")!.Invoke(loaded, [stored, 2]);
        Assert.Equal([0, 0, .. values.Skip(2)], stored);
    }
}
