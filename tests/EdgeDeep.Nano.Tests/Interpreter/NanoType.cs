namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>A class or structure of the program.</summary>
/// <param name="Name">Full name.</param>
/// <param name="IsStructure">Whether it is a value type.</param>
/// <param name="Base">Its base class in the program, or null.</param>
internal sealed record NanoType(string Name, bool IsStructure, NanoType? Base)
{
    /// <summary>Zeros of the instance fields, those of the base class first.</summary>
    public Value[] InitialFields { get; set; } = [];

    /// <summary>Methods by name and signature.</summary>
    public Dictionary<string, NanoMethod> Methods { get; } = [];

    /// <summary>The method that a virtual call reaches.</summary>
    public NanoMethod Find(string key) =>
        Methods.TryGetValue(key, out NanoMethod? method) ? method
        : Base?.Find(key) ?? throw new InvalidOperationException($"{Name} has no method {key}");
}

/// <summary>A field of the program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Index among the instance fields, or among all static fields.</param>
internal sealed record NanoField(string Name, int Index);

/// <summary>A method of the program or, without code, one of the libraries.</summary>
/// <param name="Type">Full name of the declaring type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">Name and signature.</param>
/// <param name="Arguments">Number of arguments with this.</param>
/// <param name="HasResult">Whether it returns something.</param>
internal sealed record NanoMethod(string Type, string Name, string Key, int Arguments, bool HasResult)
{
    /// <summary>Its code; decoded when it is first called.</summary>
    public Instruction[]? Code { get; set; }

    /// <summary>Zeros of its locals.</summary>
    public Value[] Locals { get; set; } = [];

    /// <summary>Decodes the code; null for a method of a library.</summary>
    public Action<NanoMethod>? Decode { get; init; }
}
