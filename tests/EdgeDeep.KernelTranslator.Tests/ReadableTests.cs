using System.Text.RegularExpressions;

namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>The C code reads like the C# code: names, comments, empty lines.</summary>
public partial class ReadableTests
{
    private const string Source = """
        namespace EdgeDeep.Kernels;

        /// <summary>Doubles values, see <see cref="Int8"/>.</summary>
        /// <remarks>A remark.</remarks>
        public static class Twice
        {
            // Where doubling ends.
            private const int Limit = 1 << 6;

            /// <summary>int8 in, int8 out.</summary>
            /// <param name="input">Some values.</param>
            /// <param name="inputAt">Index of the first input value.</param>
            /// <param name="output">As many values.</param>
            /// <param name="outputAt">Index of the first output value.</param>
            /// <param name="p">Size.</param>
            public static void Int8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in TwiceParameters p)
            {
                // From the first to the last.
                for (int i = 0; i < p.Size; i++)
                {
                    int value = input[inputAt + i];

                    if (value < Limit)
                        output[outputAt + i] = (sbyte)Step(value, 1);
                }
            }

            private static int Step(int value, int count) => unchecked(value * (1 << count)) >> (value & 1);
        }

        /// <summary>Parameters of <see cref="Twice"/>.</summary>
        public struct TwiceParameters
        {
            /// <summary>Number of elements.</summary>
            public int Size;
        }
        """;

    private const string Expected = """
        /* Generated from the C# kernels of EdgeDeep; do not edit. */
        #include "ed_twice.h"
        #include "ed_arithmetic.h"

        /* Where doubling ends. */
        #define ED_TWICE_LIMIT (1 << 6)

        static int32_t ed_twice_step(int32_t value, int32_t count)
        {
            return ed_shift_right32(ed_wrap_mul32(value, ed_shift_left32(1, count)), value & 1);
        }

        void ed_twice_s8(const int8_t *input, int8_t *output, const ed_twice_parameters *p)
        {
            /* From the first to the last. */
            for (int32_t i = 0; i < p->Size; i++)
            {
                int32_t value = input[i];

                if (value < ED_TWICE_LIMIT)
                {
                    output[i] = (int8_t)ed_twice_step(value, 1);
                }
            }
        }

        """;

    [Fact]
    public void A_kernel_keeps_its_names_comments_and_empty_lines()
    {
        KernelLibrary library = KernelLibrary.Translate([new SourceFile("Ops/Twice.cs", Source)]);
        Unit unit = Assert.Single(library.Units, unit => unit.Name == "ed_twice");
        Assert.Equal(Expected, unit.Source);
        Assert.Equal(["ed_arithmetic"], unit.DependsOn);
        Assert.Contains("/**\n * Doubles values, see ed_twice_s8.\n *\n * A remark.\n */\n", unit.Header);
        Assert.Contains("/** Parameters of Twice. */\ntypedef struct ed_twice_parameters\n{\n    /** Number of elements. */\n    int32_t Size;\n}", unit.Header);
        Assert.Contains(
            "/**\n * int8 in, int8 out.\n *\n * @param input Some values.\n * @param output As many values.\n * @param p Size.\n */\n"
            + "void ed_twice_s8(const int8_t *input, int8_t *output, const ed_twice_parameters *p);\n",
            unit.Header);
    }

    [Fact]
    public void A_long_constant_is_long_in_c_whatever_initializes_it()
    {
        const string Wide = """
            namespace EdgeDeep.Kernels;

            /// <summary>Multiplies.</summary>
            public static class Wide
            {
                private const long Shifted = 1 << 20;
                private const long Plain = 3;
                private const long Long = 5L;

                /// <summary>Beyond 32 bits.</summary>
                public static long Int64() => Shifted * Shifted * Plain * Long;
            }
            """;
        Unit unit = Assert.Single(KernelLibrary.Translate([new SourceFile("Ops/Wide.cs", Wide)]).Units, unit => unit.Name == "ed_wide");
        Assert.Contains("#define ED_WIDE_SHIFTED ((int64_t)(1 << 20))\n", unit.Source);
        Assert.Contains("#define ED_WIDE_PLAIN ((int64_t)(3))\n", unit.Source);
        Assert.Contains("#define ED_WIDE_LONG INT64_C(5)\n", unit.Source);
    }

    [Fact]
    public void No_comment_of_the_kernels_is_lost()
    {
        string translated = Words(string.Concat(KernelSources.Library.Units.Select(unit => unit.Header + unit.Source)));
        int comments = 0;
        foreach (SourceFile file in KernelSources.Files)
        {
            foreach (Match comment in LineComment().Matches(file.Text))
            {
                Assert.Contains(Words(comment.Groups[1].Value), translated);
                comments++;
            }
        }

        Assert.True(comments > 10, $"only {comments} comments in the kernels");
    }

    [Fact]
    public void No_line_is_too_long()
    {
        foreach (Unit unit in KernelSources.Library.Units)
        {
            Assert.All((unit.Header + unit.Source).Split('\n'), line => Assert.True(line.Length <= 120, $"{unit.Name}: {line}"));
        }
    }

    private static string Words(string text) => string.Join(' ', Word().Matches(text).Select(word => word.Value));

    [GeneratedRegex(@"^\s*//(?!/)\s*(.*)$", RegexOptions.Multiline)]
    private static partial Regex LineComment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
