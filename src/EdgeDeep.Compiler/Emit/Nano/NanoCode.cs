using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>Writes the C# files that are a model's own.</summary>
internal static class NanoCode
{
    private const int Width = 118;

    /// <summary>The class that makes sessions, with what a caller needs to know about inputs and outputs.</summary>
    public static string Model(NanoNames names, Plan plan)
    {
        StringBuilder text = Head(names, "using EdgeDeep.Nano;");
        text.Append($"/// <summary>The model '{Xml(names.Source)}'.</summary>\npublic static class {names.Model}\n{{\n");
        Tensors(text, plan, "Input", plan.Inputs);
        Tensors(text, plan, "Output", plan.Outputs);
        if (CHeaderWriter.Labels(plan) is { Length: > 0 } labels)
        {
            LabelArray(text, labels);
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
                /// <summary>Loads the model; the session takes {{NanoLimits.HeapBytes(plan)}} bytes of the heap for its arrays.</summary>
                public static Session CreateSession()
                {
                    return new Session(new {{names.Data}}(), new {{names.Kernels}}());
                }
            }

            """);
        return text.ToString();
    }

    /// <summary>
    /// Constants for the tensors and labels of a model. There is no method among them: in a class with native methods it would
    /// have a place in the firmware's table and a part in its checksum.
    /// </summary>
    public static void Constants(StringBuilder text, Plan plan)
    {
        Tensors(text, plan, "Input", plan.Inputs);
        Tensors(text, plan, "Output", plan.Outputs);
        if (CHeaderWriter.Labels(plan) is { Length: > 0 } labels)
        {
            text.Append($"    /// <summary>Class names in output order, one a line.</summary>\n    public const string Labels = {Literal(string.Join('\n', labels))};\n\n");
        }
    }

    /// <summary>A method that returns the labels as an array.</summary>
    private static void LabelArray(StringBuilder text, string[] labels)
    {
        text.Append("    /// <summary>Class names in output order, in a new array.</summary>\n    public static string[] Labels()\n    {\n        return new string[]\n        {\n");
        Array.ForEach(labels, label => text.Append($"            {Literal(label)},\n"));
        text.Append("        };\n    }\n\n");
    }

    /// <summary>The class that calls the kernels.</summary>
    public static string Kernels(NanoNames names, IReadOnlyList<NanoKernel> kernels)
    {
        bool usesArrays = kernels.Any(kernel => kernel.Method is null);
        StringBuilder text = Head(names, (usesArrays ? "using System;\n" : string.Empty) + "using EdgeDeep.Nano;");
        text.Append($"/// <summary>Calls of the kernels that the model needs.</summary>\npublic sealed class {names.Kernels} : StepKernels\n{{\n");
        text.Append("    /// <inheritdoc/>\n    public override bool Knows(int op, int slots, int parameters)\n    {\n        switch (op)\n        {\n");
        foreach (NanoKernel kernel in kernels.DistinctBy(kernel => kernel.Op))
        {
            text.Append(CultureInfo.InvariantCulture, $"            case {(int)kernel.Op}:\n                return slots == {kernel.Slots} && parameters == {kernel.Parameters};\n");
        }

        text.Append("            default:\n                return false;\n        }\n    }\n\n");
        text.Append("    /// <inheritdoc/>\n    public override void Run(Step step)\n    {\n        Slot[] s = step.Slots;\n        int[] p = step.Parameters;\n        switch (step.Op)\n        {\n");
        foreach (IGrouping<OpCode, NanoKernel> kernel in kernels.GroupBy(kernel => kernel.Op))
        {
            text.Append(CultureInfo.InvariantCulture, $"            case {(int)kernel.Key}: // {kernel.Key}\n");
            foreach (NanoKernel variant in kernel)
            {
                Call(text, variant, isOneOfSeveral: kernel.Count() > 1);
            }

            text.Append("                break;\n");
        }

        return text.Append("        }\n    }\n}\n").ToString();
    }

    /// <summary>The class that holds the model's bytes.</summary>
    /// <param name="names">Names.</param>
    /// <param name="file">The .edge file.</param>
    /// <param name="isResource">Whether the bytes are a resource and not array initialisers.</param>
    public static string Data(NanoNames names, byte[] file, bool isResource)
    {
        const int Piece = 4096;
        StringBuilder text = Head(names, isResource ? "using EdgeDeep.Nano;\nusing nanoFramework.Runtime.Native;" : "using EdgeDeep.Nano;");
        text.Append(CultureInfo.InvariantCulture, $$"""
            /// <summary>The model's bytes.</summary>
            internal sealed class {{names.Data}} : ModelData
            {
                /// <inheritdoc/>
                public override int Length
                {
                    get { return {{file.Length}}; }
                }

                /// <inheritdoc/>
                public override int PieceBytes
                {
                    get { return {{Piece}}; }
                }

                /// <inheritdoc/>
                public override byte[] Piece(int index)
                {

            """);
        if (isResource)
        {
            text.Append($"        return (byte[])ResourceUtility.GetObject(\n            {names.Identifier}.Resources.ResourceManager, {names.Identifier}.Resources.BinaryResources.Model, index * PieceBytes, PieceBytes);\n    }}\n}}\n");
            return text.ToString();
        }

        text.Append("        switch (index)\n        {\n");
        for (int at = 0; at < file.Length; at += Piece)
        {
            text.Append(CultureInfo.InvariantCulture, $"            case {at / Piece}:\n                return new byte[]\n                {{\n");
            Bytes(text, file.AsSpan(at, Math.Min(Piece, file.Length - at)));
            text.Append("                };\n");
        }

        return text.Append("            default:\n                return null;\n        }\n    }\n}\n").ToString();
    }

    /// <summary>The start of every file.</summary>
    public static StringBuilder Head(NanoNames names, string usings) =>
        new($"// The model '{names.Source}', exported by EdgeDeep; do not edit.\n{usings}\n\nnamespace {NanoNames.Namespace};\n\n");

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => "\"" + string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    })) + "\"";

    private static void Tensors(StringBuilder text, Plan plan, string kind, IReadOnlyList<int> indices)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            PlanTensor tensor = plan.Tensors[indices[i]];
            string shape = string.Join(", ", tensor.Shape);
            text.Append($"    /// <summary>Elements of {kind.ToLowerInvariant()} {i}, '{Xml(tensor.Name)}': {ElementTypes.NameOf(tensor.Type)}[{shape}].</summary>\n");
            text.Append(CultureInfo.InvariantCulture, $"    public const int {kind}{i}Elements = {tensor.Elements};\n\n");
            if (tensor.Scale > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    /// <summary>real = {kind}{i}Scale * (stored - {kind}{i}ZeroPoint).</summary>\n    public const float {kind}{i}Scale = {tensor.Scale:G9}f;\n\n");
                text.Append(CultureInfo.InvariantCulture, $"    /// <summary>The stored value that means 0.</summary>\n    public const int {kind}{i}ZeroPoint = {tensor.ZeroPoint};\n\n");
            }
        }
    }

    private static void Call(StringBuilder text, NanoKernel kernel, bool isOneOfSeveral)
    {
        string indent = "                ";
        if (isOneOfSeveral)
        {
            text.Append($"{indent}if (s[0].Type == ElementTypes.{kernel.Type})\n{indent}{{\n");
            indent += "    ";
        }

        if (kernel.Method is null)
        {
            text.Append($"{indent}Array.Copy(s[0].Array, s[0].At, s[1].Array, s[1].At, p[0]);\n");
        }
        else
        {
            List<string> arguments = [.. kernel.Arguments.Select(argument => $"s[{argument.Slot}].{argument.Array}, s[{argument.Slot}].At")];
            arguments.Add($"{kernel.ParametersType}.Load(p, 0)");
            text.Append($"{indent}{kernel.Method}(\n{Lines(indent + "    ", arguments)});\n");
        }

        text.Append(isOneOfSeveral ? $"{indent[4..]}}}\n\n" : string.Empty);
    }

    private static string Lines(string indent, List<string> arguments)
    {
        StringBuilder text = new(indent);
        int start = 0;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
                bool breaks = text.Length - start + arguments[i].Length + 4 > Width;
                text.Append(breaks ? "\n" + indent : " ");
                start = breaks ? text.Length - indent.Length : start;
            }

            text.Append(arguments[i]);
        }

        return text.ToString();
    }

    private static void Bytes(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        const string Indent = "                    ";
        int start = -1;
        foreach (byte value in bytes)
        {
            string item = value.ToString(CultureInfo.InvariantCulture) + ",";
            if (start < 0 || text.Length - start + item.Length + 1 > Width)
            {
                text.Append(start < 0 ? string.Empty : "\n");
                start = text.Length;
                text.Append(Indent).Append(item);
            }
            else
            {
                text.Append(' ').Append(item);
            }
        }

        text.Append('\n');
    }

    private static string Xml(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
