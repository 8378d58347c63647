using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>A kernel that a model calls.</summary>
/// <param name="Op">Its number.</param>
/// <param name="Type">Element type of the first operand; kernels that move elements have a method for each.</param>
/// <param name="Method">Full name of the C# method; null for a copy of a type that only Array.Copy moves.</param>
/// <param name="ParametersType">Full name of its parameter structure.</param>
/// <param name="Slots">Number of operands, results and scratch tensors of a step.</param>
/// <param name="Parameters">Number of integers in the parameter structure.</param>
/// <param name="Arguments">Which slot, and which of its arrays, each pair of array and index is.</param>
/// <param name="Declaration">Name of the kernel's declaration in C; null as for the method.</param>
internal sealed record NanoKernel(
    OpCode Op, ElementType Type, string? Method, string ParametersType, int Slots, int Parameters,
    IReadOnlyList<(int Slot, string Array)> Arguments, string? Declaration)
{
    /// <summary>The different kernels of a plan in the order of their numbers.</summary>
    /// <exception cref="ModelException">A step cannot run on nanoFramework; the message names it.</exception>
    public static IReadOnlyList<NanoKernel> Of(Plan plan) =>
        [.. plan.Steps.Select(step => Of(plan, step))
            .DistinctBy(kernel => (kernel.Op, kernel.Op == OpCode.Copy ? kernel.Type : default))
            .OrderBy(kernel => kernel.Op).ThenBy(kernel => kernel.Type)];

    /// <summary>The element types that share an array.</summary>
    public static string ArrayOf(ElementType type) => type == ElementType.Bool ? nameof(ElementType.UInt8) : type.ToString();

    private static NanoKernel Of(Plan plan, PlanStep step)
    {
        PlanTensor[] tensors = [.. step.Inputs.Concat(step.Outputs).Select(index => plan.Tensors[index])];
        if (CKernelTable.Find(step.Op, tensors[0].Type) is not { } row)
        {
            return new NanoKernel(step.Op, tensors[0].Type, null, string.Empty, tensors.Length, step.Parameters.Length, [], null);
        }

        CDeclaration function = CKernelSources.Instance[row.Function];
        if (CKernelSources.Instance.Closure([row.Function]).Any(declaration => declaration.NeedsMath))
        {
            throw new ModelException(
                $"Step '{step.Name}' ({step.Op}) computes exp, log or the like in floating point, which differs between nanoFramework's firmwares; quantize the model so that its output is int8, or use --to c.");
        }

        string structure = function.Parameters[^1].BaseType;
        List<(int, string)> arguments = [];
        for (int i = 0; i + 1 < function.Parameters.Length; i++)
        {
            int slot = row.Order.Length == 0 ? i : row.Order[i];
            string array = ArrayOfC(function.Parameters[i].BaseType);
            if (array != ArrayOf(tensors[slot].Type))
            {
                throw new ModelException(
                    $"Step '{step.Name}' ({step.Op}) takes a tensor of {ElementTypes.NameOf(tensors[slot].Type)} as {array}, and nanoFramework cannot see one array as two types; use --to c.");
            }

            arguments.Add((slot, array));
        }

        return new NanoKernel(
            step.Op, tensors[0].Type, function.CsharpName, CKernelSources.Instance[structure].CsharpName, tensors.Length,
            step.Parameters.Length, arguments, function.Name);
    }

    private static string ArrayOfC(string type) => type switch
    {
        "int8_t" => nameof(ElementType.Int8),
        "uint8_t" => nameof(ElementType.UInt8),
        "int16_t" => nameof(ElementType.Int16),
        "int32_t" => nameof(ElementType.Int32),
        "int64_t" => nameof(ElementType.Int64),
        _ => nameof(ElementType.Float32),
    };
}
