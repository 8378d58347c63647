namespace EdgeDeep.KernelTranslator;

/// <summary>C functions for the operations whose meaning in C# is fixed and in C is not.</summary>
internal static class Helpers
{
    /// <summary>What the translation relies on, checked by the C compiler.</summary>
    public const string Assumptions = """
        /* What the kernels rely on beyond C99; a compiler where it does not hold refuses the next lines. */
        typedef char ed_int_has_32_bits[(sizeof(int) >= 4u) ? 1 : -1];
        typedef char ed_right_shift_keeps_the_sign[((-1 >> 1) == -1) ? 1 : -1];
        typedef char ed_conversion_wraps[((int32_t)UINT32_MAX == -1) ? 1 : -1];
        """;

    /// <summary>All helpers by name.</summary>
    public static readonly IReadOnlyDictionary<string, Declaration> All = Create().ToDictionary(helper => helper.Name);

    /// <summary>Name of the helper for an operator on values of a width.</summary>
    public static string NameOf(string operation, int width) => $"ed_{operation}{width}";

    private static IEnumerable<Declaration> Create()
    {
        foreach (int width in new[] { 32, 64 })
        {
            string type = $"int{width}_t";
            string unsigned = $"u{type}";
            foreach ((string operation, string symbol) in new[] { ("add", "+"), ("sub", "-"), ("mul", "*") })
            {
                yield return Helper(
                    NameOf("wrap_" + operation, width), $"a {symbol} b modulo 2^{width}.", $"{type} a, {type} b", type,
                    $"({type})(({unsigned})a {symbol} ({unsigned})b)");
            }

            yield return Helper(
                NameOf("shift_left", width), $"value << count with the count modulo {width}; bits shifted out are lost.",
                $"{type} value, int32_t count", type, $"({type})(({unsigned})value << (count & {width - 1}))");
            yield return Helper(
                NameOf("shift_right", width), $"value >> count with the count modulo {width}; the sign fills up.",
                $"{type} value, int32_t count", type, $"value >> (count & {width - 1})");
        }
    }

    private static Declaration Helper(string name, string comment, string parameters, string type, string result) => new()
    {
        Name = name,
        Unit = KernelLibrary.ArithmeticUnit,
        Kind = DeclarationKind.Inline,
        Prototype = $"{type} {name}({parameters})",
        Comment = $"/** {comment} */\n",
        Body = $"{{\n    return {result};\n}}\n",
    };
}
