using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>Writes NAME.h, which a C++ program may include too.</summary>
internal static class CHeaderWriter
{
    /// <summary>The text of the header.</summary>
    public static string Write(CModel model)
    {
        string name = model.Name, macro = model.Macro;
        StringBuilder text = new();
        text.Append($"/*\n * {name}: a neural network as a C99 library, exported by EdgeDeep; do not edit.\n *\n");
        Origin(text, model.Plan);
        text.Append(model.Schedule is null ? Usage(model) : CFrontEndWriter.Usage(model));
        text.Append($"""
             */
            #ifndef {macro}_H
            #define {macro}_H

            #include <stdint.h>

            #ifdef __cplusplus
            extern "C"
            """);
        text.Append(" {\n#endif\n\n");
        text.Append($"/* Memory: RAM for activations, RAM for state that lasts from call to call, and constants, in bytes. */\n");
        Define(text, $"{macro}_ARENA_BYTES", model.Plan.ArenaBytes);
        Define(text, $"{macro}_STATE_BYTES", model.Plan.InitialState.Length);
        Define(text, $"{macro}_CONSTANT_BYTES", model.Plan.Constants.Length);
        text.Append($"\n/** Prepares the model; call it once before anything else. */\nvoid {name}_init(void);\n\n");
        text.Append($"/** Sets the state of a streaming model back to its beginning. */\nvoid {name}_reset(void);\n\n");
        if (model.Schedule is { } schedule)
        {
            CFrontEndWriter.Declare(text, model, schedule);
        }
        else
        {
            text.Append($"/** Computes the outputs from the inputs and the state. */\nvoid {name}_invoke(void);\n");
            Tensors(text, model, "input", model.Plan.Inputs, isConst: false);
        }

        Tensors(text, model, "output", model.Plan.Outputs, isConst: true);
        if (Labels(model.Plan) is { Length: > 0 } labels)
        {
            text.Append("\n/** Class names in output order, in UTF-8. */\n");
            Define(text, $"{macro}_LABELS", labels.Length);
            text.Append($"extern const char *const {name}_labels[{macro}_LABELS];\n");
        }

        return text.Append("\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n").ToString();
    }

    /// <summary>Class names of a model.</summary>
    public static string[] Labels(Plan plan) => plan.Metadata.TryGetValue(MetadataKeys.Labels, out string? labels)
        ? labels.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    private static string Usage(CModel model) => $"""
         * Fill the inputs, call {model.Name}_invoke(), read the outputs. Inputs are overwritten by each call and must be filled before
         * each one; outputs are valid until the next call. There is one instance; calls must not overlap.

        """;

    private static void Origin(StringBuilder text, Plan plan)
    {
        (string Key, string Title)[] facts =
        [
            (MetadataKeys.Source, "Source"), (MetadataKeys.SourceSha256, "SHA-256"), (MetadataKeys.Licence, "Licence"),
            (MetadataKeys.Quantization, "Quantization"), (MetadataKeys.Preprocessing, "Preprocessing"),
        ];
        bool any = false;
        foreach ((string key, string title) in facts)
        {
            if (plan.Metadata.TryGetValue(key, out string? value))
            {
                text.Append($" * {title}: {CValues.Comment(value)}\n");
                any = true;
            }
        }

        text.Append(any ? " *\n" : string.Empty);
    }

    private static void Tensors(StringBuilder text, CModel model, string kind, IReadOnlyList<int> indices, bool isConst)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            PlanTensor tensor = model.Plan.Tensors[indices[i]];
            string macro = $"{model.Macro}_{kind.ToUpperInvariant()}{i}";
            string shape = string.Join(", ", tensor.Shape);
            text.Append($"\n/** The {kind} '{CValues.Comment(tensor.Name)}': {ElementTypes.NameOf(tensor.Type)}[{shape}]");
            text.Append(tensor.Scale > 0 ? $", real value = {macro}_SCALE * (stored - {macro}_ZERO_POINT). */\n" : ". */\n");
            Define(text, $"{macro}_ELEMENTS", tensor.Elements);
            if (tensor.Scale > 0)
            {
                text.Append($"#define {macro}_SCALE {CValues.Of(tensor.Scale)}\n");
                Define(text, $"{macro}_ZERO_POINT", tensor.ZeroPoint);
            }

            text.Append($"{(isConst ? "const " : string.Empty)}{CTypeNames.Of(tensor.Type)} *{model.Name}_{kind}{i}(void);\n");
        }
    }

    private static void Define(StringBuilder text, string name, int value) =>
        text.Append(CultureInfo.InvariantCulture, $"#define {name} {(value < 0 ? $"({value})" : $"{value}")}\n");
}
