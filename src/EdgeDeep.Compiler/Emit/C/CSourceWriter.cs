using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>Writes NAME.c: kernels, constants, memory and the calls in order.</summary>
internal static class CSourceWriter
{
    /// <summary>The text of the source file.</summary>
    public static string Write(CModel model)
    {
        StringBuilder text = new();
        text.Append($"/* {model.Name}, exported by EdgeDeep; do not edit. Everything but the functions of {model.Name}.h is static. */\n");
        text.Append($"#include \"{model.Name}.h\"\n\n#include <stdbool.h>\n#include <string.h>\n");
        text.Append(model.Kernels.Any(declaration => declaration.NeedsMath) ? "#include <math.h>\n" : string.Empty);
        text.Append('\n').Append(CKernelSources.Instance.Assumptions);
        foreach (CDeclaration declaration in model.Kernels)
        {
            text.Append('\n').Append(declaration.Text);
        }

        Memory(text, model, Storage.Arena, "arena", "Activations", model.Plan.ArenaBytes);
        Memory(text, model, Storage.State, "state", "State", model.Plan.InitialState.Length);
        foreach ((string name, PlanTensor tensor) in model.Constants)
        {
            Constant(text, model, name, tensor, model.Plan.Constants);
        }

        InitialState(text, model);
        foreach (CCall call in model.Calls.Where(call => call.Function is not null))
        {
            Parameters(text, model, call);
        }

        if (model.Schedule is { } schedule)
        {
            CFrontEndWriter.Variables(text, model);
            Interface(text, model);
            Steps(text, model, $"static void {model.Name}_frame(void)", model.Calls.Take(schedule.FrameSteps));
            Steps(text, model, $"void {model.Name}_infer(void)", model.Calls.Skip(schedule.FrameSteps));
            CFrontEndWriter.Define(text, model, schedule);
        }
        else
        {
            Interface(text, model);
            Steps(text, model, $"void {model.Name}_invoke(void)", model.Calls);
        }

        return text.ToString();
    }

    private static void Memory(StringBuilder text, CModel model, Storage storage, string name, string title, int bytes)
    {
        SortedSet<string> types = model.Lanes(storage);
        if (types.Count == 0)
        {
            return;
        }

        text.Append($"\n/* {title}: tensors share this memory. */\nstatic union\n{{\n");
        foreach (string type in types)
        {
            int size = CTypeNames.SizeOf(type);
            text.Append(CultureInfo.InvariantCulture, $"    {type} {CTypeNames.LaneOf(type)}[{(bytes + size - 1) / size}];\n");
        }

        text.Append($"}} {model.Name}_{name};\n");
    }

    private static void Constant(StringBuilder text, CModel model, string name, PlanTensor tensor, byte[] memory)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n/* {CValues.Comment(tensor.Name)}: [{string.Join(", ", tensor.Shape)}] */\n");
        text.Append(CultureInfo.InvariantCulture, $"static const {CTypeNames.Of(tensor.Type)} {model.Name}_{name}[{tensor.Elements}] = ");
        CValues.AppendArray(text, tensor.Type, memory.AsSpan(tensor.Offset, tensor.Bytes));
        text.Append(";\n");
    }

    /// <summary>State that does not begin with zeros.</summary>
    private static IEnumerable<(string Name, PlanTensor Tensor)> NonZeroState(CModel model) => model.Plan.Tensors
        .Where(tensor => tensor.Storage == Storage.State
            && model.Plan.InitialState.AsSpan(tensor.Offset, tensor.Bytes).IndexOfAnyExcept((byte)0) >= 0)
        .DistinctBy(tensor => (tensor.Offset, tensor.Type, tensor.Elements))
        .Select((tensor, i) => ($"initial{i}", tensor));

    private static void InitialState(StringBuilder text, CModel model)
    {
        foreach ((string name, PlanTensor tensor) in NonZeroState(model))
        {
            Constant(text, model, name, tensor, model.Plan.InitialState);
        }
    }

    private static void Parameters(StringBuilder text, CModel model, CCall call)
    {
        string type = call.Function!.Parameters[^1].BaseType;
        string[] fields = CKernelSources.Instance[type].Fields;
        text.Append(CultureInfo.InvariantCulture, $"\nstatic const {type} {model.Name}_{call.Index} = {{\n");
        for (int i = 0; i < fields.Length; i++)
        {
            text.Append($"    .{fields[i]} = {CValues.Of(call.Step.Parameters[i])},\n");
        }

        text.Append("};\n");
    }

    private static void Interface(StringBuilder text, CModel model)
    {
        string name = model.Name;
        bool hasState = model.Lanes(Storage.State).Count > 0;
        text.Append($"\nvoid {name}_init(void)\n{{\n    {name}_reset();\n}}\n\nvoid {name}_reset(void)\n{{\n");
        text.Append(hasState ? $"    memset(&{name}_state, 0, sizeof {name}_state);\n" : string.Empty);
        foreach ((string constant, PlanTensor tensor) in NonZeroState(model))
        {
            text.Append($"    memcpy({model.Pointer(tensor, CTypeNames.Of(tensor.Type))}, {name}_{constant}, sizeof {name}_{constant});\n");
        }

        text.Append(model.Schedule is null ? "}\n" : $"    {name}_filled = 0;\n    {name}_frames = 0;\n}}\n");
        Accessors(text, model, "input", model.Schedule is null ? model.Plan.Inputs : [], string.Empty);
        Accessors(text, model, "output", model.Plan.Outputs, "const ");
        if (CHeaderWriter.Labels(model.Plan) is { Length: > 0 } labels)
        {
            text.Append($"\nconst char *const {name}_labels[{model.Macro}_LABELS] = {{\n");
            Array.ForEach(labels, label => text.Append($"    {CValues.Literal(label)},\n"));
            text.Append("};\n");
        }
    }

    private static void Accessors(StringBuilder text, CModel model, string kind, IReadOnlyList<int> indices, string qualifier)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            PlanTensor tensor = model.Plan.Tensors[indices[i]];
            string type = CTypeNames.Of(tensor.Type);
            text.Append(CultureInfo.InvariantCulture, $"\n{qualifier}{type} *{model.Name}_{kind}{i}(void)\n{{\n    return {model.Pointer(tensor, type)};\n}}\n");
        }
    }

    /// <summary>A function that makes calls in order.</summary>
    private static void Steps(StringBuilder text, CModel model, string head, IEnumerable<CCall> calls)
    {
        text.Append($"\n{head}\n{{\n");
        foreach (CCall call in calls)
        {
            text.Append(CultureInfo.InvariantCulture, $"    /* {call.Index}: {call.Step.Op}, {CValues.Comment(call.Step.Name)} */\n");
            string[] pointers = [.. Enumerable.Range(0, call.Tensors.Count).Select(i => model.Pointer(call, i))];
            text.Append(call.Function is { } function
                ? CValues.Call(function.Name, [.. pointers, string.Create(CultureInfo.InvariantCulture, $"&{model.Name}_{call.Index}")])
                : string.Create(CultureInfo.InvariantCulture, $"    memmove({pointers[1]}, {pointers[0]}, {model.Plan.Tensors[call.Tensors[0]].Bytes});\n"));
        }

        text.Append("}\n");
    }
}
