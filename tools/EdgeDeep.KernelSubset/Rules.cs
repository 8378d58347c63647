using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelSubset;

/// <summary>The diagnostics of the kernel subset; every one of them is a build error.</summary>
public static class Rules
{
    /// <summary>A construct that is not on the list of <see cref="AllowedSyntax"/>.</summary>
    public static readonly DiagnosticDescriptor Construct = Rule(
        "EDK001", "Construct outside the kernel subset", "'{0}' is not in the kernel subset: write loops, if, switch and calls to kernels");

    /// <summary>A type that is not in <see cref="AllowedTypes"/>.</summary>
    public static readonly DiagnosticDescriptor Type = Rule(
        "EDK002", "Type outside the kernel subset", "Type '{0}' is not in the kernel subset: use sbyte, byte, short, int, long, bool, one-dimensional arrays of them and structs of ints");

    /// <summary>Floating point in an integer kernel.</summary>
    public static readonly DiagnosticDescriptor FloatingPoint = Rule(
        "EDK003", "Floating point outside the Float folder", "'{0}' is floating point: integer kernels must not use it, float kernels go in the Float folder");

    /// <summary>Memory taken by a kernel.</summary>
    public static readonly DiagnosticDescriptor Allocation = Rule(
        "EDK004", "Allocation in a kernel", "'{0}' allocates or constructs: take memory as an array with an offset");

    /// <summary>A call that leaves the project.</summary>
    public static readonly DiagnosticDescriptor Call = Rule(
        "EDK005", "Call of something that is not a kernel", "'{0}' is not a kernel: call only methods of this project");

    /// <summary>A declaration of the wrong shape.</summary>
    public static readonly DiagnosticDescriptor Declaration = Rule(
        "EDK006", "Declaration outside the kernel subset", "'{0}' {1}");

    /// <summary>Exceptions in a kernel.</summary>
    public static readonly DiagnosticDescriptor Exceptions = Rule(
        "EDK007", "Exceptions in a kernel", "'{0}' in a kernel: validate once at load, kernels assume valid input");

    /// <summary>A number that the compiler brings to 64 bits as an unsigned one.</summary>
    public static readonly DiagnosticDescriptor Widening = Rule(
        "EDK008", "Unsigned widening in a kernel", "'{0}' becomes a 64-bit number by way of an unsigned one, which nanoFramework's interpreter treats differently: {1}");

    /// <summary>All rules.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        ImmutableArray.Create(Construct, Type, FloatingPoint, Allocation, Call, Declaration, Exceptions, Widening);

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "KernelSubset", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
