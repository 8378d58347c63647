using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>Writes the class of a model: constants, memory and the calls in order.</summary>
internal static class BareModelWriter
{
    /// <summary>The text of the source file.</summary>
    public static string Write(BareModel model)
    {
        StringBuilder text = new();
        text.Append($"// {model.Name}, exported by EdgeDeep; do not edit.\n");
        text.Append("using System;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\nusing EdgeDeep.Bare;\n\n");
        text.Append("namespace EdgeDeep.Models\n{\n    /// <summary>\n    /// A neural network. Fill the inputs, call <see cref=\"Invoke\"/>, read the outputs. Inputs are overwritten by each call and must\n");
        text.Append("    /// be filled before each one; outputs are valid until the next call. There is one instance; calls must not overlap.\n");
        Origin(text, model.Plan);
        text.Append($"    /// </summary>\n    public static unsafe class {model.Name}\n    {{\n");
        Sizes(text, model.Plan);
        Memory(text, "Arena", "Activations: tensors share this memory.", model.Plan.ArenaBytes);
        Memory(text, "State", "What lasts from call to call.", model.Plan.InitialState.Length);
        Tensors(text, model, "Input", model.Plan.Inputs);
        Tensors(text, model, "Output", model.Plan.Outputs);
        Labels(text, CHeaderWriter.Labels(model.Plan));
        Reset(text, model);
        Invoke(text, model);
        foreach ((string name, PlanTensor tensor) in model.Constants)
        {
            Constant(text, name, tensor, model.Plan.Constants);
        }

        foreach ((string name, PlanTensor tensor) in model.NonZeroState)
        {
            Constant(text, name, tensor, model.Plan.InitialState);
        }

        foreach (BareCall call in model.Calls.Where(call => call.Kernel is not null))
        {
            Parameters(text, call);
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static void Origin(StringBuilder text, Plan plan)
    {
        (string Key, string Title)[] facts =
        [
            (MetadataKeys.Source, "Source"), (MetadataKeys.SourceSha256, "SHA-256"), (MetadataKeys.Licence, "Licence"),
            (MetadataKeys.Quantization, "Quantization"), (MetadataKeys.Preprocessing, "Preprocessing"),
        ];
        foreach ((string key, string title) in facts)
        {
            if (plan.Metadata.TryGetValue(key, out string? value))
            {
                text.Append($"    /// {title}: {BareNames.Documentation(value)}\n");
            }
        }
    }

    private static void Sizes(StringBuilder text, Plan plan)
    {
        Number(text, "Bytes of RAM for activations.", "ArenaBytes", plan.ArenaBytes);
        Number(text, "Bytes of RAM for state.", "StateBytes", plan.InitialState.Length);
        Number(text, "Bytes of constants in flash.", "ConstantBytes", plan.Constants.Length);
    }

    private static void Number(StringBuilder text, string summary, string name, int value) =>
        text.Append(CultureInfo.InvariantCulture, $"        /// <summary>{summary}</summary>\n        public const int {name} = {value};\n\n");

    private static void Memory(StringBuilder text, string name, string summary, int bytes)
    {
        if (bytes > 0)
        {
            string field = char.ToLowerInvariant(name[0]) + name[1..];
            text.Append(CultureInfo.InvariantCulture, $"        [StructLayout(LayoutKind.Sequential, Size = {(bytes + 7) & ~7})]\n        private struct {name}Memory\n");
            text.Append("        {\n            private long _first;\n        }\n\n");
            text.Append($"        private static {name}Memory {field};\n\n");
            text.Append($"        /// <summary>{summary}</summary>\n        private static byte* {name} => (byte*)Unsafe.AsPointer(ref {field});\n\n");
        }
    }

    private static void Tensors(StringBuilder text, BareModel model, string kind, IReadOnlyList<int> indices)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            PlanTensor tensor = model.Plan.Tensors[indices[i]];
            string name = string.Create(CultureInfo.InvariantCulture, $"{kind}{i}"), type = BareNames.TypeOf(tensor.Type);
            Number(text, $"Elements of <see cref=\"{name}\"/>.", $"{name}Elements", tensor.Elements);
            string scaled = string.Empty;
            if (tensor.Scale > 0)
            {
                text.Append($"        /// <summary>Scale of <see cref=\"{name}\"/>.</summary>\n        public const float {name}Scale = {BareValues.Of(tensor.Scale)};\n\n");
                Number(text, $"Zero point of <see cref=\"{name}\"/>.", $"{name}ZeroPoint", tensor.ZeroPoint);
                scaled = $", real value = {name}Scale * (stored - {name}ZeroPoint)";
            }

            string shape = string.Join(", ", tensor.Shape);
            text.Append($"        /// <summary>'{BareNames.Documentation(tensor.Name)}': {ElementTypes.NameOf(tensor.Type)}[{shape}]{scaled}.</summary>\n");
            text.Append($"        public static {type}* {name} => {model.Pointer(tensor, type)};\n\n");
        }
    }

    private static void Labels(StringBuilder text, string[] labels)
    {
        if (labels.Length > 0)
        {
            Number(text, "Number of class names.", "LabelCount", labels.Length);
            text.Append("        /// <summary>The name of a class, in output order, in UTF-8.</summary>\n");
            text.Append("        public static ReadOnlySpan<byte> Label(int index) => index switch\n        {\n");
            for (int i = 0; i < labels.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"            {i} => {BareValues.Literal(labels[i])},\n");
            }

            text.Append("            _ => \"?\"u8,\n        };\n\n");
        }
    }

    private static void Reset(StringBuilder text, BareModel model)
    {
        text.Append("        /// <summary>Sets the state back to its beginning; a model with state needs it before the first call.</summary>\n");
        text.Append("        public static void Reset()\n        {\n");
        text.Append(model.Plan.InitialState.Length > 0 ? "            EdgeDeep.Bare.Memory.Clear(State, StateBytes);\n" : string.Empty);
        foreach ((string name, PlanTensor tensor) in model.NonZeroState)
        {
            string type = BareNames.TypeOf(tensor.Type);
            text.Append(CultureInfo.InvariantCulture, $"            EdgeDeep.Bare.Memory.Copy({model.Pointer(tensor, type)}, Flash.AddressOf({name}), {tensor.Bytes});\n");
        }

        text.Append("        }\n\n");
    }

    private static void Invoke(StringBuilder text, BareModel model)
    {
        text.Append("        /// <summary>Computes the outputs from the inputs and the state.</summary>\n        public static void Invoke()\n        {\n");
        foreach (BareCall call in model.Calls)
        {
            text.Append(CultureInfo.InvariantCulture, $"            // {call.Index}: {call.Step.Op}, {BareNames.Comment(call.Step.Name)}\n");
            text.Append(call.Kernel is { } kernel ? Call(model, call, kernel) : Move(model, call));
        }

        text.Append("        }\n\n");
    }

    private static string Call(BareModel model, BareCall call, PointerKernel kernel)
    {
        string[] pointers = [.. kernel.Pointers.Select((type, i) => model.Pointer(model.Plan.Tensors[call.Tensors[i]], type))];
        StringBuilder text = new($"            {kernel.Method}(\n");
        int next = 0;
        foreach (string parameter in kernel.Parameters[..^1])
        {
            text.Append(parameter == "at" ? " 0," : $"{(next == 0 ? string.Empty : "\n")}                {pointers[next++]},");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n                in *({kernel.Parameters[^1]}*)Flash.AddressOf(Step{call.Index}));\n").ToString();
    }

    private static string Move(BareModel model, BareCall call)
    {
        PlanTensor from = model.Plan.Tensors[call.Tensors[0]], to = model.Plan.Tensors[call.Tensors[1]];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"            EdgeDeep.Bare.Memory.Copy({model.Pointer(to, BareNames.TypeOf(to.Type))}, {model.Pointer(from, BareNames.TypeOf(from.Type))}, {from.Bytes});\n");
    }

    private static void Constant(StringBuilder text, string name, PlanTensor tensor, byte[] memory)
    {
        text.Append($"        // {BareNames.Comment(tensor.Name)}: [{string.Join(", ", tensor.Shape)}]\n");
        BareValues.AppendConstant(text, name, tensor.Type, memory.AsSpan(tensor.Offset, tensor.Bytes), "        ");
        text.Append('\n');
    }

    private static void Parameters(StringBuilder text, BareCall call)
    {
        text.Append(CultureInfo.InvariantCulture, $"        private static ReadOnlySpan<int> Step{call.Index} => new int[]\n        {{\n");
        string[] fields = call.Kernel!.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"            {call.Step.Parameters[i]}, // {fields[i]}\n");
        }

        text.Append("        };\n\n");
    }
}
