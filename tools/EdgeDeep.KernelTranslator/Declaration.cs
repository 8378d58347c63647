namespace EdgeDeep.KernelTranslator;

/// <summary>What a declaration is and where it belongs in a library of several files.</summary>
public enum DeclarationKind
{
    /// <summary>A macro for a constant.</summary>
    Constant,

    /// <summary>A structure.</summary>
    Structure,

    /// <summary>A small function for a header.</summary>
    Inline,

    /// <summary>A function that other files call.</summary>
    Function,

    /// <summary>A function of its own file only.</summary>
    Local,
}

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C type, <c>const int8_t *</c> for an array that is only read.</param>
public sealed record Parameter(string Name, string Type);

/// <summary>One declaration of the C library.</summary>
public sealed class Declaration
{
    /// <summary>Name in C; the parameter types of a kernel are part of it, so names are unique.</summary>
    public required string Name { get; init; }

    /// <summary>Full name of the method, structure or constant in C#; empty for a helper.</summary>
    public string CSharpName { get; init; } = string.Empty;

    /// <summary>Path of the C# file below the kernels' folder, with forward slashes; empty for a helper.</summary>
    public string CSharpFile { get; init; } = string.Empty;

    /// <summary>The unit it belongs to.</summary>
    public required string Unit { get; init; }

    /// <summary>What it is.</summary>
    public required DeclarationKind Kind { get; init; }

    /// <summary>The comment in front of it, ended by a line end, or nothing.</summary>
    public string Comment { get; init; } = string.Empty;

    /// <summary>Result, name and parameters of a function without a storage class; empty for others.</summary>
    public string Prototype { get; init; } = string.Empty;

    /// <summary>The block of a function, or the whole declaration of anything else.</summary>
    public required string Body { get; init; }

    /// <summary>Parameters of a function.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Names of the fields of a structure.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Names of the declarations it uses; they come before it.</summary>
    public IReadOnlyCollection<string> Needs { get; init; } = [];

    /// <summary>Whether it uses the mathematical functions of the C library.</summary>
    public bool NeedsMath { get; init; }

    /// <summary>The declaration as C text.</summary>
    /// <param name="storage">Storage class of a function, such as <c>static</c>; empty for an external one.</param>
    public string Definition(string storage) =>
        Prototype.Length == 0
            ? Comment + Body
            : Comment + Layout.Wrap((storage.Length == 0 ? string.Empty : storage + " ") + Prototype) + "\n" + Body;
}
